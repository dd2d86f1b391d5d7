"""Lotse: the back office of a one-stop social office."""
