"""Forms of reminders: set one, change one, be away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional

from lotse.foundation.web.forms import EditForm, GermanDateField, GermanForm, LineField
from lotse.reminders.rules.series import Plan, read_plan
from lotse.reminders.rules.when import read_when

if TYPE_CHECKING:
    from lotse.accounts.models import User

WHEN_HINT = "zum Beispiel 15.12., morgen, 2w, 10 Arbeitstage oder alle 4 Wochen bis Oktober"


class ReminderForm(GermanForm):
    """A new reminder or task."""

    text = LineField("Woran erinnern?", [InputRequired("Bitte ausfüllen.")], most=300)
    when = LineField("Wann?", [InputRequired("Bitte einen Tag nennen.")], most=60, description=WHEN_HINT)
    owner_id = SelectField("Für wen?", coerce=int)
    kind = RadioField(
        "Art", choices=[SelectChoice("reminder", "Wiedervorlage"), SelectChoice("task", "Aufgabe")], default="reminder"
    )
    urgent = BooleanField("Kann nicht warten (sofort eine E-Mail)")
    series_weeks = IntegerField("Wiederholen alle … Wochen", [Optional(), NumberRange(1, 52, "Bitte 1 bis 52 Wochen.")])
    series_until = GermanDateField("Wiederholen bis", [Optional()])

    def offer_owners(self, users: Iterable[User]) -> None:
        """Say who may be chosen."""
        self.owner_id.choices = [SelectChoice(str(user.id), user.name) for user in users]

    def read_plan(self, *, today: date, region: str, anchors: Mapping[str, date]) -> Plan | None:
        """Return the day or series that was named, or show at the field what is wrong with it."""
        try:
            said = read_plan(self.when.data or "", today=today, region=region, anchors=anchors)
        except ValueError as error:
            self.when.errors = [*self.when.errors, str(error)]
            return None
        return said if said.weeks else Plan(said.first_on, self.series_weeks.data, self.series_until.data)

    def read_day(self, *, today: date, region: str, anchors: Mapping[str, date]) -> date | None:
        """Return the day that was named, or show at the field what is wrong with it."""
        try:
            return read_when(self.when.data or "", today=today, region=region, anchors=anchors)
        except ValueError as error:
            self.when.errors = [*self.when.errors, str(error)]
            return None


class ChangeForm(EditForm, ReminderForm):
    """A stored reminder."""


class AbsenceForm(GermanForm):
    """Somebody is away, somebody else stands in."""

    user_id = SelectField("Wer ist abwesend?", coerce=int)
    deputy_id = SelectField("Wer vertritt?", coerce=int)
    starts_on = GermanDateField("Von", [InputRequired("Bitte ausfüllen.")])
    ends_on = GermanDateField("Bis", [InputRequired("Bitte ausfüllen.")])
    note = LineField("Bemerkung", most=200)

    def offer_people(self, away: Iterable[User], deputies: Iterable[User]) -> None:
        """Say whose absence may be entered, and who may stand in."""
        self.user_id.choices = [SelectChoice(str(user.id), user.name) for user in away]
        self.deputy_id.choices = [SelectChoice(str(user.id), user.name) for user in deputies]
