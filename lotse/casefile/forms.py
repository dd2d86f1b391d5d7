"""Forms of the composed pages: settling a deadline while a case closes."""

from __future__ import annotations

from wtforms import SelectField
from wtforms.validators import InputRequired

from lotse.deadlines.rules.closing import OUTCOME_LABELS
from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField, choices_of


class SettleDeadlineForm(GermanForm):
    """What became of one deadline; several stand on one page, so `of` gives the fields ids of their own."""

    choice = SelectField(
        "Was ist daraus geworden?",
        [InputRequired("Bitte wählen.")],
        choices=choices_of([("", "Bitte wählen"), *OUTCOME_LABELS.items()]),
    )
    closed_on = GermanDateField("Am")
    note = LineField("Nachweis oder Erklärung", most=300)

    def of(self, record_id: int) -> SettleDeadlineForm:
        """Tell its fields from those of the other deadlines on the page."""
        for field in self:
            field.id = f"{field.name}-{record_id}"
        return self
