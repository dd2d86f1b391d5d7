"""Pages of reminders, by noun; all of them hang on one blueprint."""

from lotse.reminders.routes import absences, calendar, jobs, reminders, today
from lotse.reminders.routes.blueprint import blueprint

__all__ = ["absences", "blueprint", "calendar", "jobs", "reminders", "today"]
