"""What is decided about persons without a database: names, dates, numbers, likeness, warnings, households."""
