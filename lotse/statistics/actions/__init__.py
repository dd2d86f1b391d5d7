"""Changes of the statistics: facts and summaries kept with the records, the map, saved views, comments."""
