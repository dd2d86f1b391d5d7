"""Contacts: what was asked at the desk, drafts, call-backs, appointments, the wish to apply."""
