"""The application for any WSGI server: `waitress-serve wsgi:app`, `gunicorn wsgi:app`."""

from lotse.app import create_app
from lotse.app.start import settle

app = create_app()
settle()
