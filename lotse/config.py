"""Settings of this installation as one typed object."""
