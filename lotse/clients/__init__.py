"""Clients: person, household, relations, duplicates, and the warnings at a person."""
