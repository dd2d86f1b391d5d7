"""Forms of deadlines: what a letter says, what became of a deadline, what goes into a draft letter."""
