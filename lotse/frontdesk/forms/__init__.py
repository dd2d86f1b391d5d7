"""Forms of the counter: fields and their format; what must be there is decided by the rules."""
