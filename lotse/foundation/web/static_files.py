"""Addresses of static files carry a sum of their content, so that browsers may keep them for a year."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask
from markupsafe import Markup

from lotse.foundation.web.addresses import Addresses, once

FIRST_SHEETS = ("layers", "fonts", "tokens", "base", "layout")
LAST_SHEET = "print"


def register(app: Flask, *, keeps: bool) -> None:
    """Add the sum to every address of a static file and tell the templates which sheets and scripts there are."""
    folder = Path(app.static_folder or "")

    @app.url_defaults
    def _add_sum(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values and "v" not in values:
            file = folder / values["filename"]
            if file.is_file():
                values["v"] = _sum(str(file), file.stat().st_mtime_ns)

    app.jinja_env.globals["stylesheets"] = stylesheets(folder / "css")
    app.jinja_env.globals["behaviours"] = sorted(f"js/{file.name}" for file in (folder / "js").glob("*.js"))
    # While somebody works on the files, an address must change with its file; later it never does.
    address = Addresses(app, keeps=keeps)
    app.jinja_env.globals["url_for"] = address
    app.jinja_env.globals["file_links"] = once(
        lambda: Markup(app.jinja_env.get_template("_file_links.html").render()),  # noqa: S704  # rendered with escaping
        keeps=keeps,
    )


def stylesheets(folder: Path) -> list[str]:
    """Return the sheets in the order of the cascade: foundations, components, pages, print."""
    parts = [f"components/{file.stem}" for file in sorted((folder / "components").glob("*.css"))]
    pages = [f"pages/{file.stem}" for file in sorted((folder / "pages").glob("*.css"))]
    return [f"css/{name}.css" for name in (*FIRST_SHEETS, *parts, *pages, LAST_SHEET)]


@lru_cache(maxsize=512)
def _sum(file: str, _changed_at: int) -> str:
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()[:10]
