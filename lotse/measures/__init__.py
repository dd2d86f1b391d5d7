"""Measures and what must mesh between them: the interlocking engine (pure) and its findings."""
