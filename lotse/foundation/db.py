"""The one database handle and its column types."""
