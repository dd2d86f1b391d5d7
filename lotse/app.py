"""The application factory: the only module that knows every slice."""
