"""Addresses in templates: a page names seventy, and Flask builds each anew in a fiftieth of a millisecond.

A static file's address never changes while the server runs, and that of a page differs in its numbers only: so the
first one of each form is built by Flask, the others by putting the numbers in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask import Flask, current_app, request

_STAND_IN = 1_000_000_007
"""Numbers that stand where the ids go while the pattern of an address is taken."""


class Addresses:
    """`url_for` of the templates."""

    def __init__(self, app: Flask, *, keeps: bool) -> None:
        """Keep what was built, unless files change while the server runs (`keeps=False`, in development)."""
        self._build = app.url_for
        self._rules = app.url_map
        self._keeps = keeps
        self._files: dict[tuple[str, str], str] = {}
        self._patterns: dict[tuple[str, str, tuple[str, ...]], tuple[str, ...] | None] = {}

    def __call__(self, endpoint: str, **values: Any) -> str:
        """Return the address, exactly as Flask's `url_for` does."""
        if not self._keeps or not request:
            return self._build(endpoint, **values)
        if endpoint == "static" and len(values) == 1:
            return self._file(values["filename"])
        if endpoint[0] == "." or not all(type(value) is int and value >= 0 for value in values.values()):
            return self._build(endpoint, **values)
        names = tuple(values)
        key = (request.script_root, endpoint, names)
        try:
            pattern = self._patterns[key]
        except KeyError:
            pattern = self._patterns[key] = self._pattern(endpoint, names)
        if pattern is None:
            return self._build(endpoint, **values)
        if not values:
            return pattern[0]
        joined = [pattern[0]]
        for number, rest in zip(values.values(), pattern[1:], strict=True):
            joined += (str(number), rest)
        return "".join(joined)

    def _file(self, filename: str) -> str:
        key = (request.script_root, filename)
        found = self._files.get(key)
        if found is None:
            found = self._files[key] = self._build("static", filename=filename)
        return found

    def _pattern(self, endpoint: str, names: tuple[str, ...]) -> tuple[str, ...] | None:
        """Return what stands between the numbers, or None where numbers alone do not decide the address."""
        stand_ins: dict[str, Any] = {name: _STAND_IN + place for place, name in enumerate(names)}
        rest, parts = self._build(endpoint, **stand_ins), []
        if any(name.startswith("_") for name in names) or any(r.defaults for r in self._rules.iter_rules(endpoint)):
            return None
        for stand_in in stand_ins.values():
            before, found, rest = rest.partition(str(stand_in))
            if not found:
                return None
            parts.append(before)
        return (*parts, rest)


def address(endpoint: str, **values: Any) -> str:
    """Return the address of a page as templates write it, for what is put together in Python and shown by them."""
    build = cast("Addresses", current_app.jinja_env.globals["url_for"])
    return build(endpoint, **values)


def once(render: Callable[[], Any], *, keeps: bool) -> Callable[[], Any]:
    """Return a function that renders a part of the frame at its first call per mounting point of the application."""
    kept: dict[str, Any] = {}

    def part() -> Any:
        if not keeps or request.script_root not in kept:
            kept[request.script_root] = render()
        return kept[request.script_root]

    return part
