"""Rules of child protection; all pure."""
