"""Forms about goals, steps, strengths and the support plan."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from lotse.cases.rules.goals import BOX_LABELS, GOAL_OUTCOME_LABELS
from lotse.cases.rules.life_situation import SHEETS
from lotse.cases.rules.plans import AGREEMENT_LABELS
from lotse.foundation.web.forms import EditForm, GermanDateField, GermanForm, LineField, TextField, choices_of


class GoalForm(GermanForm):
    """Topic, will, goal: in this order, in the client's words."""

    topic = LineField("Thema", [InputRequired("Bitte das Thema nennen.")])
    dimension = SelectField(
        "Lebensbereich", choices=choices_of([("", "– keiner –"), *((str(d), s.label) for d, s in SHEETS.items())])
    )
    will = TextField(
        "Wille", most=2000, description="Wofür wird die Person selbst etwas tun? In ihren Worten, so wie gesagt."
    )
    wish = TextField("Wunsch", most=2000, description="Was sollen andere tun?")
    mandate = TextField("Auftrag", most=2000, description="Was verlangt eine Behörde?")
    statement = TextField(
        "Ziel", [InputRequired("Bitte das Ziel in einem Satz aufschreiben.")], most=1000,
        description="In der Ich-Form, positiv, aus eigenem Handeln erreichbar: „Ich …“",
    )  # fmt: skip
    sign_of_success = TextField("Woran merken wir es?", most=1000)
    owner = LineField("Wer kümmert sich", most=120)
    due_on = GermanDateField("Bis")


class EditGoalForm(GoalForm, EditForm):
    """The same for a goal that exists: carries the version it was opened with."""


class StepForm(GermanForm):
    """A small step, two to six weeks away."""

    text = LineField("Schritt", [InputRequired("Bitte den Schritt nennen.")], most=300)
    who = LineField("Wer", most=120)
    due_on = GermanDateField("Bis", description="In zwei bis sechs Wochen.")


class OutcomeForm(GermanForm):
    """What became of a goal."""

    outcome = RadioField("Ergebnis", choices=choices_of(GOAL_OUTCOME_LABELS))
    note = TextField("Was wurde erreicht, was fehlt?", most=1000)


class ResourceForm(GermanForm):
    """A strength in one of the four boxes."""

    box = RadioField("Feld", choices=choices_of(BOX_LABELS))
    text = LineField("Stärke oder Ressource", [InputRequired("Bitte die Ressource nennen.")], most=300)
    offer = LineField(
        "Angebot im Verzeichnis", description="Für den Sozialraum: tippen und aus dem Verzeichnis wählen."
    )
    offer_id = HiddenField()


class DraftForm(GermanForm):
    """Begin a version of the plan."""

    introduction = TextField(
        "Ausgangslage in wenigen Sätzen",
        most=3000,
        description="Steht am Anfang des Hilfeplans.",
    )


class AgreementForm(EditForm):
    """The client agrees; the version comes into force."""

    agreed_on = GermanDateField("Zugestimmt am", [InputRequired("Bitte den Tag der Zustimmung nennen.")])
    agreement = RadioField("Wie", choices=choices_of(AGREEMENT_LABELS))
    review_on = GermanDateField("Überprüfung am", description="Spätestens nach sechs Monaten.")
    client_note = TextField("Anmerkung der Klientin oder des Klienten", most=2000)
