"""What a route needs to know about htmx."""

from __future__ import annotations

from flask import request


def is_htmx() -> bool:
    """True when htmx asks for a fragment (not when it restores a page from the browser's history)."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"
