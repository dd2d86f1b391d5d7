"""The single cells of a delivered list: tidied, checked, or refused with a sentence for the report."""

import re
from collections.abc import Mapping as MappingType

from lotse.directory.rules.columns import LABELS, Column, Mapping
from lotse.directory.rules.coordinates import (
    CoordinateSystem,
    GeoPoint,
    ImplausibleCoordinate,
    parse_number,
    to_point,
)
from lotse.directory.rules.sheets import ProblemKind
from lotse.foundation.mail_addresses import is_likely_address


class RowProblem(ValueError):
    """Why a row stays outside: the kind for counting, the message for reading."""

    def __init__(self, kind: ProblemKind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


def clean(text: str) -> str:
    """Tidy blanks, and take away the apostrophe that an export puts before what looks like a formula."""
    return re.sub(r"^'(?=[=+\-@])", "", re.sub(r"[\s\u00a0\u200b\ufeff]+", " ", text).strip())


def street(cells: MappingType[Column, str]) -> tuple[str, str]:
    """Split `Schulstraße 8 a` when the list has no column for the house number."""
    street, number = cells.get(Column.STREET, ""), cells.get(Column.HOUSE_NUMBER, "")
    if not number and (found := re.fullmatch(r"(.*\D)\s+(\d+\s?[a-zA-Z]?(?:\s?[-–/,+]\s?\d*\s?[a-zA-Z]?)*)", street)):
        street, number = found.group(1).strip(), found.group(2).strip()
    return street, number


def postal_code(text: str) -> str:
    """Return five digits, or nothing."""
    if not text:
        return ""
    bare = text.removeprefix("D-").removeprefix("D ").strip()
    # A spreadsheet that took 04109 for a number has lost its first digit.
    bare = bare.zfill(5) if re.fullmatch(r"\d{4}", bare) else bare
    if not re.fullmatch(r"[0-9]{5}", bare):
        raise RowProblem(ProblemKind.VALUE, f"„{text[:20]}“ ist keine Postleitzahl mit fünf Ziffern.")
    return bare


def email(text: str) -> str:
    """Return an address that looks like one."""
    if text and not is_likely_address(text):
        raise RowProblem(ProblemKind.VALUE, f"„{text[:40]}“ ist keine E-Mail-Adresse.")
    return text


def website(text: str) -> str:
    """Keep http(s) addresses only; a bare `www.…` becomes one."""
    if not text:
        return ""
    if re.match(r"(?i)https?://", text):
        address = text
    elif re.match(r"[a-zA-Z][a-zA-Z0-9+.\-]*:(?!\d)", text):
        raise RowProblem(ProblemKind.VALUE, f"„{text[:40]}“ ist keine Internetadresse.")
    else:
        address = f"https://{text}"
    if not re.fullmatch(r"(?i)https?://[^\s/\"'<>.]+(\.[^\s/\"'<>.]+)+(/[^\s\"'<>]*)?", address):
        raise RowProblem(ProblemKind.VALUE, f"„{text[:40]}“ ist keine Internetadresse.")
    return address


def whole_number(text: str, column: Column, highest: int) -> int | None:
    """Return a number up to `highest`, inclusive."""
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > highest:
        raise RowProblem(ProblemKind.VALUE, f"{LABELS[column]}: „{text[:20]}“ ist keine passende Zahl.")
    return int(text)


def coordinate_columns(mapping: Mapping) -> tuple[Column | None, Column | None]:
    """Return the pair of columns that hold the place."""
    if Column.EASTING in mapping and Column.NORTHING in mapping:
        return Column.EASTING, Column.NORTHING
    if Column.LONGITUDE in mapping and Column.LATITUDE in mapping:
        return Column.LONGITUDE, Column.LATITUDE
    return None, None


def point_of(cells: MappingType[Column, str], system: CoordinateSystem | None) -> GeoPoint | None:
    """Return the place of a row; one that cannot be in Germany refuses the row."""
    x_column, y_column = (
        (Column.EASTING, Column.NORTHING)
        if cells.get(Column.EASTING) or cells.get(Column.NORTHING)
        else (Column.LONGITUDE, Column.LATITUDE)
    )
    x_text, y_text = cells.get(x_column, ""), cells.get(y_column, "")
    if not x_text and not y_text:
        return None
    if x_column is Column.LONGITUDE:
        system = CoordinateSystem.WGS84
    if system is None:
        return None
    shown = f"{LABELS[x_column]} {x_text[:20] or '(leer)'}, {LABELS[y_column]} {y_text[:20] or '(leer)'}"
    try:
        x, y = parse_number(x_text), parse_number(y_text)
        if system is not CoordinateSystem.WGS84 and 32_000_000 <= x < 34_000_000:
            x %= 1_000_000
        return to_point(x, y, system)
    except ImplausibleCoordinate as wrong:
        raise RowProblem(ProblemKind.COORDINATE, f"Unmögliche Koordinate: {shown} {wrong}.") from None
