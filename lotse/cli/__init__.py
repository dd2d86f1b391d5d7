"""The lotse command."""
