"""Changing accounts and what belongs to them, one module for each noun."""
