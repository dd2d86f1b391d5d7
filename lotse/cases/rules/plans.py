"""Support plans (Hilfeplan): versions that are never edited once agreed, exactly one current. Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lotse.cases.rules.phases import review_fault


class PlanState(enum.StrEnum):
    """Where a version of the plan stands."""

    DRAFT = "draft"
    CURRENT = "current"
    REPLACED = "replaced"
    ENDED = "ended"


PLAN_STATE_LABELS = {
    PlanState.DRAFT: "Entwurf",
    PlanState.CURRENT: "gültig",
    PlanState.REPLACED: "ersetzt",
    PlanState.ENDED: "beendet",
}


class Agreement(enum.StrEnum):
    """How the client agreed to the plan."""

    SIGNED = "signed"
    ELECTRONIC = "electronic"
    ORAL = "oral"


AGREEMENT_LABELS = {
    Agreement.SIGNED: "unterschrieben",
    Agreement.ELECTRONIC: "elektronisch bestätigt",
    Agreement.ORAL: "mündlich zugestimmt, Unterschrift folgt",
}


@dataclass(frozen=True)
class PlanVersion:
    """A version as these rules see it."""

    number: int
    state: PlanState


def next_version(versions: Iterable[PlanVersion]) -> int:
    """Return the number of the next version."""
    return max((v.number for v in versions), default=0) + 1


def may_draft(versions: Iterable[PlanVersion]) -> bool:
    """A case has at most one draft at a time."""
    return not any(v.state is PlanState.DRAFT for v in versions)


def agreement_fault(
    *, state: str, goals: int, agreed_on: date | None, agreement: str, review_on: date | None, today: date
) -> tuple[str, str] | None:
    """Return field and sentence why the version cannot come into force, or None."""
    if state != PlanState.DRAFT:
        return "state", "Diese Fassung ist kein Entwurf mehr; bitte eine neue Fassung anlegen."
    if not goals:
        return "state", "Ein Hilfeplan braucht mindestens ein Ziel."
    if agreed_on is None or agreed_on > today:
        return "agreed_on", "Bitte den Tag der Zustimmung nennen; er liegt nicht in der Zukunft."
    if agreement not in set(Agreement):
        return "agreement", "Bitte sagen, wie zugestimmt wurde."
    fault = review_fault(review_on, today=today)
    return ("review_on", fault) if fault else None
