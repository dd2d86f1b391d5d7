"""Every change of persons, households, relations, warnings and links."""
