"""What a route needs to know about htmx."""

from __future__ import annotations

from typing import Any

from flask import current_app, request


def is_htmx() -> bool:
    """True when htmx asks for a fragment (not when it restores a page from the browser's history)."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"


def render_fragment(template: str, **values: Any) -> str:
    """Render a small part that needs nothing but these values: what the frame of a page knows is not asked for."""
    return current_app.jinja_env.get_template(template).render(values)
