"""Referrals: handing a client to an offer or a department, and what came of it."""
