"""What came of a contact, and what its result asks for: on the contact screen and when a contact is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice

from lotse.contacts.rules import RESULTS, Result
from lotse.foundation.clock import instant
from lotse.foundation.web.forms import GermanDateField, LineField, choices_of
from lotse.frontdesk.forms.fields import IdField, PickField, TimeOfDayField

NOBODY_YET = SelectChoice("", "noch offen")


class AppointmentFields:
    """When, with whom and about what a meeting is to be."""

    appointment_on = GermanDateField("Termin am")
    appointment_at = TimeOfDayField("um", most=8)
    appointment_with = IdField("bei", validate_choice=True)
    appointment_about = LineField("Thema und Mitbringen", most=200)

    def offer_staff(self, staff: Sequence[tuple[int, str]]) -> None:
        """Fill in with whom an appointment may be."""
        self.appointment_with.choices = [NOBODY_YET, *choices_of(staff)]

    def appointment_instant(self) -> datetime | None:
        """The instant of the appointment, when day and time are there."""
        if self.appointment_on.data is None or self.appointment_at.at is None:
            return None
        return instant(self.appointment_on.data, self.appointment_at.at)


class ResultFields(AppointmentFields):
    """The result with its appointment, offer and case."""

    result = RadioField("Ergebnis", choices=choices_of(RESULTS), default="advice")
    offer = PickField("Weitervermittelt an", most=200)
    offer_id = HiddenField()
    case_reason = LineField("Anlass des Falls", most=300)

    def chosen_result(self) -> Result | None:
        """The result as the rules know it."""
        return Result(self.result.data) if self.result.data else None
