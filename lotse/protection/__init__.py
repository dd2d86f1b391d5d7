"""Child protection: its own restricted records, visible to nobody beside the named people."""
