"""Privacy: what is stored about a person and who saw it, retention, erasure, the pages of the audit."""
