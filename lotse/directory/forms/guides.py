"""Forms of guides and of the catalogue of concerns."""

from __future__ import annotations

from typing import Any

from wtforms import IntegerField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional

from lotse.foundation.web.forms import EditForm, GermanDateField, GermanForm, LineField, TextField

_LINES = "Eine Zeile je Eintrag"


class GuideForm(EditForm):
    """A guide; lists are typed line by line."""

    question = LineField("Frage in den Worten der Menschen", [InputRequired("Bitte die Frage eingeben.")])
    summary = LineField("Das Wichtigste in einem Satz", most=400)
    concerns = SelectMultipleField("Anliegen", coerce=int, validate_choice=False)
    competent = TextField("Zuständig", most=2000, description=_LINES)
    documents = TextField("Unterlagen", most=4000, description=_LINES)
    steps = TextField("Erste Schritte", most=4000, description=_LINES)
    deadlines = TextField(
        "Fristen",
        most=6000,
        description="Je Zeile: Frist | Fundstelle | in einfachen Worten (die letzten zwei dürfen fehlen)",
    )
    plain = TextField("Für die Klientin oder den Klienten", most=4000, description="Kurze Sätze, einer je Zeile")
    review_on = GermanDateField("Wieder prüfen am", [InputRequired("Bitte den Tag der nächsten Prüfung eingeben.")])

    def content(self) -> dict[str, Any]:
        """Return what was typed as the content of a guide."""
        return {
            "question": self.question.data or "",
            "summary": self.summary.data or "",
            "competent": "\n".join(lines(self.competent.data)),
            "documents": lines(self.documents.data),
            "steps": lines(self.steps.data),
            "deadlines": [_deadline(line) for line in lines(self.deadlines.data)],
            "plain": lines(self.plain.data),
        }


class ConcernForm(GermanForm):
    """An entry of the catalogue."""

    label = LineField("Bezeichnung", [InputRequired("Bitte eine Bezeichnung eingeben.")], most=80)
    also_called = LineField("Wird auch so genannt", most=300, description="Wörter, mit denen gesucht wird")
    parent_id = SelectField("Bereich", [Optional()], validate_choice=False)
    position = IntegerField(
        "Platz in der Liste", [Optional(), NumberRange(0, 100_000, "Bitte eine Zahl bis 100000.")], default=999
    )


def lines(text: str | None) -> list[str]:
    """Split a text into its lines, without blanks and empty lines."""
    return [line.strip()[:500] for line in (text or "").splitlines() if line.strip()][:60]


def deadline_lines(deadlines: list[dict[str, Any]]) -> str:
    """Write deadlines the way they are typed."""
    rows = [[d.get("text", ""), d.get("norm", ""), d.get("plain", "")] for d in deadlines]
    return "\n".join(" | ".join(row).rstrip(" |") for row in rows)


def _deadline(line: str) -> dict[str, str]:
    text, norm, plain = ([part.strip() for part in line.split("|")] + ["", "", ""])[:3]
    return {"text": text, "norm": norm, "plain": plain}
