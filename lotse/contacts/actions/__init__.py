"""Every change of contacts and of what waits at the desk."""
