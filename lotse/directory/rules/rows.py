"""From the rows of a list to houses with offers, and a reason for every row that stays outside."""

from collections.abc import Mapping as MappingType
from dataclasses import dataclass, replace
from typing import Any

from lotse.directory.rules.cells import (
    RowProblem,
    clean,
    coordinate_columns,
    email,
    point_of,
    postal_code,
    street,
    website,
    whole_number,
)
from lotse.directory.rules.columns import LABELS, Column, Mapping
from lotse.directory.rules.coordinates import (
    CoordinateSystem,
    GeoPoint,
    ImplausibleCoordinate,
    format_distance,
    guess_system,
    parse_number,
)
from lotse.directory.rules.folding import fold, house_key
from lotse.directory.rules.sheets import Problem, ProblemKind, Row, Sheet
from lotse.directory.rules.stray import find_stray

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
    warnings: tuple[Problem, ...] = ()

    @property
    def offers_total(self) -> int:
        """Number of usable rows."""
        return sum(len(house.rows) for house in self.houses)


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
        except RowProblem as problem:
            problems.append(Problem(row.line, problem.kind, str(problem)))
            continue
        same = (key, fold(offer.category), fold(offer.offer))
        if same in seen:
            reason = f"Dasselbe Angebot dieser Einrichtung steht schon in Zeile {seen[same]}."
            problems.append(Problem(row.line, ProblemKind.DUPLICATE, reason))
            continue
        seen[same] = row.line
        houses.setdefault(key, []).append(offer)
    warnings = _drop_stray_places(houses)
    return Reading(
        houses=tuple(House(key, tuple(rows)) for key, rows in houses.items()),
        warnings=warnings,
        problems=tuple(sorted(problems, key=lambda problem: problem.line)),
        rows_total=len(sheet.rows) + len(sheet.problems),
        system=chosen,
    )


def _drop_stray_places(houses: dict[str, list[OfferRow]]) -> tuple[Problem, ...]:
    """Leave out places far from all others; the offer goes in, the line is named so that somebody looks."""
    stray = find_stray([row.point for rows in houses.values() for row in rows if row.point is not None])
    warnings = []
    for rows in houses.values():
        for place, row in enumerate(rows):
            if row.point in stray:
                far = format_distance(stray[row.point])
                reason = f"{row.name}: Die Koordinate liegt {far} vom Mittelpunkt der Liste entfernt, nicht übernommen."
                warnings.append(Problem(row.line, ProblemKind.COORDINATE, reason))
                rows[place] = replace(row, point=None)
    return tuple(sorted(warnings, key=lambda warning: warning.line))


def recognise_system(sheet: Sheet, mapping: Mapping) -> CoordinateSystem | None:
    """Tell which coordinate system the list uses, None when it holds no coordinates."""
    x_column, y_column = coordinate_columns(mapping)
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
    cells = {column: clean(row.cells[index]) for column, index in mapping.items()}
    for column, text in cells.items():
        if len(text) > MAX_LENGTH.get(column, DEFAULT_LENGTH):
            raise RowProblem(ProblemKind.TOO_LONG, f"{LABELS[column]} ist zu lang.")
    name = cells.get(Column.NAME, "")
    if len(fold(name)) < 2:
        raise RowProblem(ProblemKind.NAME, "Der Name der Einrichtung fehlt.")
    road, number = street(cells)
    code = postal_code(cells.get(Column.POSTAL_CODE, ""))
    if not (cells.get(Column.TOWN) or code):
        raise RowProblem(ProblemKind.ADDRESS, "Ort und Postleitzahl fehlen.")
    offer = OfferRow(
        line=row.line,
        name=name,
        offer=cells.get(Column.OFFER) or cells.get(Column.CATEGORY) or "Allgemeines Angebot",
        street=road,
        house_number=number,
        postal_code=code,
        town=cells.get(Column.TOWN, ""),
        email=email(cells.get(Column.EMAIL, "")),
        website=website(cells.get(Column.WEBSITE, "")),
        capacity=whole_number(cells.get(Column.CAPACITY, ""), Column.CAPACITY, 100_000),
        as_of_year=whole_number(cells.get(Column.AS_OF, "")[-4:], Column.AS_OF, 2200),
        point=point_of(cells, system),
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
