"""Reminders (Wiedervorlagen) and tasks, and 'Heute': the due list computed from dates that other slices own."""
