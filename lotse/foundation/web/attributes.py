"""Attributes and options of fields in HTML: what WTForms writes, without the many small calls it makes for each.

A contact screen has 300 options and fields; their attributes were half of its time (ADR 0203).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape
from wtforms.fields.choices import Choice
from wtforms.widgets import core

_needs_escaping = re.compile("[&<>'\"]").search


def html_params(**given: Any) -> Markup:
    """Return `name="value"` for each attribute, sorted; True stands alone, False is left out, as in WTForms."""
    written: list[str] = []
    for name, value in sorted(given.items()):
        if value is True:
            written.append(_name(name))
        elif value is not False:
            written.append(f'{_name(name)}="{_quoted(value)}"')
    return Markup(" ".join(written))  # noqa: S704  # every part has been escaped


@lru_cache(maxsize=1024)
def _name(name: str) -> str:
    """Names of attributes are ours and few."""
    return str(escape(core.clean_key(name)))


def _quoted(value: Any) -> str:
    # `escape` leaves what is marked as safe alone; a quotation mark in it would still end the attribute.
    return _text(value).replace('"', "&quot;")


def _text(value: Any) -> str:
    return value if type(value) is str and not _needs_escaping(value) else str(escape(value))


def option(choice: Choice) -> Markup:
    """Return one option of a select; one with attributes of its own is left to WTForms."""
    if choice.render_kw or isinstance(choice.value, bool):
        return _option_with_attributes(choice)
    selected, label = " selected" if choice.selected else "", _text(choice.label or choice.value)
    return Markup(f'<option{selected} value="{_quoted(choice.value)}">{label}</option>')  # noqa: S704  # all escaped


_option_with_attributes = core.Select.render_option


def install() -> None:
    """Let the widgets of WTForms write attributes and options with these."""
    core.html_params = html_params
    core.Input.html_params = core.Button.html_params = staticmethod(html_params)
    core.Select.render_option = staticmethod(option)
    # Asked once per select whether `render_option` has the signature of older versions, by taking it apart.
    core.Select._dispatch_render_option = classmethod(lambda cls: cls.render_option)
