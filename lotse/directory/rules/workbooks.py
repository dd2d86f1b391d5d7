"""XLSX lists, opened only after the container has been weighed."""

import zipfile
import zlib
from collections.abc import Iterable
from datetime import date, datetime, time
from io import BytesIO

from lotse.directory.rules.sheets import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Problem, ProblemKind, Row, Sheet
from lotse.directory.rules.sheets import UnusableFile as Unusable

MAX_ENTRIES = 200
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100


def is_workbook(data: bytes) -> bool:
    """Tell by its first bytes whether this is a zip container, as every XLSX file is."""
    return data[:4] == b"PK\x03\x04"


def read_xlsx(data: bytes) -> Sheet:
    """Read the first sheet of a workbook that passed the weighing."""
    weigh(data)
    from openpyxl import load_workbook  # only an uploaded workbook needs it

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        return _read(sheet.iter_rows(max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS + 1, values_only=True))
    except Unusable:
        raise
    except Exception as broken:  # openpyxl raises whatever its parsers raise
        raise Unusable("Die XLSX-Datei ist beschädigt oder kein Excel-Format.") from broken


def weigh(data: bytes) -> None:
    """Refuse a container whose directory promises more than a list of offers can need."""
    if len(data) > MAX_BYTES:
        raise Unusable(f"Die Datei ist größer als {MAX_BYTES // 1024 // 1024} MB.")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as broken:
        raise Unusable("Die XLSX-Datei ist beschädigt.") from broken
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED:
        raise Unusable("Die XLSX-Datei ist ausgepackt zu groß.")
    if any(
        entry.file_size > 100_000 and entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in entries
    ):
        raise Unusable("Die XLSX-Datei ist verdächtig stark gepackt und wird nicht geöffnet.")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Unusable("Die XLSX-Datei ist verschlüsselt.")
    if "[Content_Types].xml" not in {entry.filename for entry in entries}:
        raise Unusable("Die Datei ist ein ZIP-Archiv, aber keine XLSX-Datei.")
    _refuse_entities(archive, entries)


def _refuse_entities(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """No office program writes a DOCTYPE; whoever does wants the parser to expand something."""
    for entry in entries:
        try:
            # Sixteen-bit text is folded to eight so that one search finds both spellings.
            content = archive.read(entry).replace(b"\x00", b"")
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as broken:
            raise Unusable("Die XLSX-Datei ist beschädigt.") from broken
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise Unusable("Die XLSX-Datei enthält Anweisungen, die nicht in eine Liste gehören.")


def _read(table: Iterable[Iterable[object]]) -> Sheet:
    rows: list[Row] = []
    problems: list[Problem] = []
    header: tuple[str, ...] = ()
    for line, values in enumerate(table, start=1):
        cells = tuple(cell_text(value) for value in values)
        if not any(cells):
            continue
        if not header:
            header = _strip_right(cells)
            if len(header) > MAX_COLUMNS:
                raise Unusable(f"Die Tabelle hat mehr als {MAX_COLUMNS} Spalten.")
            continue
        if len(rows) + len(problems) >= MAX_ROWS:
            raise Unusable(f"Die Tabelle hat mehr als {MAX_ROWS} Zeilen. Bitte in Teilen einlesen.")
        padded = (*cells, *[""] * (len(header) - len(cells)))
        if any(padded[len(header) :]):
            reason = f"Die Zeile hat {len(_strip_right(cells))} statt {len(header)} Spalten."
            problems.append(Problem(line, ProblemKind.COLUMNS, reason))
        elif any(len(cell) > MAX_CELL for cell in padded):
            problems.append(Problem(line, ProblemKind.TOO_LONG, f"Ein Feld ist länger als {MAX_CELL} Zeichen."))
        elif any(ord(sign) < 32 and sign not in "\t\n\r" for cell in padded for sign in cell):
            reason = "Die Zeile enthält Steuerzeichen, die kein Text sind."
            problems.append(Problem(line, ProblemKind.CHARACTERS, reason))
        else:
            rows.append(Row(line, padded[: len(header)]))
    if len(header) < 2:
        raise Unusable("In der ersten Zeile der Tabelle sind keine Spalten zu erkennen.")
    return Sheet(header, tuple(rows), tuple(problems), "XLSX")


def cell_text(value: object) -> str:
    """Write a cell the way a person sees it: whole numbers without a point, dates in German."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value).strip()


def _strip_right(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells
