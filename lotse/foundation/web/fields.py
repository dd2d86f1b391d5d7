"""Fields in HTML as the widgets of WTForms write them, without the many small calls they make for each.

A contact screen has 300 options and fields; written by the widgets they were a third of its time (ADR 0203). The place
WTForms offers for this is `Meta.render_field`. Widgets that are not named here write for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape
from wtforms.fields.choices import Choice
from wtforms.meta import DefaultMeta
from wtforms.widgets import CheckboxInput, DateInput, HiddenInput, RadioInput, Select, TextArea, TextInput
from wtforms.widgets.core import clean_key

Attributes = dict[str, Any]
_needs_escaping = re.compile("[&<>'\"]").search


class QuickMeta(DefaultMeta):
    """Meta of forms whose everyday fields are written by this module."""

    def render_field(self, field: Any, render_kw: Attributes) -> Markup:
        """Return the field in HTML, letter by letter as its widget would."""
        write = _WRITERS.get(type(field.widget))
        if write is None or getattr(field, "_datalist", None) is not None:
            return Markup(super().render_field(field, render_kw))  # noqa: S704  # WTForms escapes
        given = {_name(name): value for name, value in {**(field.render_kw or {}), **render_kw}.items()}
        return Markup(write(field, given))  # noqa: S704  # every part has been escaped


def _input(field: Any, given: Attributes) -> str:
    attributes = {"id": field.id, "type": field.widget.input_type} | _flags(field) | given
    if "value" not in attributes:
        attributes["value"] = field._value()
    return f"<input {_written(field, attributes)}>"


def _checkable(field: Any, given: Attributes) -> str:
    is_checked = getattr(field, "checked", field.data)
    return _input(field, {"checked": True} | given if is_checked else given)


def _text_area(field: Any, given: Attributes) -> str:
    attributes = {"id": field.id} | _flags(field) | given
    return f"<textarea {_written(field, attributes)}>\r\n{_text(field._value())}</textarea>"


def _select(field: Any, given: Attributes) -> str:
    attributes = {"id": field.id} | _flags(field) | given
    if field.widget.multiple:
        attributes["multiple"] = True
    written = [f"<select {_written(field, attributes)}>"]
    for label, choices in field.iter_groups():  # without groups one group without a label
        options = "".join(map(_option, choices))
        written.append(options if label is None else f"<optgroup {_params({'label': label})}>{options}</optgroup>")
    return "".join((*written, "</select>"))


def _option(choice: Choice) -> str:
    if choice.render_kw or isinstance(choice.value, bool):
        return Select.render_option(choice)
    selected, label = " selected" if choice.selected else "", _text(choice.label or choice.value)
    return f'<option{selected} value="{_quoted(choice.value)}">{label}</option>'


_WRITERS: dict[type, Callable[[Any, Attributes], str]] = {
    TextInput: _input,
    HiddenInput: _input,
    DateInput: _input,
    CheckboxInput: _checkable,
    RadioInput: _checkable,
    TextArea: _text_area,
    Select: _select,
}


def _flags(field: Any) -> Attributes:
    """What the validators say of the field: `required`, `maxlength` and the like, as far as its widget shows it."""
    shown = field.widget.validation_attrs
    found = {name: value for name, value in vars(field.flags).items() if name in shown}
    return {name: value() if callable(value) else value for name, value in found.items()}


def _written(field: Any, attributes: Attributes) -> str:
    return _params(attributes | {"name": field.name})


def _params(attributes: Attributes) -> str:
    """Return `name="value"` for each attribute, sorted; True stands alone, False is left out."""
    written = []
    for name, value in sorted(attributes.items()):
        if value is True:
            written.append(_text(name))
        elif value is not False:
            written.append(f'{_text(name)}="{_quoted(value)}"')
    return " ".join(written)


@lru_cache(maxsize=1024)
def _name(name: str) -> str:
    """Names of attributes are ours and few."""
    return str(clean_key(name))


def _quoted(value: Any) -> str:
    # `escape` leaves what is marked as safe alone; a quotation mark in it would still end the attribute.
    return _text(value).replace('"', "&quot;")


def _text(value: Any) -> str:
    return value if type(value) is str and not _needs_escaping(value) else str(escape(value))
