"""Where due dates live: one function per kind of thing, one statement each."""
