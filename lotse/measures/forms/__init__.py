"""Forms of measures, by noun."""
