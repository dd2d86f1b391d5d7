"""Warnings at a person: kinds, how long they hold, when to look at them again, who may see them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lotse.foundation.months import add_months

REVIEW_AHEAD_DAYS = 28


class WarningKind(StrEnum):
    """What must not be missed at the name of a person."""

    ADDRESS_BLOCK = "address_block"
    CONDITIONAL_BLOCK = "conditional_block"
    DANGER = "danger"
    INTERPRETER_ONLY = "interpreter_only"
    LANGUAGE = "language"
    CARE = "care"
    DEADLINE_TODAY = "deadline_today"


@dataclass(frozen=True)
class KindOfWarning:
    """How a kind of warning looks and lasts."""

    label: str
    badge: str
    tone: str
    months: int | None
    reason_needed: bool = True
    note: str = ""


KINDS = {
    WarningKind.ADDRESS_BLOCK: KindOfWarning(
        "Auskunftssperre (§ 51 BMG)", "Auskunftssperre", "danger", 24,
        note="Anschrift, Telefon und Termine sieht nur, wer namentlich freigegeben ist. Niemandem bestätigen, dass die"
        " Person bekannt ist. Die Sperre läuft nach zwei Jahren ab; vorher Verlängerung ansprechen.",
    ),
    WarningKind.CONDITIONAL_BLOCK: KindOfWarning(
        "Bedingter Sperrvermerk (§ 52 BMG)", "Sperrvermerk", "danger", 24,
        note="Anschrift einer Schutz- oder Pflegeeinrichtung: wie eine Auskunftssperre behandeln.",
    ),
    WarningKind.DANGER: KindOfWarning("Gefahr für Mitarbeitende", "Vorsicht", "danger", 6),
    WarningKind.INTERPRETER_ONLY: KindOfWarning("Nur mit Dolmetscher", "Nur mit Dolmetscher", "warning", 24, False),
    WarningKind.LANGUAGE: KindOfWarning("Sprache beachten", "Sprache", "info", 24, False),
    WarningKind.CARE: KindOfWarning("Bitte beachten", "Hinweis", "info", 12),
    WarningKind.DEADLINE_TODAY: KindOfWarning("Frist heute", "Frist heute", "danger", None, False),
}  # fmt: skip
# A deadline is derived from the deadlines of a case, never typed in.
TYPED_KINDS = tuple(kind for kind in WarningKind if kind is not WarningKind.DEADLINE_TODAY)
BLOCKS = frozenset({WarningKind.ADDRESS_BLOCK, WarningKind.CONDITIONAL_BLOCK})


def default_expiry(kind: WarningKind, from_on: date) -> date | None:
    """Return the last day a warning of this kind holds unless somebody says otherwise."""
    months = KINDS[kind].months
    return None if months is None else add_months(from_on, months)


def default_review(kind: WarningKind, from_on: date) -> date | None:
    """Return the day on which somebody should look at the warning again: half of its time."""
    months = KINDS[kind].months
    return None if months is None else add_months(from_on, max(1, months // 2))


def is_current(from_on: date, until_on: date | None, ended_on: date | None, today: date) -> bool:
    """Whether a warning stands at the name today."""
    return from_on <= today and (until_on is None or today <= until_on) and (ended_on is None or today < ended_on)


def is_review_due(review_on: date | None, today: date) -> bool:
    """Whether the warning must be looked at again."""
    return review_on is not None and review_on <= today


def expires_soon(until_on: date | None, today: date) -> bool:
    """Whether the warning ends within four weeks, so that it can be renewed in time."""
    return until_on is not None and 0 <= (until_on - today).days <= REVIEW_AHEAD_DAYS


def problem_with(
    kind: WarningKind, from_on: date, until_on: date | None, review_on: date | None, text: str
) -> tuple[str, str] | None:
    """Return the field and the sentence that say what is wrong with a typed warning, or None."""
    if KINDS[kind].reason_needed and not text.strip():
        return "text", "Bitte kurz sagen, worum es geht."
    if until_on is None:
        return "until_on", "Jeder Hinweis braucht ein Ablaufdatum."
    if until_on < from_on:
        return "until_on", "Das Ablaufdatum liegt vor dem Beginn."
    if kind in BLOCKS and until_on > add_months(from_on, 24):
        return "until_on", "Eine Sperre gilt höchstens zwei Jahre; danach wird sie neu eingetragen."
    if review_on is not None and not from_on <= review_on <= until_on:
        return "review_on", "Der Prüftag liegt zwischen Beginn und Ablauf."
    return None
