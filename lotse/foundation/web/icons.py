"""Icons of the sprite, drawn once per form: a page shows dozens of the same few."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Flask
from markupsafe import Markup


def register(app: Flask) -> None:
    """Offer `draw_icon` to templates, which import it as `icon` from macros/icons.html."""
    address: Any = app.jinja_env.globals["url_for"]

    def draw_icon(name: str, label: str = "", size: str = "", tone: str = "", **more: str) -> Markup:
        """Return an icon; without a label it is decoration and hidden from screen readers."""
        sprite = address("static", filename="img/icons.svg")
        return _drawn(sprite, name, label, size, tone, more.get("class", ""))

    app.jinja_env.globals["draw_icon"] = draw_icon


@lru_cache(maxsize=512)
def _drawn(sprite: str, name: str, label: str, size: str, tone: str, class_: str) -> Markup:
    classes = ["icon", *(f"icon--{kind}" for kind in (size, tone) if kind), *([class_] if class_ else [])]
    said = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    return Markup('<svg class="{}" {} focusable="false"><use href="{}#{}"></use></svg>').format(
        " ".join(classes), said, sprite, name
    )
