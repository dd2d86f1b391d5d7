"""Forms around a stored deadline: its end, where something was handed in."""

from __future__ import annotations

from wtforms import RadioField
from wtforms.validators import InputRequired, Optional

from lotse.deadlines.forms.choices import FORMS, HANDED_IN_AT, Choice, choices_of
from lotse.deadlines.forms.computing import ComputingForm
from lotse.deadlines.rules.closing import OUTCOME_LABELS
from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField


class CloseForm(GermanForm):
    """What became of a deadline."""

    outcome = RadioField(
        "Was ist daraus geworden?",
        [InputRequired("Bitte wählen.")],
        choices=choices_of(OUTCOME_LABELS),
    )
    closed_on = GermanDateField("Am")
    note = LineField("Nachweis oder Erklärung", most=300)


class ReopenForm(GermanForm):
    """Why a deadline is open again."""

    reason = LineField("Warum ist die Frist wieder offen?", most=300)


class FilingForm(ComputingForm):
    """Where and how something was handed in."""

    handed_in_at = Choice("Wo abgegeben?", HANDED_IN_AT)
    handed_in_on = GermanDateField("Abgegeben am")
    reached_competent_on = GermanDateField("Bei der zuständigen Stelle angekommen am", [Optional()])
    form = Choice("Wie?", FORMS)
