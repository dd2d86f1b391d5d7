"""The web edge of the foundation: forms, errors, headers, ids, form keys."""
