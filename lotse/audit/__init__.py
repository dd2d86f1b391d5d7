"""Audit: who saw or changed what; append only; the actor is an id."""
