"""Changing cases: open, intake, phase, status, weight. The other nouns have modules of their own."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from lotse.cases import queries
from lotse.cases.actions.chronicle import note_event
from lotse.cases.actions.responsibility import put_in_lead
from lotse.cases.models import Case
from lotse.cases.rules import intake as intake_rules
from lotse.cases.rules import numbers, phases
from lotse.cases.rules.caseload import WEIGHT_LABELS, Weight
from lotse.cases.rules.goals import ZONE_LABELS, Zone
from lotse.cases.rules.phases import PHASE_LABELS, Phase, Readiness, Status
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken

if TYPE_CHECKING:
    from lotse.accounts.models import Unit, User
    from lotse.clients.models import Household, Person

_TRIES = 5


def open_case(
    *,
    person: Person,
    household: Household | None,
    reason: str,
    unit: Unit,
    by: User | None,
    today: date,
    now: datetime,
    lead: User | None = None,
    site_id: int | None = None,
    first_application_on: date | None = None,
    weight: str = Weight.USUAL,
) -> Case:
    """Open a case for a person. Without a lead it waits in the inbox of the unit."""
    if not reason.strip():
        raise FieldError("reason", "Bitte den Anlass in einem Satz nennen.")
    case = Case(
        person_id=person.id,
        household_id=household.id if household else None,
        unit_id=unit.id,
        site_id=site_id,
        reason=reason.strip()[:500],
        weight=weight,
        restricted=person.restricted,
        first_application_on=first_application_on,
        opened_on=today,
        review_on=phases.review_day(today),
        created_at=now,
        created_by_id=by.id if by else None,
        last_change_at=now,
    )
    _number(case, today.year)
    note_event(case=case, kind="opened", text=f"Fall eröffnet: {case.reason}", by=by, now=now)
    if lead is not None:
        put_in_lead(case=case, lead=lead, reason="eröffnet", by=by, today=today, now=now)
    db.session.flush()
    return case


def _number(case: Case, year: int) -> None:
    """Give the case its number; two at the same moment never get the same one."""
    for attempt in range(_TRIES):
        case.number = numbers.next_number(year, queries.highest_number(numbers.prefix_of(year)))
        try:
            with db.session.begin_nested():
                db.session.add(case)
                db.session.flush()
        except sa.exc.IntegrityError:
            if attempt == _TRIES - 1:
                raise
        else:
            return


def take_over(*, case: Case, by: User, today: date, now: datetime) -> None:
    """Take a case from the inbox; refused when somebody else was faster."""
    if case.lead_id is not None:
        raise RuleBroken("Dieser Fall wurde gerade von jemand anderem übernommen.")
    put_in_lead(case=case, lead=by, reason="aus dem Eingang übernommen", by=by, today=today, now=now)


def assign(*, case: Case, to: User, by: User, today: date, now: datetime) -> None:
    """Give an unassigned case to somebody; the team lead's decision, no acceptance needed as nobody led it."""
    if case.lead_id is not None:
        raise RuleBroken("Dieser Fall wird bereits geführt; bitte eine Übergabe anbieten.")
    put_in_lead(case=case, lead=to, reason=f"zugewiesen durch {by.name}", by=by, today=today, now=now)


def decide_intake(*, case: Case, answers: dict[str, Any], by: User, today: date, now: datetime) -> intake_rules.Intake:
    """Record the intake sheet; with all criteria met the case moves on to the assessment."""
    sheet = intake_rules.read({**answers, "decided_on": today.isoformat(), "decided_by": by.name})
    case.intake = sheet.as_dict()
    if sheet.is_met:
        note_event(case=case, kind="intake", text="Aufnahme entschieden: Fallmanagement.", by=by, now=now)
        if case.phase == Phase.CLEARING:
            _enter_phase(case, Phase.ASSESSMENT, by=by, now=now)
    else:
        lacking = " ".join(sheet.unmet())
        note_event(case=case, kind="intake", text=f"Aufnahme: nicht erfüllt. {lacking}", by=by, now=now)
    db.session.flush()
    return sheet


def change_phase(*, case: Case, to: str, known: Readiness, by: User, now: datetime) -> None:
    """Move the case to another phase through the guarded table."""
    _must_be_open(case)
    if to not in set(Phase) or not phases.may_move(case.phase, to):
        raise FieldError("phase", "Dieser Schritt ist von hier aus nicht vorgesehen.")
    hindrance = phases.hindrance(to, known)
    if hindrance:
        raise FieldError("phase", hindrance)
    _enter_phase(case, Phase(to), by=by, now=now)
    db.session.flush()


def _enter_phase(case: Case, to: Phase, *, by: User | None, now: datetime) -> None:
    before = PHASE_LABELS[Phase(case.phase)]
    case.phase = to
    note_event(case=case, kind="phase", text=f"Phase: {before} → {PHASE_LABELS[to]}", by=by, now=now)


def rest_case(*, case: Case, reason: str, by: User, now: datetime) -> None:
    """Let the case rest; nothing is due to be worked on, everything stays readable."""
    _change_status(case, Status.RESTING, f"Fall ruht: {reason}", reason, by=by, now=now)


def wake_case(*, case: Case, reason: str, by: User, now: datetime) -> None:
    """Work on a resting case again."""
    _change_status(case, Status.OPEN, f"Fall wieder aufgenommen: {reason}", reason, by=by, now=now)


def _change_status(case: Case, to: Status, text: str, reason: str, *, by: User, now: datetime) -> None:
    if not phases.may_change_status(case.status, to) or case.status == Status.CLOSED:
        raise RuleBroken("Dieser Statuswechsel ist nicht möglich.")
    if not reason.strip():
        raise FieldError("reason", "Bitte den Grund nennen.")
    case.status = to
    note_event(case=case, kind="status", text=text, by=by, now=now)
    db.session.flush()


def edit_frame(
    *, case: Case, reason: str, weight: str, zone: str, first_application_on: date | None, by: User, now: datetime
) -> None:
    """Change reason, weight and working zone of a case; what changed stands in the chronicle."""
    _must_be_open(case)
    if weight not in set(Weight) or zone not in set(Zone):
        raise FieldError("weight", "Bitte einen Wert aus der Liste wählen.")
    said = []
    if weight != case.weight:
        said.append(f"Gewichtung {WEIGHT_LABELS[Weight(weight)]}")
    if zone != case.zone:
        said.append(f"Arbeitsbereich: {ZONE_LABELS[Zone(zone)]}")
    if reason != case.reason:
        said.append(f"Anlass: {reason}")
    case.reason, case.weight, case.zone = reason, weight, zone
    case.first_application_on = first_application_on
    if said:
        note_event(case=case, kind="frame", text="; ".join(said), by=by, now=now)
    db.session.flush()


def plan_review(*, case: Case, review_on: date | None, by: User, today: date, now: datetime) -> None:
    """Set the day of the next re-assessment, six months ahead at most."""
    fault = phases.review_fault(review_on, today=today)
    if fault:
        raise FieldError("review_on", fault)
    case.review_on = review_on
    note_event(case=case, kind="review", text=f"Nächste Überprüfung: {review_on:%d.%m.%Y}", by=by, now=now)
    db.session.flush()


def _must_be_open(case: Case) -> None:
    if case.status == Status.CLOSED:
        raise RuleBroken("Der Fall ist geschlossen. Bitte zuerst wieder öffnen.")
