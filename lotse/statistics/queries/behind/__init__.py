"""The records behind a number, counted as the pages count them, for whoever may open them."""
