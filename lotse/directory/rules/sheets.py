"""What a delivered list looks like once its encoding and container no longer matter."""

from dataclasses import dataclass, field
from enum import StrEnum

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELL = 4_000


class UnusableFile(ValueError):
    """The whole file cannot be read; the message is a German sentence for whoever delivered it."""


class ProblemKind(StrEnum):
    """Why a row did not go in, so that a report can be counted as well as read."""

    COLUMNS = "columns"
    ENCODING = "encoding"
    CHARACTERS = "characters"
    NAME = "name"
    ADDRESS = "address"
    COORDINATE = "coordinate"
    DUPLICATE = "duplicate"
    VALUE = "value"
    QUOTES = "quotes"
    TOO_LONG = "too_long"


@dataclass(frozen=True)
class Problem:
    """One row that stays outside, with the line number a person finds it by."""

    line: int
    kind: ProblemKind
    reason: str


@dataclass(frozen=True)
class Row:
    """The cells of one row and the line it began on."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A list with its heading, ready for its columns to be recognised."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    source: str = ""
    notes: tuple[str, ...] = field(default=())
