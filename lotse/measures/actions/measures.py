"""Entering, changing and ending measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.foundation.dates_in_words import short_date
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.measures.actions.findings import refresh
from lotse.measures.models import Measure, MeasureClosure, Slot
from lotse.measures.queries import measures as queries
from lotse.measures.queries.overview import Overview
from lotse.measures.rules import plan as rules
from lotse.measures.rules.chains import CycleError, Link, refuse_cycle
from lotse.measures.rules.kinds import KINDS, area_of, kind_label
from lotse.measures.rules.states import MAY_GO_ON, NEXT, NOT_BEGUN, STATE_LABELS, State

if TYPE_CHECKING:
    from lotse.accounts.models import User

LONGEST_YEARS = 25
MOST_MEASURES = 200


@dataclass(frozen=True)
class MeasureData:
    """What somebody enters about a measure."""

    person_id: int
    kind: str
    starts_on: date
    label: str = ""
    ends_on: date | None = None
    state: str = State.PLANNED
    organisation_id: int | None = None
    offer_id: int | None = None
    provider: str = ""
    area: str = ""
    legal_basis: str = ""
    closed_on_public_holidays: bool = True
    predecessor_id: int | None = None
    goal_id: int | None = None
    note: str = ""
    slots: Sequence[rules.Slot] = field(default=())
    closures: Sequence[rules.Closure] = field(default=())


def add_measure(*, case_id: int, data: MeasureData, by: User | None, today: date, now: datetime) -> Measure:
    """Enter a measure in a case."""
    if queries.count_measures(case_id) >= MOST_MEASURES:
        raise RuleBroken(f"Ein Fall kann höchstens {MOST_MEASURES} Maßnahmen haben.")
    measure = Measure(case_id=case_id, created_at=now, created_by_id=by.id if by else None)
    _write(measure, data)
    db.session.add(measure)
    refresh(case_id=case_id, today=today, now=now)
    return measure


def change_measure(*, measure: Measure, data: MeasureData, today: date, now: datetime) -> None:
    """Correct what is stored about a measure."""
    _write(measure, data)
    refresh(case_id=measure.case_id, today=today, now=now)


def change_state(*, measure: Measure, to: State, today: date, now: datetime, on: date | None = None) -> None:
    """Move a measure to another state; one that ends or is broken off before its last day ends on the day named."""
    if to not in NEXT[State(measure.state)]:
        now_is, wanted = STATE_LABELS[State(measure.state)], STATE_LABELS[to]
        raise FieldError("state", f"Von „{now_is}“ geht es nicht zu „{wanted}“.")
    if to is State.COMPLETED and measure.state in NOT_BEGUN and measure.starts_on > (on or today):
        first = short_date(measure.starts_on)
        raise FieldError("state", f"Was erst am {first} beginnt, ist nicht beendet. Bitte „abgebrochen“ wählen.")
    if to is State.RUNNING and measure.state != State.PAUSED:
        _refuse_start_into_a_gap(measure, today)
    measure.state, measure.left_running_on = to, None
    if to in (State.COMPLETED, State.BROKEN_OFF):
        last = on or today
        if measure.starts_on <= last and (measure.ends_on is None or measure.ends_on > last):
            measure.ends_on = last
    refresh(case_id=measure.case_id, today=today, now=now)


def leave_running(*, measure: Measure, today: date) -> None:
    """Let a measure go on without our company: its state and its days stay as they are."""
    if State(measure.state) not in MAY_GO_ON:
        raise FieldError("state", f"Was „{STATE_LABELS[State(measure.state)]}“ ist, geht nicht weiter.")
    measure.left_running_on = today
    db.session.flush()


def take_up_again(*, measures: Sequence[Measure]) -> None:
    """Accompany measures again that were left to themselves."""
    for measure in measures:
        measure.left_running_on = None
    db.session.flush()


def move_measure(*, measure: Measure, starts_on: date, ends_on: date | None, today: date, now: datetime) -> None:
    """Give a measure other dates."""
    _refuse_period(starts_on, ends_on)
    measure.starts_on, measure.ends_on = starts_on, ends_on
    refresh(case_id=measure.case_id, today=today, now=now)


def remove_measure(*, measure: Measure, today: date, now: datetime) -> None:
    """Remove a measure that was entered by mistake; what must mesh with it goes too."""
    case_id = measure.case_id
    for other in queries.list_measures(case_id):
        if other.predecessor_id == measure.id:
            other.predecessor_id = None
    for requirement in queries.list_requirements(case_id):
        params = _without(dict(requirement.params), measure.id)
        if params is None:
            db.session.delete(requirement)
        elif params != requirement.params:
            requirement.params = params
    db.session.flush()
    db.session.delete(measure)
    refresh(case_id=case_id, today=today, now=now)


def _without(params: dict[str, object], gone: int) -> dict[str, object] | None:
    """The fields of a requirement without a measure, or None when nothing is left to require."""
    if gone in (params.get("measure"), params.get("first"), params.get("second")):
        return None
    for name in ("during", "by", "measures"):
        ids = params.get(name)
        if isinstance(ids, list) and gone in ids:
            left = [i for i in ids if i != gone]
            if (name == "during" and not left) or (name == "measures" and (not left or "transfer_min" in params)):
                return None
            params[name] = left
    return params


def _write(measure: Measure, data: MeasureData) -> None:
    if data.kind not in KINDS:
        raise FieldError("kind", "Bitte eine Art aus der Liste wählen.")
    _refuse_period(data.starts_on, data.ends_on)
    _refuse_ring(measure, data)
    for name in (
        "person_id kind starts_on ends_on state organisation_id offer_id provider legal_basis"
        " closed_on_public_holidays predecessor_id goal_id note"
    ).split():
        setattr(measure, name, getattr(data, name))
    measure.label = data.label or kind_label(data.kind)
    measure.area = data.area or area_of(data.kind)
    measure.slots = [
        Slot(
            weekday=weekday,
            from_minute=slot.start,
            to_minute=slot.end,
            every_weeks=slot.every_weeks,
            anchor_monday=slot.anchor_monday if slot.every_weeks > 1 else None,
        )
        for slot in data.slots
        for weekday in slot.days
    ]
    measure.closures = [
        MeasureClosure(label=(closure.label or "Schließzeit")[:120], starts_on=closure.start, ends_on=closure.end)
        for closure in data.closures
    ]


def _refuse_period(start: date, end: date | None) -> None:
    if end is not None and end < start:
        raise FieldError("ends_on", f"Das Ende liegt vor dem Beginn am {start:%d.%m.%Y}.")
    if end is not None and (end - start).days > LONGEST_YEARS * 366:
        raise FieldError(
            "ends_on", f"Die Maßnahme würde länger als {LONGEST_YEARS} Jahre dauern. Ohne Ende bitte leer lassen."
        )


def _refuse_start_into_a_gap(measure: Measure, today: date) -> None:
    """A measure starts despite a gap only when somebody has bridged or accepted it."""
    found = Overview(measure.case_id, today).prospect_of(measure)
    if found and found.missing:
        raise FieldError(
            "state",
            f"Vor dem Beginn bitte die Lücke schließen oder als Ausnahme eintragen: {'; '.join(found.missing)}.",
        )


def _refuse_ring(measure: Measure, data: MeasureData) -> None:
    if data.predecessor_id is None:
        return
    others = [m for m in queries.list_measures(measure.case_id) if m.id != measure.id]
    awaited = next((m for m in others if m.id == data.predecessor_id), None)
    own_id = measure.id or 0
    if awaited is None and data.predecessor_id != own_id:
        raise FieldError("predecessor_id", "Diese Maßnahme gibt es in diesem Fall nicht.")
    if awaited is not None and awaited.ends_on is None:
        raise FieldError("predecessor_id", f"„{awaited.label}“ hat kein Ende; darauf lässt sich nicht warten.")
    links = {m.id: Link(m.id, m.label, m.starts_on, m.ends_on, m.predecessor_id) for m in others}
    links[own_id] = Link(own_id, data.label or kind_label(data.kind), data.starts_on, data.ends_on, data.predecessor_id)
    try:
        refuse_cycle(links, own_id, data.predecessor_id)
    except CycleError as ring:
        raise FieldError("predecessor_id", str(ring)) from None
