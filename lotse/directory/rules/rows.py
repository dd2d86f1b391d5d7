"""From the rows of a list to houses with offers, and a reason for every row that stays outside."""

import re
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, replace
from typing import Any

from lotse.directory.rules.columns import LABELS, Column, Mapping
from lotse.directory.rules.coordinates import (
    CoordinateSystem,
    GeoPoint,
    ImplausibleCoordinate,
    guess_system,
    parse_number,
    to_point,
)
from lotse.directory.rules.folding import fold, house_key
from lotse.directory.rules.sheets import Problem, ProblemKind, Row, Sheet

MAX_LENGTH = {Column.NOTE: 2000, Column.HOURS: 500, Column.WEBSITE: 300}
DEFAULT_LENGTH = 200


@dataclass(frozen=True)
class OfferRow:
    """One usable row: a house and one of its offers."""

    line: int
    name: str
    offer: str
    category: str = ""
    street: str = ""
    house_number: str = ""
    postal_code: str = ""
    town: str = ""
    district: str = ""
    municipality_key: str = ""
    carrier: str = ""
    umbrella: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    capacity: int | None = None
    note: str = ""
    hours: str = ""
    languages: str = ""
    foreign_id: str = ""
    as_of_year: int | None = None
    point: GeoPoint | None = None

    @property
    def house_key(self) -> str:
        """Name plus address after folding."""
        return house_key(name=self.name, street=self.address, postal_code=self.postal_code, town=self.town)

    @property
    def address(self) -> str:
        """Street and house number in one line."""
        return f"{self.street} {self.house_number}".strip()


@dataclass(frozen=True)
class House:
    """One organisation at one address with everything the list says it offers."""

    key: str
    rows: tuple[OfferRow, ...]

    @property
    def first(self) -> OfferRow:
        """The row whose name and address stand for the house."""
        return self.rows[0]


@dataclass(frozen=True)
class Reading:
    """What came out of a list: houses, problems, and how it was understood."""

    houses: tuple[House, ...]
    problems: tuple[Problem, ...]
    rows_total: int
    system: CoordinateSystem | None

    @property
    def offers_total(self) -> int:
        """Number of usable rows."""
        return sum(len(house.rows) for house in self.houses)


class _RowProblem(ValueError):
    def __init__(self, kind: ProblemKind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


def read_offers(sheet: Sheet, mapping: Mapping, system: CoordinateSystem | None = None) -> Reading:
    """Read every row, put offers of one house together, report the rest by line."""
    chosen = system or recognise_system(sheet, mapping)
    houses: dict[str, list[OfferRow]] = {}
    seen: dict[tuple[str, str, str], int] = {}
    problems = list(sheet.problems)
    for row in sheet.rows:
        try:
            offer = _read_row(row, mapping, chosen)
            key = offer.house_key
        except _RowProblem as problem:
            problems.append(Problem(row.line, problem.kind, str(problem)))
            continue
        same = (key, fold(offer.category), fold(offer.offer))
        if same in seen:
            reason = f"Dasselbe Angebot dieser Einrichtung steht schon in Zeile {seen[same]}."
            problems.append(Problem(row.line, ProblemKind.DUPLICATE, reason))
            continue
        seen[same] = row.line
        houses.setdefault(key, []).append(offer)
    return Reading(
        houses=tuple(House(key, tuple(rows)) for key, rows in houses.items()),
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
        rows_total=len(sheet.rows) + len(sheet.problems),
        system=chosen,
    )


def recognise_system(sheet: Sheet, mapping: Mapping) -> CoordinateSystem | None:
    """Tell which coordinate system the list uses, None when it holds no coordinates."""
    x_column, y_column = _coordinate_columns(mapping)
    if x_column is None or y_column is None:
        return None
    pairs: list[tuple[float, float]] = []
    for row in sheet.rows:
        try:
            pairs.append((parse_number(row.cells[mapping[x_column]]), parse_number(row.cells[mapping[y_column]])))
        except ImplausibleCoordinate:
            continue
    if pairs and all(32_000_000 <= x < 34_000_000 for x, _ in pairs[:20]):
        return CoordinateSystem.UTM33 if pairs[0][0] >= 33_000_000 else CoordinateSystem.UTM32
    return guess_system(pairs) if pairs else None


def _read_row(row: Row, mapping: Mapping, system: CoordinateSystem | None) -> OfferRow:
    cells = {column: _clean(row.cells[index]) for column, index in mapping.items()}
    for column, text in cells.items():
        if len(text) > MAX_LENGTH.get(column, DEFAULT_LENGTH):
            raise _RowProblem(ProblemKind.TOO_LONG, f"{LABELS[column]} ist zu lang.")
    name = cells.get(Column.NAME, "")
    if len(fold(name)) < 2:
        raise _RowProblem(ProblemKind.NAME, "Der Name der Einrichtung fehlt.")
    street, number = _street(cells)
    postal_code = _postal_code(cells.get(Column.POSTAL_CODE, ""))
    if not (cells.get(Column.TOWN) or postal_code):
        raise _RowProblem(ProblemKind.ADDRESS, "Ort und Postleitzahl fehlen.")
    offer = OfferRow(
        line=row.line,
        name=name,
        offer=cells.get(Column.OFFER) or cells.get(Column.CATEGORY) or "Allgemeines Angebot",
        street=street,
        house_number=number,
        postal_code=postal_code,
        town=cells.get(Column.TOWN, ""),
        email=_email(cells.get(Column.EMAIL, "")),
        website=_website(cells.get(Column.WEBSITE, "")),
        capacity=_whole_number(cells.get(Column.CAPACITY, ""), Column.CAPACITY, 100_000),
        as_of_year=_whole_number(cells.get(Column.AS_OF, "")[-4:], Column.AS_OF, 2200),
        point=_point(cells, system),
    )
    return replace(offer, **_plain_texts(cells))


def _plain_texts(cells: MappingType[Column, str]) -> dict[str, Any]:
    names = {
        Column.CATEGORY: "category",
        Column.DISTRICT: "district",
        Column.MUNICIPALITY_KEY: "municipality_key",
        Column.CARRIER: "carrier",
        Column.UMBRELLA: "umbrella",
        Column.PHONE: "phone",
        Column.NOTE: "note",
        Column.HOURS: "hours",
        Column.LANGUAGES: "languages",
        Column.FOREIGN_ID: "foreign_id",
    }
    return {field: cells.get(column, "") for column, field in names.items()}


def _clean(text: str) -> str:
    """Tidy blanks, and take away the apostrophe that an export puts before what looks like a formula."""
    return re.sub(r"^'(?=[=+\-@])", "", re.sub(r"[\s\u00a0\u200b\ufeff]+", " ", text).strip())


def _street(cells: MappingType[Column, str]) -> tuple[str, str]:
    """Split `Schulstraße 8 a` when the list has no column for the house number."""
    street, number = cells.get(Column.STREET, ""), cells.get(Column.HOUSE_NUMBER, "")
    if not number and (found := re.fullmatch(r"(.*\D)\s+(\d+\s?[a-zA-Z]?(?:\s?[-–/,+]\s?\d*\s?[a-zA-Z]?)*)", street)):
        street, number = found.group(1).strip(), found.group(2).strip()
    return street, number


def _postal_code(text: str) -> str:
    if not text:
        return ""
    bare = text.removeprefix("D-").removeprefix("D ").strip()
    # A spreadsheet that took 04109 for a number has lost its first digit.
    bare = bare.zfill(5) if re.fullmatch(r"\d{4}", bare) else bare
    if not re.fullmatch(r"[0-9]{5}", bare):
        raise _RowProblem(ProblemKind.VALUE, f"„{text[:20]}“ ist keine Postleitzahl mit fünf Ziffern.")
    return bare


def _email(text: str) -> str:
    if text and not re.fullmatch(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}", text):
        raise _RowProblem(ProblemKind.VALUE, f"„{text[:40]}“ ist keine E-Mail-Adresse.")
    return text


def _website(text: str) -> str:
    """Keep http(s) addresses only; a bare `www.…` becomes one."""
    if not text:
        return ""
    if re.match(r"(?i)https?://", text):
        address = text
    elif re.match(r"[a-zA-Z][a-zA-Z0-9+.\-]*:(?!\d)", text):
        raise _RowProblem(ProblemKind.VALUE, f"„{text[:40]}“ ist keine Internetadresse.")
    else:
        address = f"https://{text}"
    if not re.fullmatch(r"(?i)https?://[^\s/\"'<>.]+(\.[^\s/\"'<>.]+)+(/[^\s\"'<>]*)?", address):
        raise _RowProblem(ProblemKind.VALUE, f"„{text[:40]}“ ist keine Internetadresse.")
    return address


def _whole_number(text: str, column: Column, highest: int) -> int | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > highest:
        raise _RowProblem(ProblemKind.VALUE, f"{LABELS[column]}: „{text[:20]}“ ist keine passende Zahl.")
    return int(text)


def _coordinate_columns(mapping: Mapping) -> tuple[Column | None, Column | None]:
    if Column.EASTING in mapping and Column.NORTHING in mapping:
        return Column.EASTING, Column.NORTHING
    if Column.LONGITUDE in mapping and Column.LATITUDE in mapping:
        return Column.LONGITUDE, Column.LATITUDE
    return None, None


def _point(cells: MappingType[Column, str], system: CoordinateSystem | None) -> GeoPoint | None:
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
        raise _RowProblem(ProblemKind.COORDINATE, f"Unmögliche Koordinate: {shown} {wrong}.") from None
