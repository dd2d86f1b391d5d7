"""Reading reminders, the due list and the job table."""
