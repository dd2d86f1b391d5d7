"""Attributes of fields in HTML: what WTForms writes, without the formatter in Python that it calls for each of them.

A contact screen has 300 options and fields; their attributes were half of its time (ADR 0203).
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape
from wtforms.widgets import core


def html_params(**given: Any) -> Markup:
    """Return `name="value"` for each attribute, sorted; True stands alone, False is left out, as in WTForms."""
    written: list[str] = []
    for name, value in sorted(given.items()):
        key = escape(core.clean_key(name))
        if value is True:
            written.append(key)
        elif value is not False:
            # `escape` leaves what is marked as safe alone; a quotation mark in it would still end the attribute.
            escaped = str(escape(value)).replace('"', "&quot;")
            written.append(f'{key}="{escaped}"')
    return Markup(" ".join(written))  # noqa: S704  # every part has been escaped


def install() -> None:
    """Let the widgets of WTForms write their attributes with it."""
    core.html_params = html_params
    core.Input.html_params = core.Button.html_params = staticmethod(html_params)
