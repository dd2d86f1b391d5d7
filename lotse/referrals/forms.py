"""Forms of referrals: the draft, sending, one step, the consent recorded on the way."""

from __future__ import annotations

from datetime import date

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lotse.disclosure.rules import BASIS_LABELS, CATEGORY_LABELS
from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField, TextField
from lotse.referrals.rules.reasons import DECLINE, EFFECT_SOURCES, EFFECTS, FAILURE, MEANS
from lotse.referrals.rules.states import KIND_LABELS, LABELS, State
from lotse.referrals.rules.transitions import Step

URGENCIES = {"normal": "normal", "urgent": "dringend", "emergency": "Notfall (Telefon, heute)"}
CHANNELS = {"phone": "Telefon", "paper": "Papier", "fax": "Fax", "mail": "E-Mail", "in_person": "persönlich"}
FOLLOW_UPS = {
    "": "keine weitere Angabe",
    "waitlisted": LABELS[State.WAITLISTED],
    "in_progress": LABELS[State.IN_PROGRESS],
}


class ReferralForm(GermanForm):
    """A draft: to whom, why, what we ask for, which data."""

    kind = RadioField("Art", choices=list(KIND_LABELS.items()), default="referral")
    receiver = LineField(
        "Stelle oder Angebot", [InputRequired("Bitte eine Stelle oder ein Angebot wählen.")], most=300,
        description="Namen eintippen und aus der Liste wählen.",
    )  # fmt: skip
    receiver_id = HiddenField()
    urgency = RadioField("Dringlichkeit", choices=list(URGENCIES.items()), default="normal")
    concern_id = SelectField("Anliegen", coerce=int, validators=[Optional()])
    reason = TextField(
        "Warum diese Stelle?", [InputRequired("Bitte in einem Satz sagen, warum diese Stelle.")], most=2000,
        description="Ein Satz genügt. Er steht im Schreiben.",
    )  # fmt: skip
    request = TextField("Worum wir bitten", [InputRequired("Bitte sagen, worum wir die Stelle bitten.")], most=2000)
    client_words = TextField("Was die Klientin oder der Klient möchte, in eigenen Worten", most=2000)
    categories = SelectMultipleField(
        "Welche Daten soll die Stelle bekommen?",
        choices=[(str(key), label) for key, label in CATEGORY_LABELS.items()],
        default=["master"],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    received_application_on = GermanDateField(
        "Antrag bei uns eingegangen am",
        [Optional()],
        description="Nur bei Antragsweiterleitung: dieser Tag gilt (§ 16 SGB I).",
    )
    confirmed_second = BooleanField("Eine zweite offene Vermittlung an dieselbe Stelle ist nötig")

    def receiver_ids(self) -> tuple[int, int | None] | None:
        """Return organisation and offer picked from the list, as `12` or `12:34`."""
        organisation, _, offer = (self.receiver_id.data or "").partition(":")
        if not organisation.isdigit() or (offer and not offer.isdigit()):
            return None
        return int(organisation), int(offer) if offer else None


class SendForm(GermanForm):
    """How it leaves, and on which ground when there is no consent."""

    means = RadioField("Weg", choices=list(MEANS.items()), default="letter")
    basis = SelectField(
        "Rechtsgrundlage",
        choices=[("", "Einwilligung"), *((str(key), label) for key, label in BASIS_LABELS.items())],
        validators=[Optional()],
    )


class ConsentForm(GermanForm):
    """A consent recorded for this referral: recipient fixed, purpose and categories named."""

    purpose = LineField(
        "Zweck", [InputRequired("Bitte den Zweck nennen: ohne Zweck ist eine Einwilligung unwirksam.")], most=300
    )
    categories = SelectMultipleField(
        "Diese Daten dürfen weitergegeben werden",
        choices=[(str(key), label) for key, label in CATEGORY_LABELS.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    form = RadioField(
        "Form",
        choices=[("written", "schriftlich"), ("electronic", "elektronisch"), ("oral", "mündlich")],
        default="written",
    )
    given_on = GermanDateField("Erteilt am", [InputRequired("Bitte das Datum der Einwilligung eintragen.")])
    valid_until = GermanDateField("Gültig bis", [Optional()], description="Leer: zwölf Monate.")
    signed_by = LineField(
        "Unterschrieben von", description="Wenn nicht von der Person selbst, etwa Sorgeberechtigte.", most=200
    )


class StepForm(GermanForm):
    """One step of a referral; which fields count depends on the state it leads to."""

    to = RadioField("Was ist geschehen?", validators=[InputRequired("Bitte auswählen, was geschehen ist.")])
    via = RadioField("Auf welchem Weg?", choices=list(CHANNELS.items()), default="phone")
    happened_on = GermanDateField("Am", [InputRequired("Bitte das Datum eintragen.")])
    contact = LineField("Ansprechperson dort", most=200)
    first_appointment_on = GermanDateField("Erster Termin am", [Optional()])
    follows_by = GermanDateField("… oder Termin folgt bis", [Optional()])
    expected_on = GermanDateField("Platz voraussichtlich frei am", [Optional()])
    recheck_on = GermanDateField("Wir fragen nach am", [Optional()])
    until = GermanDateField("Pausiert bis", [Optional()])
    question = TextField("Frage", most=2000)
    reason_code = SelectField("Grund", validators=[Optional()])
    outcome_text = LineField("Was wurde geleistet?", most=500)
    next_step = LineField("Nächster Schritt", most=300)
    note = TextField("Bemerkung", most=2000)
    then = SelectField("Aus derselben Antwort", choices=list(FOLLOW_UPS.items()), validators=[Optional()])
    then_on = GermanDateField("am", [Optional()])

    def offer_choices(self, states: list[State], *, decline: bool) -> None:
        """Fill in the states that may follow and the reasons that fit."""
        self.to.choices = [(str(state), LABELS[state]) for state in states]
        reasons = {reason.code: reason.label for reason in (DECLINE if decline else ()) + FAILURE}
        if not decline:
            reasons = {reason.code: reason.label for reason in FAILURE + DECLINE}
        self.reason_code.choices = [("", "bitte wählen"), *reasons.items()]

    def steps(self, party: object) -> list[Step]:
        """Return the steps the form describes, in order."""
        day: date = self.happened_on.data
        first = Step(
            to=State(self.to.data), happened_on=day, party=party, via=self.via.data,  # type: ignore[arg-type]
            reason_code=self.reason_code.data or "", note=self.note.data or "", contact=self.contact.data or "",
            first_appointment_on=self.first_appointment_on.data, follows_by=self.follows_by.data,
            expected_on=self.expected_on.data, recheck_on=self.recheck_on.data, until=self.until.data,
            question=self.question.data or "", outcome_text=self.outcome_text.data or "",
            next_step=self.next_step.data or "",
        )  # fmt: skip
        if not self.then.data:
            return [first]
        second = Step(
            to=State(self.then.data), happened_on=self.then_on.data or day, party=party, via=self.via.data,  # type: ignore[arg-type]
            expected_on=self.expected_on.data, recheck_on=self.recheck_on.data,
        )  # fmt: skip
        return [first, second]


class EffectForm(GermanForm):
    """What the help brought, said by whom."""

    effect = RadioField("Wirkung", choices=list(EFFECTS.items()), validators=[InputRequired("Bitte auswählen.")])
    source = RadioField("Gesagt von", choices=list(EFFECT_SOURCES.items()), default="client")
    on = GermanDateField("Am", [InputRequired("Bitte das Datum eintragen.")])


class CodeForm(GermanForm):
    """The code on a paper reply, typed or scanned."""

    code = LineField("Code auf der Rückantwort", [InputRequired("Bitte den Code eintippen oder scannen.")], most=20)


class PinForm(GermanForm):
    """The PIN from the second channel."""

    pin = LineField("PIN", [InputRequired("Bitte die sechsstellige PIN eingeben.")], most=20)


class ForwardForm(GermanForm):
    """A partner names the office that is competent."""

    organisation_id = SelectField("Zuständig ist", coerce=int)
    note = TextField("Bemerkung", most=1000)


class RedirectForm(GermanForm):
    """The sender chooses another receiver."""

    receiver = LineField("Neue Stelle", [InputRequired("Bitte eine Stelle oder ein Angebot wählen.")], most=300)
    receiver_id = HiddenField()
    note = TextField("Grund", [InputRequired("Bitte den Grund nennen.")], most=1000)


class AgreementForm(GermanForm):
    """What was agreed with a receiver."""

    subject = LineField("Worüber", [InputRequired("Bitte sagen, was vermittelt wird.")], most=300)
    receipt_days = IntegerField("Eingang bestätigen (Arbeitstage)", [NumberRange(1, 60)], default=2)
    answer_days = IntegerField("Annahme oder Ablehnung (Arbeitstage)", [NumberRange(1, 60)], default=5)
    first_contact_days = IntegerField("Erstkontakt (Arbeitstage)", [NumberRange(1, 120)], default=10)
    contact_person = LineField("Ansprechperson", most=200)
    valid_from = GermanDateField("Gültig ab", [InputRequired("Bitte das Datum eintragen.")])
    valid_until = GermanDateField("Gültig bis", [Optional()])
