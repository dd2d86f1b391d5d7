"""What is asked once per page for everything shown on it, although each template names only its own piece.

A template writes `{{ late("marks", 12) }}`; when the page is finished, the filler of that name is asked once for all
keys, and what it answers takes the place of the marks left behind. Names of placeholders carry a random part, so that
nothing somebody typed can pretend to be one.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Collection, Mapping
from functools import partial

from flask import Flask, Response, g
from markupsafe import Markup

# One pattern for all pages: compiling one with each page's secret cost as much as two bare pages.
_PLACE = re.compile("<!--([0-9a-f]{16}):([a-z]+):([0-9]+)-->")

Filler = Callable[[Collection[int]], Mapping[int, str]]


def register(app: Flask, fillers: Mapping[str, Filler]) -> None:
    """Offer `late(name, key)` to templates and fill what they left open before the page goes out."""

    def late(name: str, key: int | None) -> Markup:
        if key is None or name not in fillers:
            return Markup()
        g.setdefault("late_keys", {}).setdefault(name, set()).add(key)
        return Markup(f"<!--{_secret()}:{name}:{key}-->")  # noqa: S704  # all three parts are ours

    def fill(response: Response) -> Response:
        wanted: dict[str, set[int]] = g.pop("late_keys", {})
        if wanted and response.mimetype == "text/html" and not response.is_streamed:
            texts = {name: fillers[name](keys) for name, keys in wanted.items()}
            response.set_data(_PLACE.sub(partial(_filled, _secret(), texts), response.get_data(as_text=True)))
        return response

    app.jinja_env.globals["late"] = late
    app.after_request(fill)


def _filled(secret: str, texts: Mapping[str, Mapping[int, str]], found: re.Match[str]) -> str:
    if found[1] != secret:  # somebody typed it
        return found[0]
    return texts[found[2]].get(int(found[3]), "")


def _secret() -> str:
    if "late_secret" not in g:
        g.late_secret = secrets.token_hex(8)
    made: str = g.late_secret
    return made
