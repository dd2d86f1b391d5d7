"""Forms of emergency access: the request, the decision, the review."""

from __future__ import annotations

from wtforms import RadioField, SubmitField
from wtforms.validators import InputRequired, Optional

from lotse.emergency.rules import CAUSE_LABELS, HOURS, Wanted
from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField, TextField, choices_of


class RequestForm(GermanForm):
    """Whom or what, why, how long."""

    case_number = LineField("Fallnummer", most=20, description="Zum Beispiel L-2026-0412.")
    last_name = LineField("Nachname", most=120)
    first_name = LineField("Vorname", most=120)
    birth_date = GermanDateField("Geburtsdatum", [Optional()])
    cause = RadioField("Art des Notfalls", [InputRequired("Bitte wählen.")], choices=choices_of(CAUSE_LABELS))
    reason = TextField(
        "Grund", [InputRequired("Bitte den Grund nennen.")], most=1000,
        description="Was ist geschehen, was müssen Sie jetzt tun? Die Teamleitung und der Datenschutz lesen das.",
    )  # fmt: skip
    hours = RadioField(
        "Dauer, ab der Freigabe",
        choices=choices_of((hours, "1 Stunde" if hours == 1 else f"{hours} Stunden") for hours in HOURS),
        default=str(HOURS[0]),
    )

    @property
    def wanted(self) -> Wanted:
        """Whom or what was typed."""
        return Wanted(
            self.case_number.data or "", self.last_name.data or "", self.first_name.data or "", self.birth_date.data
        )


class DecisionForm(GermanForm):
    """The second person."""

    note = LineField("Anmerkung", most=300, description="Bei einer Ablehnung bitte den Grund nennen.")
    release = SubmitField("Freigeben")
    refuse_it = SubmitField("Ablehnen")


class ReviewForm(GermanForm):
    """What the data protection officer says afterwards."""

    note = TextField("Begründung", [InputRequired("Bitte das Urteil kurz begründen.")], most=1000)
    justified = SubmitField("War berechtigt")
    unjustified = SubmitField("War nicht berechtigt")
