"""The life situation (Lebenslage): thirteen dimensions, five anchors each, three views. Pure.

The scale is a code from 1 to 5, never summed or averaged across dimensions.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Dimension(enum.StrEnum):
    """An area of life that can be rated."""

    HOUSING = "housing"
    FINANCES = "finances"
    DEBT = "debt"
    WORK = "work"
    HEALTH = "health"
    MENTAL_HEALTH = "mental_health"
    CARE = "care"
    FAMILY = "family"
    LANGUAGE_STATUS = "language_status"
    ADDICTION = "addiction"
    PARTICIPATION = "participation"
    ADMINISTRATION = "administration"
    SAFETY = "safety"


@dataclass(frozen=True)
class Sheet:
    """What the rating sheet says about one dimension; `anchors[0]` describes a 1."""

    label: str
    anchors: tuple[str, str, str, str, str]


SHEETS: dict[Dimension, Sheet] = {
    Dimension.HOUSING: Sheet(
        "Wohnen",
        (
            "ohne Obdach oder Räumungstermin steht fest",
            "Notunterkunft, Kündigung oder Sperre angedroht",
            "befristet, zu eng, Rückstand in Raten",
            "Mietvertrag sicher, kleinere Mängel",
            "sicher, passend, bezahlbar",
        ),
    ),
    Dimension.FINANCES: Sheet(
        "Finanzen",
        (
            "kein Geld für Essen oder Strom",
            "laufende Kosten nicht gedeckt, Antrag fehlt",
            "Leistungen laufen, keine Reserve",
            "Einkommen deckt Bedarf",
            "Einkommen deckt Bedarf, Rücklage",
        ),
    ),
    Dimension.DEBT: Sheet(
        "Schulden",
        (
            "Pfändung, Haftandrohung, Existenz bedroht",
            "mehrere Gläubiger, kein Überblick",
            "Überblick da, Plan fehlt oder wackelt",
            "Plan läuft",
            "keine oder beherrschbare Schulden",
        ),
    ),
    Dimension.WORK: Sheet(
        "Arbeit/Ausbildung",
        (
            "Arbeitsplatz akut verloren, Sanktion droht",
            "ohne Perspektive, Hürden ungeklärt",
            "Maßnahme oder Suche mit Begleitung",
            "Arbeit/Ausbildung mit Risiko",
            "stabil in Arbeit, Ausbildung, Rente oder gewählter Lebensphase",
        ),
    ),
    Dimension.HEALTH: Sheet(
        "Gesundheit",
        (
            "unversorgt, dringend",
            "Behandlung oder Versicherung fehlt",
            "in Behandlung, Alltag eingeschränkt",
            "gut versorgt",
            "gesund oder gut eingestellt",
        ),
    ),
    Dimension.MENTAL_HEALTH: Sheet(
        "Seelische Gesundheit",
        (
            "Selbst- oder Fremdgefährdung",
            "schwer belastet, keine Hilfe",
            "belastet, Hilfe begonnen",
            "stabil mit Unterstützung",
            "stabil",
        ),
    ),
    Dimension.CARE: Sheet(
        "Pflege/Alltagsbewältigung",
        (
            "Versorgung zusammengebrochen",
            "Pflegebedarf ohne Leistung, Angehörige am Ende",
            "Leistung beantragt oder lückenhaft",
            "Versorgung steht, Entlastung fehlt",
            "Versorgung gesichert oder nicht nötig",
        ),
    ),
    Dimension.FAMILY: Sheet(
        "Familie/Kinder/Betreuung",
        (
            "Kind gefährdet",
            "Betreuung fehlt, Konflikte eskalieren",
            "Betreuung lückenhaft, Hilfe läuft",
            "verlässlich mit kleinen Lücken",
            "verlässlich",
        ),
    ),
    Dimension.LANGUAGE_STATUS: Sheet(
        "Sprache/Aufenthalt",
        (
            "Titel abgelaufen, Verständigung unmöglich",
            "Titel läuft bald ab, kaum Deutsch",
            "Titel befristet, Kurs läuft",
            "Titel sicher, Alltagssprache",
            "Status und Sprache kein Hindernis",
        ),
    ),
    Dimension.ADDICTION: Sheet(
        "Sucht",
        (
            "akute Gefährdung",
            "regelmäßiger schädlicher Konsum ohne Hilfe",
            "Hilfe begonnen, Rückfälle",
            "abstinent/kontrolliert mit Hilfe",
            "kein Thema",
        ),
    ),
    Dimension.PARTICIPATION: Sheet(
        "Soziale Teilhabe/Netz",
        (
            "völlig isoliert",
            "kaum Kontakte, belastendes Umfeld",
            "einzelne Kontakte",
            "tragfähige Kontakte",
            "eingebunden, hilft auch anderen",
        ),
    ),
    Dimension.ADMINISTRATION: Sheet(
        "Behörden/Recht/Digitales",
        (
            "Frist läuft heute ab, Haftbefehl",
            "Post ungeöffnet, kein Konto, kein Zugang",
            "erledigt mit Hilfe",
            "meist selbst",
            "selbständig",
        ),
    ),
    Dimension.SAFETY: Sheet(
        "Sicherheit/Gewalt",
        (
            "akute Gewalt",
            "Bedrohung, kein Schutzplan",
            "Schutzplan, unsicher",
            "sicher, Folgen spürbar",
            "sicher",
        ),
    ),
}

LEVELS = {
    1: "akute Krise",
    2: "nicht tragfähig",
    3: "gefährdet, nur mit Hilfe stabil",
    4: "tragfähig",
    5: "stabil und selbständig",
}

OPT_IN = frozenset({Dimension.MENTAL_HEALTH, Dimension.ADDICTION, Dimension.SAFETY})
"""Asked only when the mandate needs it (§ 67a Abs. 1 SGB X) and shown only to those who lead the case."""


class View(enum.StrEnum):
    """Whose view a rating states."""

    SELF = "self"
    PROFESSIONAL = "professional"
    JOINT = "joint"


VIEW_LABELS = {View.SELF: "Selbsteinschätzung", View.PROFESSIONAL: "fachliche Einschätzung", View.JOINT: "gemeinsam"}


class RatingState(enum.StrEnum):
    """A dimension is rated, not asked, or has nothing to do with this life."""

    RATED = "rated"
    NOT_ASKED = "not_asked"
    NOT_APPLICABLE = "not_applicable"


STATE_LABELS = {
    RatingState.RATED: "eingeschätzt",
    RatingState.NOT_ASKED: "nicht erhoben",
    RatingState.NOT_APPLICABLE: "trifft nicht zu",
}


def label(dimension: str) -> str:
    """Return the German name of a dimension."""
    return SHEETS[Dimension(dimension)].label


def to_rate(opted_in: frozenset[Dimension] = frozenset()) -> list[Dimension]:
    """Return the dimensions of the sheet: the ten open ones and those the case has opted in to."""
    return [d for d in Dimension if d not in OPT_IN or d in opted_in]


def rating_fault(*, state: str, value: int | None, target: int | None, evidence: str) -> str | None:
    """Return a German sentence why this rating cannot be kept, or None.

    A rating needs its one line of evidence, because a bare number cannot be discussed with the client later.
    """
    if state == RatingState.RATED:
        if value not in LEVELS:
            return "Bitte eine Stufe von 1 bis 5 wählen."
        if not evidence.strip():
            return "Bitte in einer Zeile sagen, woran die Einschätzung festgemacht ist."
    elif value is not None:
        return "Ohne Einschätzung gibt es keine Stufe."
    elif target is not None:
        return "Ein Ziel braucht eine eingeschätzte Stufe."
    if target is not None and target not in LEVELS:
        return "Das Ziel liegt zwischen 1 und 5."
    return None
