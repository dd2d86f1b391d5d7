"""Reading measures, what must mesh between them, and what the engine found."""
