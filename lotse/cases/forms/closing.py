"""Forms about closing: the request, the answer of the team lead."""

from __future__ import annotations

from wtforms import BooleanField, RadioField, SubmitField
from wtforms.validators import InputRequired

from lotse.cases.rules.closing import REASON_LABELS
from lotse.foundation.web.forms import GermanForm, LineField, TextField, choices_of


class ClosingForm(GermanForm):
    """Why the case ends, what was achieved, what the client says."""

    reason = RadioField("Grund", choices=choices_of(REASON_LABELS))
    report = TextField(
        "Abschlussbericht", [InputRequired("Bitte den Abschlussbericht schreiben.")],
        description="Was war der Anlass, was wurde erreicht, was bleibt, wer hilft weiter?",
    )  # fmt: skip
    feedback = TextField("Rückmeldung der Klientin oder des Klienten", most=3000)
    follow_up = BooleanField("In drei Monaten nachfragen, wie es weiterging", default=True)


class ClosingAnswerForm(GermanForm):
    """The second pair of eyes."""

    note = LineField("Anmerkung", most=300, description="Wird der Abschluss zurückgegeben: was noch geschehen muss.")
    approve = SubmitField("Abschluss zustimmen")
    refuse_it = SubmitField("Zurückgeben")
