"""Files for spreadsheets: German Excel opens them, and no cell is a formula."""

import io
from datetime import UTC, datetime

import openpyxl
import pytest

from lotse.foundation.spreadsheets import Sheet, write_csv, write_xlsx

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
STARTS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1"]


def sheet(*rows, **fields) -> Sheet:
    return Sheet("Vermittlungen", ["Anliegen", "Zahl", "Anteil"], rows, **fields)


def test_csv_has_semicolons_decimal_commas_and_the_mark_excel_needs():
    raw = write_csv([sheet(["Schulden; Miete", 12, 71.4], ["Pflege", None, None], above=["Stand: heute"])])
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig").split("\r\n")[1:4] == [
        "Stand: heute",
        "Anliegen;Zahl;Anteil",
        '"Schulden; Miete";12;71,4',
    ]


@pytest.mark.parametrize("start", STARTS)
def test_no_cell_of_a_csv_begins_like_a_formula(start):
    raw = write_csv([Sheet(start, [start], [[start]], above=[start])]).decode("utf-8-sig")
    cells = [line.strip('"') for line in raw.split("\r\n") if line]
    assert cells
    assert all(cell.startswith("'") for cell in cells)


@pytest.mark.parametrize("start", STARTS)
def test_no_cell_of_a_workbook_is_a_formula_and_numbers_stay_numbers(start):
    raw = write_xlsx([Sheet(start, [start, "Zahl"], [[start, 5]], above=[start])], created_at=NOW)
    page = openpyxl.load_workbook(io.BytesIO(raw)).active
    cells = [cell for line in page.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert [cell.value for cell in cells if cell.data_type == "n"] == [5]


def test_sheet_names_that_excel_refuses_are_mended_and_made_unique():
    raw = write_xlsx([Sheet("a/b[c]:*?" + "x" * 40, [], []), Sheet("A/B[C]:*?" + "X" * 40, [], [])], created_at=NOW)
    assert len(openpyxl.load_workbook(io.BytesIO(raw)).sheetnames) == 2


def test_characters_that_would_break_the_file_are_left_out():
    raw = write_xlsx([sheet(["a\x00b\x0bc\ud800", 1, 2.5], percent_columns=frozenset({2}))], created_at=NOW)
    assert openpyxl.load_workbook(io.BytesIO(raw)).active["A2"].value == "abc"
