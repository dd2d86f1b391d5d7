"""Changing the life situation: ratings are added, never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.cases.actions.chronicle import note_event
from lotse.cases.models import Case, OptIn, Rating
from lotse.cases.queries import situation as queries
from lotse.cases.rules import life_situation as rules
from lotse.cases.rules.life_situation import OPT_IN, SHEETS, VIEW_LABELS, Dimension, RatingState, View
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError

if TYPE_CHECKING:
    from lotse.accounts.models import User


@dataclass(frozen=True)
class Said:
    """What somebody said about one dimension on the rating sheet."""

    dimension: Dimension
    state: RatingState
    value: int | None = None
    target: int | None = None
    evidence: str = ""


def rate(
    *, case: Case, view: str, rated_on: date | None, said: list[Said], by: User, today: date, now: datetime
) -> list[Rating]:
    """Keep the ratings of one sheet; dimensions nobody spoke about are left out."""
    if view not in set(View):
        raise FieldError("view", "Bitte sagen, wessen Sicht das ist.")
    if rated_on is None or rated_on > today:
        raise FieldError("rated_on", "Bitte den Tag der Einschätzung nennen; er liegt nicht in der Zukunft.")
    if not said:
        raise FieldError("rated_on", "Bitte mindestens einen Bereich einschätzen.")
    allowed = rules.to_rate(queries.opted_in(case.id))
    for item in said:
        if item.dimension not in allowed:
            raise FieldError(item.dimension, "Dieser Bereich ist für den Fall nicht freigegeben.")
        fault = rules.rating_fault(state=item.state, value=item.value, target=item.target, evidence=item.evidence)
        if fault:
            raise FieldError(item.dimension, fault)
    rows = [
        Rating(
            case_id=case.id,
            person_id=case.person_id,
            dimension=item.dimension,
            view=view,
            state=item.state,
            value=item.value,
            target=item.target,
            evidence=item.evidence.strip()[:300],
            rated_on=rated_on,
            rated_by_id=by.id,
            created_at=now,
        )
        for item in said
    ]
    db.session.add_all(rows)
    open_ones = [SHEETS[i.dimension].label for i in said if i.dimension not in OPT_IN]
    text = f"{VIEW_LABELS[View(view)]}: {len(open_ones)} Bereiche eingeschätzt"
    note_event(case=case, kind="rating", text=text, by=by, now=now)
    db.session.flush()
    return rows


def opt_in(
    *, case: Case, dimension: str, reason: str, agreed_on: date | None, by: User, today: date, now: datetime
) -> OptIn:
    """Ask a restricted dimension in this case: the mandate needs it and the client agreed."""
    if dimension not in {str(d) for d in OPT_IN} or Dimension(dimension) in queries.opted_in(case.id):
        raise FieldError("dimension", "Dieser Bereich ist schon freigegeben oder nicht beschränkt.")
    if not reason.strip():
        raise FieldError("reason", "Bitte sagen, wozu der Auftrag das braucht.")
    if agreed_on is None or agreed_on > today:
        raise FieldError("agreed_on", "Bitte den Tag der Zustimmung nennen.")
    row = OptIn(
        case_id=case.id,
        dimension=dimension,
        reason=reason.strip(),
        agreed_on=agreed_on,
        created_at=now,
        created_by_id=by.id,
    )
    db.session.add(row)
    note_event(
        case=case, kind="rating", text="Ein beschränkter Lebensbereich wird mit Zustimmung erhoben.", by=by, now=now
    )
    db.session.flush()
    return row
