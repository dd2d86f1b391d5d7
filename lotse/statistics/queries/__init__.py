"""Reading for the statistics: live records, facts, kept summaries, names, and the records behind a number."""
