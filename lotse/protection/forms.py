"""Forms of child protection: opening, one form per step, look again, name a colleague, close."""

from __future__ import annotations

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField, TextField, choices_of
from lotse.protection.rules.steps import RESULT_LABELS, URGENCY_LABELS, Step

TEXT_LABELS = {
    Step.FACTS: "Tatsachen",
    Step.DANGER_NOW: "Wer hat wann mit wem gesprochen?",
    Step.TALK: "Gespräch mit Kind und Eltern",
    Step.ADVICE: "Beratung, ohne Namen",
    Step.ASSESSMENT: "Einschätzung und Gründe",
    Step.HELP: "Welche Hilfe, was ist vereinbart?",
    Step.REPORT: "Was wurde dem Jugendamt mitgeteilt, wem, wann?",
    Step.FEEDBACK: "Rückmeldung des Jugendamts",
}


class StepForm(GermanForm):
    """What every step needs."""

    happened_on = GermanDateField("Tag")
    text = TextField("Was ist geschehen?")


class FactsForm(StepForm):
    """Facts, their source, and apart from them what somebody makes of them."""

    source = LineField("Quelle", description="Eigene Beobachtung, Kind, Eltern, Dritte.")
    interpretation = TextField("Deutung", description="Getrennt von den Tatsachen: was Sie daraus schließen.")


class OpenForm(FactsForm):
    """Open a record with the first facts."""

    child_id = SelectField("Kind", coerce=int, validators=[InputRequired("Bitte das Kind wählen.")])
    child_name = LineField("Kind ohne Akte", description="Name, oder woran man es erkennt.", most=120)
    child_about = LineField("Alter, Anschrift, so weit bekannt", most=300)
    danger_now = BooleanField("Das Kind ist jetzt in Gefahr (sofort Jugendamt oder 110 anrufen)")
    urgency = RadioField("Wieder ansehen", choices=choices_of(URGENCY_LABELS), default="24h")


class TalkForm(StepForm):
    """A talk, or why there was none."""

    not_done_because = TextField("Kein Gespräch, weil", most=2000)


class AssessmentForm(StepForm):
    """Two named assessors and their result."""

    first_id = SelectField("Erste Fachkraft", coerce=int)
    second_id = SelectField("Zweite Fachkraft im Haus", coerce=int)
    second_name = LineField("oder zweite Fachkraft von außen", most=120)
    result = RadioField("Ergebnis", choices=choices_of(RESULT_LABELS), validators=[Optional()])


class HelpForm(StepForm):
    """Help, agreement, control date."""

    control_on = GermanDateField("Kontrolle am")


class ReportForm(StepForm):
    """Informing the youth office; the family first, unless unsafe."""

    recipient = LineField("Wen im Jugendamt?", description="Stelle, Name, Telefon.", most=200)
    family_told = BooleanField("Die Familie wurde vorher informiert")
    not_done_because = TextField("Nicht vorher informiert, weil", most=2000)


FORMS: dict[Step, type[StepForm]] = {
    Step.FACTS: FactsForm,
    Step.DANGER_NOW: StepForm,
    Step.TALK: TalkForm,
    Step.ADVICE: StepForm,
    Step.ASSESSMENT: AssessmentForm,
    Step.HELP: HelpForm,
    Step.REPORT: ReportForm,
    Step.FEEDBACK: StepForm,
}


class UrgencyForm(GermanForm):
    """Set the clock anew."""

    urgency = RadioField("Wieder ansehen", choices=choices_of(URGENCY_LABELS))


class ColleagueForm(GermanForm):
    """Name one more colleague."""

    user_id = SelectField("Kollegin oder Kollege", coerce=int, validators=[InputRequired("Bitte eine Person wählen.")])


class CloseForm(GermanForm):
    """Close the record."""

    text = TextField("Womit endet der Vorgang?")
