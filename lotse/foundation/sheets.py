"""Printed pages from templates: HTML first, so that a test or a preview can read it, PDF second.

The templates see only what they are given, not the request and not the user: what is printed depends on its data alone.
"""

from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from lotse.foundation import dates_in_words, pdf

TEMPLATES = pdf.ROOT / "templates"
SHEET_STYLE = "sheets/_sheet.css"

environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
environment.globals.update(
    short_date=dates_in_words.short_date,
    long_date=dates_in_words.long_date,
    weekday_date=dates_in_words.weekday_date,
    clock_time=dates_in_words.clock_time,
)


def sheet_html(template: str, /, **context: Any) -> str:
    """Fill in a template below `templates/`; an unknown name in it is an error, not an empty spot."""
    return environment.get_template(template).render(**context)


def render_sheet(template: str, /, *, style: str = SHEET_STYLE, **context: Any) -> bytes:
    """Return the PDF of one template; it extends `sheets/_sheet.html` unless it brings its own frame and style."""
    return pdf.printer.print([pdf.Sheet(sheet_html(template, **context), stylesheet(style))])


@cache
def stylesheet(name: str) -> str:
    """Return a stylesheet for print with the common one in front; several names are parted by blanks."""
    names = ("sheets/_print.css", *name.split())
    return "".join((TEMPLATES / one).read_text(encoding="utf-8") for one in names)
