"""Who leads, who stands in, and how the lead moves: only when the other side accepts. Pure."""

from __future__ import annotations

import enum
from datetime import date


class Answer(enum.StrEnum):
    """What became of an offered hand-over."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


def offer_fault(*, from_id: int | None, to_id: int, offered_by_id: int, offer_is_open: bool, by_team_lead: bool) -> str:
    """Return why a hand-over cannot be offered; empty when it can."""
    if offer_is_open:
        return "Für diesen Fall wartet schon eine Übergabe auf Antwort."
    if to_id == from_id:
        return "Diese Person führt den Fall bereits."
    if from_id != offered_by_id and not by_team_lead:
        return "Übergeben kann, wer den Fall führt, oder die Teamleitung."
    return ""


def may_answer(*, to_id: int, user_id: int) -> bool:
    """Only the one who is asked accepts or declines."""
    return to_id == user_id


def period_fault(starts_on: date | None, ends_on: date | None) -> str | None:
    """Return why a stand-in's period is not acceptable, or None; without an end it runs until it is ended."""
    if starts_on is None:
        return "Bitte den ersten Tag der Vertretung nennen."
    if ends_on is not None and ends_on < starts_on:
        return "Der letzte Tag liegt vor dem ersten."
    return None
