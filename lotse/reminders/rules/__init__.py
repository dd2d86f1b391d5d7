"""Pure decisions of reminders: when jobs run, when series go on, what stands on 'Heute'."""
