"""Outbox: mails to send, claimed, sent and marked so that none is lost or doubled."""
