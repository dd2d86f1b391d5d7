"""Sheets for clients: what to do and until when at the top, one idea a sentence."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How plain the German of a sheet is."""

    PLAIN = "plain"
    EASY = "easy"


LABELS = {
    Level.PLAIN: "",
    # Only readers of the target group can make a text "Leichte Sprache"; until then it may not be called so.
    Level.EASY: "Leicht verständlich. Dieser Text wurde noch nicht von einer Prüfgruppe gelesen.",
}
UNCHECKED_TRANSLATION = "Übersetzung noch nicht geprüft. Es gilt der deutsche Text."


@dataclass(frozen=True, kw_only=True)
class Section:
    """One heading and what stands below it."""

    heading: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    tick_boxes: bool = False


@dataclass(frozen=True, kw_only=True)
class ClientSheet:
    """A sheet in one language; `lead` is the box at the top."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
    level: Level = Level.PLAIN
    language: str = "de"
    signatures: tuple[str, ...] = ()
    legal: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What must be said about the text itself."""
        return UNCHECKED_TRANSLATION if self.language != "de" else LABELS[self.level]

    @property
    def is_right_to_left(self) -> bool:
        """Whether the script of the language runs from right to left."""
        return self.language in {"ar", "fa", "prs", "ckb", "ur", "he"}


@dataclass(frozen=True, kw_only=True)
class BilingualSheet:
    """German on the left binds; the other language stands beside it, section by section."""

    german: ClientSheet
    other: ClientSheet
    language_name: str

    def __post_init__(self) -> None:
        if len(self.german.sections) != len(self.other.sections) or len(self.german.lead) != len(self.other.lead):
            raise ValueError("Beide Sprachen müssen gleich aufgebaut sein.")

    @property
    def pairs(self) -> tuple[tuple[Section, Section], ...]:
        """The sections side by side."""
        return tuple(zip(self.german.sections, self.other.sections, strict=True))
