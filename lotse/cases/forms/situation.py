"""The rating sheet of the life situation, built from the dimensions of the case."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from lotse.cases.rules.life_situation import LEVELS, OPT_IN, SHEETS, STATE_LABELS, VIEW_LABELS, Dimension, RatingState
from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField, choices_of

NO_WORD, NOT_ASKED, NOT_APPLICABLE = "", "na", "nz"


class RatingSheet(GermanForm):
    """View and day; the fields of each dimension are added by `rating_sheet`."""

    view = RadioField("Sicht", choices=choices_of(VIEW_LABELS))
    rated_on = GermanDateField("Tag der Einschätzung", [InputRequired("Bitte den Tag nennen.")])


def rating_sheet(dimensions: list[Dimension], **kwargs: Any) -> RatingSheet:
    """Return the sheet with three fields per dimension: level, target, one line of evidence."""
    fields: dict[str, Any] = {}
    for dimension in dimensions:
        anchors = SHEETS[dimension].anchors
        fields[dimension] = RadioField(
            SHEETS[dimension].label,
            choices=choices_of(
                [
                    (NO_WORD, "heute nicht besprochen"),
                    *((str(n), f"{n} – {anchors[n - 1]}") for n in LEVELS),
                    (NOT_ASKED, STATE_LABELS[RatingState.NOT_ASKED]),
                    (NOT_APPLICABLE, STATE_LABELS[RatingState.NOT_APPLICABLE]),
                ]
            ),
            default=NO_WORD,
            validators=[Optional()],
        )
        fields[f"{dimension}_target"] = SelectField(
            "Ziel", choices=choices_of([("", "–"), *((n, str(n)) for n in LEVELS)]), default=""
        )
        fields[f"{dimension}_evidence"] = LineField("Woran machen wir das fest?", most=300)
    sheet: RatingSheet = type("RatingSheetOfCase", (RatingSheet,), fields)(**kwargs)
    return sheet


class OptInForm(GermanForm):
    """Ask a restricted dimension in this case."""

    dimension = SelectField("Bereich", choices=choices_of((d, SHEETS[d].label) for d in Dimension if d in OPT_IN))
    reason = LineField("Wozu braucht der Auftrag das?", [InputRequired("Bitte den Zweck nennen.")], most=300)
    agreed_on = GermanDateField("Zugestimmt am", [InputRequired("Bitte den Tag der Zustimmung nennen.")])
