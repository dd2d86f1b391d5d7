"""Rules of cases, by noun; all pure."""
