"""Front desk: the screens at counter and phone, and the person search with what lies above a person."""
