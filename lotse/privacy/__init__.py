"""Privacy: what is stored about a person, who saw it and who got it; the pages of the audit."""
