"""Letters: their kinds, contents, PDF and the record of dispatch."""
