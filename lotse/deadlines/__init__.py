"""Statutory deadlines: the pure engine, the catalogue, and the deadlines of a case."""
