"""Entering, changing and removing what must mesh."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lotse.foundation.db import db
from lotse.foundation.errors import FieldError
from lotse.measures.actions.findings import refresh
from lotse.measures.models import Requirement
from lotse.measures.queries import measures as queries

if TYPE_CHECKING:
    from lotse.accounts.models import User


def require(
    *,
    case_id: int,
    kind: str,
    params: dict[str, Any],
    person_id: int | None,
    by: User | None,
    today: date,
    now: datetime,
    note: str = "",
) -> Requirement:
    """Say that something must mesh. `params` holds the fields of the plan format with measure ids."""
    known = {m.id: m for m in queries.list_measures(case_id)}
    _refuse_unknown(kind, params, known.keys())
    requirement = Requirement(
        case_id=case_id,
        kind=kind,
        person_id=person_id,
        params=params,
        note=note,
        created_at=now,
        created_by_id=by.id if by else None,
    )
    db.session.add(requirement)
    refresh(case_id=case_id, today=today, now=now)
    return requirement


def require_cover(
    *,
    case_id: int,
    person_id: int,
    during: list[int],
    by: User | None,
    today: date,
    now: datetime,
    before: int = 0,
    after: int = 0,
    covered_by: list[int] | None = None,
) -> Requirement:
    """Say that somebody must be looked after during measures and the ways; by default all their care counts."""
    params: dict[str, Any] = {"during": during, "travel_before_min": before, "travel_after_min": after}
    params |= {"by_all": True, "by": []} if covered_by is None else {"by": covered_by}
    return require(case_id=case_id, kind="cover", params=params, person_id=person_id, by=by, today=today, now=now)


def change_requirement(
    *, requirement: Requirement, params: dict[str, Any], person_id: int | None, today: date, now: datetime
) -> None:
    """Correct what must mesh."""
    known = {m.id for m in queries.list_measures(requirement.case_id)}
    _refuse_unknown(requirement.kind, params, known)
    requirement.params, requirement.person_id = params, person_id
    refresh(case_id=requirement.case_id, today=today, now=now)


def drop_requirement(*, requirement: Requirement, today: date, now: datetime) -> None:
    """Something need not mesh any more."""
    db.session.delete(requirement)
    refresh(case_id=requirement.case_id, today=today, now=now)


def _refuse_unknown(kind: str, params: dict[str, Any], known: Any) -> None:
    named = [*params.get("during", []), *params.get("by", []), *params.get("measures", [])]
    named += [params[name] for name in ("measure", "first", "second") if params.get(name) is not None]
    if any(i not in known for i in named):
        raise FieldError("measures", "Diese Maßnahme gibt es in diesem Fall nicht.")
    if kind == "cover" and not params.get("during"):
        raise FieldError("during", "Bitte mindestens eine Maßnahme wählen.")
    if kind == "no_overlap" and len(set(params["measures"])) != 2:
        raise FieldError("measures", "Bitte genau zwei verschiedene Maßnahmen wählen.")
    if kind == "weekly_limit" and not params.get("measures"):
        raise FieldError("measures", "Bitte mindestens eine Maßnahme wählen.")
    if kind == "start_within" and params["first"] == params["second"]:
        raise FieldError("second", "Bitte zwei verschiedene Maßnahmen wählen.")
