"""Changing who leads: put in lead, hand over with acceptance, stand-ins, case leads of other bodies."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.accounts.actions import grants
from lotse.accounts.rules import Role
from lotse.cases.actions.chronicle import note_event
from lotse.cases.models import Assignment, Case, Handover, OtherLead
from lotse.cases.queries import responsibility as people
from lotse.cases.rules import responsibility as rules
from lotse.cases.rules.responsibility import Answer
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, NotFound, RuleBroken

if TYPE_CHECKING:
    from lotse.accounts.models import User


def put_in_lead(*, case: Case, lead: User, reason: str, by: User | None, today: date, now: datetime) -> None:
    """Make somebody the lead: the former assignment is superseded, its leave to see the case ends."""
    _must_do_case_work(lead)
    _supersede(case, "lead", now)
    grants.revoke_grants(kind="case", record_id=case.id, now=now, reason="lead")
    grants.revoke_grants(kind="case", record_id=case.id, now=now, reason="deputy", user_id=lead.id)
    grants.grant(kind="case", record_id=case.id, reason="lead", now=now, user=lead)
    case.lead_id = lead.id
    db.session.add(
        Assignment(
            case_id=case.id,
            user_id=lead.id,
            role="lead",
            starts_on=today,
            reason=reason[:200],
            created_at=now,
            created_by_id=by.id if by else None,
        )
    )
    note_event(case=case, kind="lead", text=f"Fallführung: {lead.name} ({reason})", by=by, now=now)
    db.session.flush()


def _supersede(case: Case, role: str, now: datetime, user_id: int | None = None) -> None:
    query = sa.update(Assignment).where(
        Assignment.case_id == case.id, Assignment.role == role, Assignment.superseded_at.is_(None)
    )
    if user_id is not None:
        query = query.where(Assignment.user_id == user_id)
    db.session.execute(query.values(superseded_at=now))


def _must_do_case_work(user: User) -> None:
    if user.role not in {Role.NAVIGATOR, Role.TEAM_LEAD} or not user.is_active:
        raise FieldError("to_id", "Diese Person kann keinen Fall führen.")


def _must_not_be_here_in_emergency(case: Case, by: User, now: datetime) -> None:
    """An emergency access ends by itself: nobody makes it last by naming people, herself included."""
    if people.is_here_in_emergency(case, by, now):
        raise RuleBroken("Im Notzugriff ändert sich nicht, wer zuständig ist.")


def offer_handover(*, case: Case, to: User, reason: str, by: User, now: datetime) -> Handover:
    """Offer the lead to a colleague, who must accept."""
    _must_not_be_here_in_emergency(case, by, now)
    _must_do_case_work(to)
    fault = rules.offer_fault(
        from_id=case.lead_id,
        to_id=to.id,
        offered_by_id=by.id,
        offer_is_open=people.find_open_handover(case.id) is not None,
        by_team_lead=by.role == Role.TEAM_LEAD,
    )
    if fault:
        raise FieldError("to_id", fault)
    if not reason.strip():
        raise FieldError("reason", "Bitte sagen, warum und was die Kollegin oder der Kollege wissen muss.")
    row = Handover(
        case_id=case.id, from_id=case.lead_id, to_id=to.id, reason=reason.strip(), offered_at=now, offered_by_id=by.id
    )
    db.session.add(row)
    note_event(case=case, kind="handover", text=f"Übergabe angeboten an {to.name}: {reason}", by=by, now=now)
    db.session.flush()
    return row


def answer_handover(
    *, handover: Handover, case: Case, accept: bool, note: str, by: User, today: date, now: datetime
) -> None:
    """Accept, and the lead moves; or decline with a reason, and everything stays."""
    if handover.answer is not None:
        raise RuleBroken("Diese Übergabe ist schon beantwortet.")
    if not rules.may_answer(to_id=handover.to_id, user_id=by.id):
        raise NotFound
    if not accept and not note.strip():
        raise FieldError("note", "Bitte den Grund der Ablehnung nennen.")
    _settle(handover, Answer.ACCEPTED if accept else Answer.DECLINED, note, now)
    if accept:
        put_in_lead(case=case, lead=by, reason=f"Übergabe angenommen: {handover.reason}", by=by, today=today, now=now)
    else:
        note_event(case=case, kind="handover", text=f"{by.name} lehnt die Übergabe ab: {note}", by=by, now=now)
    db.session.flush()


def withdraw_handover(*, handover: Handover, case: Case, by: User, now: datetime) -> None:
    """Take an offered hand-over back."""
    if handover.answer is not None:
        raise RuleBroken("Diese Übergabe ist schon beantwortet.")
    _settle(handover, Answer.WITHDRAWN, "", now)
    note_event(case=case, kind="handover", text="Angebotene Übergabe zurückgezogen.", by=by, now=now)
    db.session.flush()


def _settle(handover: Handover, answer: Answer, note: str, now: datetime) -> None:
    handover.answer, handover.answered_at, handover.answer_note = answer, now, note.strip()[:300]


def add_deputy(
    *, case: Case, deputy: User, starts_on: date | None, ends_on: date | None, reason: str, by: User, now: datetime
) -> Assignment:
    """Name a stand-in for this one case, from-to; leave to see it begins and ends with the days."""
    _must_not_be_here_in_emergency(case, by, now)
    _must_do_case_work(deputy)
    fault = rules.period_fault(starts_on, ends_on)
    if fault or starts_on is None:
        raise FieldError("starts_on", fault or "")
    if deputy.id == case.lead_id:
        raise FieldError("to_id", "Diese Person führt den Fall bereits.")
    row = Assignment(
        case_id=case.id,
        user_id=deputy.id,
        role="deputy",
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason[:200],
        created_at=now,
        created_by_id=by.id,
    )
    db.session.add(row)
    begins = max(now, clock.instant(starts_on, time()))
    until = clock.instant(ends_on + timedelta(days=1), time()) if ends_on else None
    grants.grant(kind="case", record_id=case.id, reason="deputy", now=begins, user=deputy, until=until)
    period = f"ab {starts_on:%d.%m.%Y}" + (f" bis {ends_on:%d.%m.%Y}" if ends_on else "")
    note_event(case=case, kind="deputy", text=f"Vertretung {period}: {deputy.name}", by=by, now=now)
    db.session.flush()
    return row


def end_deputy(*, case: Case, assignment: Assignment, by: User, now: datetime) -> None:
    """End a stand-in before its time."""
    if assignment.case_id != case.id or assignment.role != "deputy" or assignment.superseded_at is not None:
        raise NotFound
    assignment.superseded_at = now
    grants.revoke_grants(kind="case", record_id=case.id, now=now, reason="deputy", user_id=assignment.user_id)
    note_event(case=case, kind="deputy", text="Vertretung beendet.", by=by, now=now)
    db.session.flush()


def record_other_lead(
    *, case: Case, procedure: str, organisation: str, contact: str, since: date, by: User, now: datetime
) -> OtherLead:
    """Record that another body leads a procedure of its own."""
    row = OtherLead(
        case_id=case.id,
        procedure=procedure,
        organisation=organisation,
        contact=contact,
        since=since,
        created_at=now,
        created_by_id=by.id,
    )
    db.session.add(row)
    note_event(case=case, kind="other_lead", text=f"Weitere Fallführung: {organisation} ({procedure})", by=by, now=now)
    db.session.flush()
    return row


def end_other_lead(*, case: Case, other: OtherLead, by: User, today: date, now: datetime) -> None:
    """The other body's procedure has ended."""
    other.until = today
    note_event(case=case, kind="other_lead", text=f"Fallführung beendet: {other.organisation}", by=by, now=now)
    db.session.flush()
