"""Reading pages, files and reports back as tables of texts, for the agreement and the attacker."""

from __future__ import annotations

import csv
import io
from html.parser import HTMLParser

import openpyxl

Table = dict[str, object]


class _Reader(HTMLParser):
    """Collects the tables inside sections, and the key figures."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.titles: dict[str, str] = {}
        self.tiles: dict[str, str] = {}
        self._section = self._cell = ""
        self._collect: list[str] | None = None
        self._label = ""
        self._depth = 0

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        css = given.get("class") or ""
        if tag == "section" and "figure-card" in css:
            self._section = given["id"]
        elif tag == "table" and self._section:
            self.tables[self._section] = []
        elif tag == "tr" and self._section in self.tables:
            self.tables[self._section].append([])
        elif tag in ("td", "th", "dt", "dd"):
            self._collect = []
            self._cell = f"{tag} {css}"

    def handle_data(self, data):
        if self._collect is not None:
            self._collect.append(data)

    def handle_endtag(self, tag):
        if tag in ("td", "th", "dt", "dd") and self._collect is not None:
            text = "".join(self._collect).strip()
            self._collect = None
            if "tile__label" in self._cell:
                self._label = text
            elif "tile__value" in self._cell:
                self.tiles[self._label] = text
            elif tag in ("td", "th") and self._section in self.tables and self.tables[self._section]:
                self.tables[self._section][-1].append(text)
        elif tag == "section":
            self._section = ""


def read_page(html: str) -> tuple[dict[str, list[list[str]]], dict[str, str]]:
    """Return {section: rows of cells} and {tile: value} of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.tables, reader.tiles


def read_workbook(raw: bytes) -> list[list[list[object]]]:
    """Return the sheets behind the first one: key figures, then one per section."""
    book = openpyxl.load_workbook(io.BytesIO(raw))
    return [[list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book.worksheets[1:]]


def read_csv(raw: bytes) -> list[list[list[str]]]:
    """Return the tables of a CSV file without their names, the definitions left out."""
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    tables: list[list[list[str]]] = [[]]
    for line in lines:
        if not line:
            tables.append([])
        else:
            tables[-1].append(line)
    return [table[1:] for table in tables[1:]]


def number(text: object) -> float | None:
    """Return the number in a German cell; None for a dash or words."""
    if text is None or isinstance(text, int | float):
        return text
    plain = str(text).replace("\u202f", "").replace("\u00a0%", "").replace(" Arbeitstage", "").replace(" Tage", "")
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None
