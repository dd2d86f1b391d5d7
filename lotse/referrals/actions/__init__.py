"""Changing referrals: write a draft, send it through the gate, take steps, answer, confirm the effect."""
