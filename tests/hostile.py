"""Reads the forms of a page and fills them as nobody should."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

MARKER = '"><svg/onload=lotse(7)>'
"""Stands unescaped in a page only when somebody could run a script there."""

TYPED = {
    "far too long": "x" * 10_000,
    "control characters": "a\0b\x1b",
    "other scripts": "😀 محمد Ольга \u202e\u200d",
    "search operators": "'\"%_\\ ; drop -- * NEAR( ) OR",
    "a script": MARKER,
    "forty digits": "9" * 40,
    "a negative number": "-1",
    "a day after the calendar": "9999-12-31",
    "a day before the calendar": "0001-01-01",
    "blanks": "   ",
    "no number": "nan",
}
CHOSEN = {"no choice there is": "a\0b", "beyond the integers": str(2**63), "a script": MARKER, "a list": "[]"}
_TYPED_IN = {"text", "textarea", "search", "email", "tel", "url", "number", "date", "time", "password"}
_KEPT = {"csrf_token", "form_key", "version"}


@dataclass
class Form:
    """One form of a page: where it goes, how, and its fields as (name, kind, value, ticked)."""

    action: str
    method: str
    fields: list[tuple[str, str, str, bool]] = field(default_factory=list)

    def filled(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield what was done to the form and the data to send: first what is typed, then what is chosen."""
        for what, value in TYPED.items():
            yield what, self._data(lambda kind: kind in _TYPED_IN, value)
        for what, value in CHOSEN.items():
            yield what, self._data(lambda kind: kind not in _TYPED_IN, value)

    def _data(self, spoils: object, value: str) -> dict[str, str]:
        data: dict[str, str] = {}
        for name, kind, held, ticked in self.fields:
            if name == "form_key":
                data[name] = str(uuid.uuid4())
            elif name in _KEPT:
                data[name] = held
            elif callable(spoils) and spoils(kind):
                data[name] = value
            elif kind not in {"checkbox", "radio"} or ticked:
                data.setdefault(name, held)
        return data


class FormReader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._address, self._open = address, False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms and the fields inside them; files and buttons are left out."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = True
            self.forms.append(Form(given.get("action") or self._address, given.get("method", "get").lower()))
        elif self._open and tag in {"input", "textarea", "select"} and given.get("name"):
            kind = given.get("type", "text") if tag == "input" else tag
            if kind not in {"file", "submit", "button"}:
                row = (given["name"], kind, given.get("value", ""), "checked" in given)
                self.forms[-1].fields.append(row)

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        if tag == "form":
            self._open = False
