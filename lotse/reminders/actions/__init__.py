"""Every change of reminders and of the job table."""
