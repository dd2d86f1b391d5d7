"""Forms about the life of a case: intake, frame, review, resting."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import InputRequired

from lotse.cases.rules.caseload import WEIGHT_LABELS
from lotse.cases.rules.goals import ZONE_LABELS
from lotse.cases.rules.intake import CRITERIA
from lotse.foundation.errors import Stale
from lotse.foundation.web.forms import EditForm, GermanDateField, GermanForm, LineField, TextField, choices_of


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return str(value or "–")


class IntakeForm(EditForm):
    """The case-management criteria; all four make a case."""

    several_areas = BooleanField(CRITERIA["several_areas"])
    several_actors = BooleanField(CRITERIA["several_actors"])
    usual_path_fails = BooleanField(CRITERIA["usual_path_fails"])
    consents = BooleanField(CRITERIA["consents"])
    note = TextField("Begründung", most=2000)

    def check_version(self, record: Any) -> None:
        """Raise Stale with both answers of each question: they lie in the case's intake sheet."""
        if self.version.data == record.version:
            return
        pairs = []
        for name in (*CRITERIA, "note"):
            yours, stored = _said(self[name].data), _said(record.intake.get(name, ""))
            if yours != stored:
                pairs.append((self[name].label.text, yours, stored))
        raise Stale(pairs)


class FrameForm(EditForm):
    """What frames the work: reason, weight, working zone, first application, next review."""

    reason = TextField("Anlass", [InputRequired("Bitte den Anlass nennen.")], most=500)
    weight = RadioField("Gewicht", choices=choices_of(WEIGHT_LABELS))
    zone = SelectField("Arbeitsbereich", choices=choices_of(ZONE_LABELS))
    first_application_on = GermanDateField("Antrag zuerst am")
    review_on = GermanDateField("Nächste Überprüfung", description="Spätestens nach sechs Monaten.")


class ReasonForm(GermanForm):
    """One sentence why."""

    reason = LineField("Grund", [InputRequired("Bitte den Grund nennen.")], most=300)
