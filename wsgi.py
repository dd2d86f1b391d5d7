"""The application for any WSGI server: `waitress-serve wsgi:app`, `gunicorn wsgi:app`."""

from lotse.app import create_app

app = create_app()
