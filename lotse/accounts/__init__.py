"""Accounts: users, units, roles, log-in, sessions, and the grants that say who may see which record."""
