"""Disclosure: consents, legal bases and the gate, the only door through which personal data leave."""
