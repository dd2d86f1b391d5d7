"""Scheduler: every unattended job, its time and its function, and the one tick that asks what is due."""
