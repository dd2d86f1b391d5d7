"""Changes that span slices: settling what is open, closing a case."""
