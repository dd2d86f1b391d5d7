"""Closing and reopening a case. What else must be settled first is asked by the slice above (`casefile`)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.accounts.actions import grants
from lotse.accounts.rules import Role
from lotse.cases.actions import plan
from lotse.cases.actions.chronicle import note_event
from lotse.cases.models import Case, ClosingRequest
from lotse.cases.queries import closing as queries
from lotse.cases.queries import situation
from lotse.cases.rules import closing as rules
from lotse.cases.rules import phases, profile
from lotse.cases.rules.closing import REASON_LABELS, Reason
from lotse.cases.rules.life_situation import SHEETS
from lotse.cases.rules.phases import Phase, Status
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, Forbidden, RuleBroken

if TYPE_CHECKING:
    from lotse.accounts.models import User


def ask_to_close(
    *, case: Case, reason: str, report: str, feedback: str, follow_up: bool, by: User, today: date, now: datetime
) -> ClosingRequest:
    """Close at once, or, where four eyes are needed, ask the team lead.

    The caller has made sure that nothing is open any more.
    """
    if case.status == Status.CLOSED or queries.find_open_request(case.id):
        raise RuleBroken("Der Abschluss ist schon beantragt.")
    fault = rules.closing_fault(reason=reason, report=report, still_open=[])
    if fault:
        raise FieldError("report" if reason in set(Reason) else "reason", fault)
    crises = [SHEETS[d].label for d in profile.crises(situation.all_ratings(case.id))]
    because = rules.four_eyes_because(reason=reason, crises=crises, restricted=case.restricted)
    request = ClosingRequest(
        case_id=case.id,
        reason=reason,
        report=report.strip(),
        feedback=feedback.strip(),
        because=because,
        follow_up=follow_up,
        asked_at=now,
        asked_by_id=by.id,
    )
    db.session.add(request)
    case.phase = Phase.CLOSING
    db.session.flush()
    if because:
        _ask_team_leads(case, by, because, now)
    else:
        _answer(request, "approved", "", by, now)
        close_case(case=case, request=request, by=by, today=today, now=now)
    db.session.flush()
    return request


def _ask_team_leads(case: Case, by: User, because: list[str], now: datetime) -> None:
    """The second pair of eyes must be able to see the file: for a restricted one a grant for this decision only."""
    for lead in queries.team_leads_of(case):
        if lead.id != by.id:
            grants.grant(kind="case", record_id=case.id, reason="closing", now=now, user=lead)
    text = "Abschluss wartet auf die Teamleitung. " + " ".join(because)
    note_event(case=case, kind="closing", text=text, by=by, now=now)


def answer_closing(
    *, request: ClosingRequest, case: Case, approve: bool, note: str, by: User, today: date, now: datetime
) -> None:
    """The team lead agrees, and the case closes; or refuses with a reason, and the work goes on."""
    if request.answer is not None:
        raise RuleBroken("Dieser Abschluss ist schon entschieden.")
    if by.role != Role.TEAM_LEAD or not rules.may_approve(asked_by_id=request.asked_by_id, approver_id=by.id):
        raise Forbidden("Vier Augen heißt: Eine andere Person der Teamleitung entscheidet.")
    if not approve and not note.strip():
        raise FieldError("note", "Bitte sagen, was vor dem Abschluss noch geschehen muss.")
    _answer(request, "approved" if approve else "refused", note, by, now)
    grants.revoke_grants(kind="case", record_id=case.id, now=now, reason="closing")
    if approve:
        close_case(case=case, request=request, by=by, today=today, now=now)
    else:
        case.phase = Phase.REVIEW
        note_event(case=case, kind="closing", text=f"Abschluss zurückgegeben: {note}", by=by, now=now)
    db.session.flush()


def withdraw_closing(*, request: ClosingRequest, case: Case, by: User, now: datetime) -> None:
    """Take the request back and work on."""
    if request.answer is not None:
        raise RuleBroken("Dieser Abschluss ist schon entschieden.")
    _answer(request, "withdrawn", "", by, now)
    grants.revoke_grants(kind="case", record_id=case.id, now=now, reason="closing")
    case.phase = Phase.REVIEW
    note_event(case=case, kind="closing", text="Antrag auf Abschluss zurückgezogen.", by=by, now=now)
    db.session.flush()


def _answer(request: ClosingRequest, answer: str, note: str, by: User, now: datetime) -> None:
    request.answer, request.answered_at, request.answered_by_id = answer, now, by.id
    request.answer_note = note.strip()[:300]


def close_case(*, case: Case, request: ClosingRequest, by: User, today: date, now: datetime) -> None:
    """Close: the day starts the retention, the plan in force ends."""
    case.status, case.closed_on, case.closing_reason = Status.CLOSED, today, request.reason
    case.phase, case.review_on = Phase.CLOSING, None
    plan.end_plan(case=case, today=today)
    text = f"Fall geschlossen: {REASON_LABELS[Reason(request.reason)]}."
    note_event(case=case, kind="closed", text=text, by=by, now=now)
    db.session.flush()


def reopen_case(*, case: Case, reason: str, by: User, today: date, now: datetime) -> None:
    """Open a closed case again within six months; later a new case is opened instead."""
    if case.status != Status.CLOSED or case.closed_on is None:
        raise RuleBroken("Der Fall ist nicht geschlossen.")
    if not phases.reopens_same_case(case.closed_on, today):
        raise RuleBroken("Der Abschluss liegt mehr als sechs Monate zurück: Bitte einen neuen Fall eröffnen.")
    if not reason.strip():
        raise FieldError("reason", "Bitte den Grund nennen.")
    case.status, case.closed_on, case.closing_reason = Status.OPEN, None, ""
    case.phase, case.review_on = Phase.ASSESSMENT, phases.review_day(today)
    note_event(case=case, kind="reopened", text=f"Fall wieder geöffnet: {reason}", by=by, now=now)
    db.session.flush()
