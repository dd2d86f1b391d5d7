"""Tables as files: XLSX and a CSV that German Excel opens by itself; no cell of either is ever a formula."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Cell = str | int | float | None

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, lines above the table, the head of the table and its rows."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    above: Sequence[str] = ()
    percent_columns: frozenset[int] = field(default_factory=frozenset)


def safe_text(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula."""
    text = _UNPRINTABLE.sub("", text)
    return "'" + text if text.startswith(_FORMULA_START) or text.lstrip().startswith(_FORMULA_START[:4]) else text


def write_csv(sheets: Sequence[Sheet]) -> bytes:
    """Write the sheets one below the other: semicolons, decimal commas, UTF-8 with a mark for Excel."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for number, sheet in enumerate(sheets):
        if number:
            writer.writerow([])
        writer.writerow([safe_text(sheet.name)])
        writer.writerows([safe_text(line)] for line in sheet.above)
        if sheet.head:
            writer.writerow([safe_text(title) for title in sheet.head])
        writer.writerows([_csv_cell(cell) for cell in row] for row in sheet.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _csv_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return safe_text(cell)
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    return "" if cell is None else str(cell)


def write_xlsx(sheets: Sequence[Sheet], *, created_at: datetime) -> bytes:
    """Write a workbook; texts are typed as texts, numbers stay numbers."""
    import xlsxwriter  # only who exports needs it

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": created_at.replace(tzinfo=None)})
    bold, wrap = (
        book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        book.add_format({"text_wrap": True}),
    )
    percent = book.add_format({"num_format": '0.0" %"'})
    taken: set[str] = set()
    for sheet in sheets:
        page = book.add_worksheet(_sheet_name(sheet.name, taken))
        for line, words in enumerate(sheet.above):
            page.write_string(line, 0, safe_text(words))
        top = len(sheet.above)
        for column, title in enumerate(sheet.head):
            page.write_string(top, column, safe_text(title), bold)
        for line, row in enumerate(sheet.rows, top + (1 if sheet.head else 0)):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(line, column, safe_text(cell), wrap if len(cell) > 60 else None)
                elif cell is not None:
                    page.write_number(line, column, cell, percent if column in sheet.percent_columns else None)
        _widths(page, sheet)
        if sheet.head:
            page.freeze_panes(top + 1, 1)
    book.close()
    return out.getvalue()


def _sheet_name(name: str, taken: set[str]) -> str:
    base = re.sub(r"[\[\]:*?/\\']", " ", safe_text(name)).strip()[:28] or "Tabelle"
    wanted, number = base, 2
    while wanted.lower() in taken:
        wanted, number = f"{base} {number}", number + 1
    taken.add(wanted.lower())
    return wanted


def _widths(page: Any, sheet: Sheet) -> None:
    for column in range(max([len(sheet.head), *(len(row) for row in sheet.rows)], default=0)):
        cells = [str(row[column]) for row in sheet.rows[:200] if column < len(row) and row[column] is not None]
        longest = max([len(c) for c in [*sheet.head[column : column + 1], *cells]], default=8)
        page.set_column(column, column, min(max(longest + 2, 9), 60))
