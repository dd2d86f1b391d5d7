"""An invented office, for development and screenshots."""
