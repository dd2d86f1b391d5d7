"""Directory: organisations, offers, hours and closures, capacity, guides per concern."""
