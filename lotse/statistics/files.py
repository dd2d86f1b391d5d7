"""Pages of figures as files: XLSX and CSV, always protected, with definitions, choices and the time of counting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from lotse.foundation.spreadsheets import Cell, Sheet, write_csv, write_xlsx
from lotse.statistics.rules.pages import Page
from lotse.statistics.rules.tables import Kind, Row, Table

PROTECTION = (
    "Geschützte Fassung: Jede Zahl ist für sich auf ein Vielfaches von 5 gerundet (0 bis 2 werden 0), auch jede Summe."
    " Anteile und Mediane erscheinen erst ab 10. Summen der gerundeten Teile können abweichen."
)


def as_xlsx(page: Page, choices: Sequence[tuple[str, str]], now: datetime) -> bytes:
    """Write the workbook."""
    return write_xlsx([_about(page, choices), *_tables(page)], created_at=now)


def as_csv(page: Page, choices: Sequence[tuple[str, str]]) -> bytes:
    """Write the same tables one below the other."""
    return write_csv([_about(page, choices), *_tables(page)])


def _about(page: Page, choices: Sequence[tuple[str, str]]) -> Sheet:
    assert page.is_protected, "a file never carries exact numbers"
    rows: list[list[Cell]] = [[name, value] for name, value in choices]
    rows.append(["Schutz", PROTECTION])
    rows.extend(["Hinweis", note] for note in page.notes)
    rows.extend([figure.title, figure.sentence] for figure in page.definitions)
    return Sheet("Angaben und Definitionen", ["Angabe", "Bedeutung"], rows, above=[page.title])


def _tables(page: Page) -> list[Sheet]:
    return [sheet_of(table) for table in (page.overview, *(section.table for section in page.sections))]


def sheet_of(table: Table) -> Sheet:
    """Write one table: numbers as numbers, shares in percent, quartiles in two columns."""
    head, percent = [table.row_title], set()
    for column in table.columns:
        if column.kind is Kind.SHARE:
            percent.add(len(head))
        if column.kind is Kind.QUARTILES:
            head += [f"{column.title} von", f"{column.title} bis"]
        else:
            head.append(column.title + (" (%)" if column.kind is Kind.SHARE else column.unit))
    rows = [_row(table, row) for row in table.all_rows]
    return Sheet(table.title, head, rows, percent_columns=frozenset(percent))


def _row(table: Table, row: Row) -> list[Cell]:
    cells: list[Cell] = [row.label]
    for column in table.columns:
        found = row.spreads.get(column.part)
        if column.kind is Kind.QUARTILES:
            cells += [found.q1 if found else None, found.q3 if found else None]
        else:
            cells.append(table.value(row, column))
    return cells
