"""Changing emergency accesses: ask, withdraw, decide, end, take note, review; each tells whom it concerns."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa
from flask import current_app

from lotse.accounts.actions import grants
from lotse.accounts.queries import get_user, list_users
from lotse.accounts.rules import EMERGENCY, Role
from lotse.emergency import queries, rules
from lotse.emergency.models import EmergencyAccess, EmergencyNotice, EmergencyRecord
from lotse.emergency.rules import Answer, Finding, Step, Wanted
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, Forbidden, RuleBroken
from lotse.outbox.actions import queue_mail
from lotse.outbox.rules import is_address

if TYPE_CHECKING:
    from lotse.accounts.models import User

FOOT = "Diese E-Mail enthält keine personenbezogenen Daten. Bitte nicht darauf antworten."
DECIDE = "eine Anfrage auf Notzugriff wartet auf Ihre Entscheidung."
DECIDED = "über Ihre Anfrage auf Notzugriff ist entschieden."
RELEASED = "ein Notzugriff ist freigegeben worden."


def ask(*, wanted: Wanted, cause: str, reason: str, hours: int, by: User, now: datetime) -> EmergencyAccess:
    """Ask for access and tell every team lead. Whether there is such a file is not looked up, so nothing can tell."""
    if by.role not in rules.ASKERS:
        raise Forbidden
    if fault := rules.fault_in(wanted=wanted, cause=cause, reason=reason, hours=hours):
        raise FieldError(*fault)
    if queries.may_see_already(wanted, by, now):
        raise FieldError("case_number", "Diesen Fall dürfen Sie schon öffnen; ein Notzugriff ist nicht nötig.")
    deciders = {lead.id for lead in queries.deciders(by)}
    if not deciders:
        raise RuleBroken("Es gibt keine zweite Person, die entscheiden kann: Dazu braucht es eine weitere Teamleitung.")
    access = EmergencyAccess(
        asked_by_id=by.id,
        asked_at=now,
        cause=cause,
        reason=reason.strip(),
        hours=hours,
        case_number=wanted.case_number,
        last_name=wanted.last_name,
        first_name=wanted.first_name,
        birth_date=wanted.birth_date,
    )
    db.session.add(access)
    db.session.flush()
    _tell(access, deciders, "answer", DECIDE, now)
    return access


def answer(*, access: EmergencyAccess, release: bool, note: str, by: User, now: datetime) -> None:
    """The second person releases or refuses; only now it is looked up what the request means."""
    _must(Step.ANSWER, access, by, now)
    if not release and not note.strip():
        raise FieldError("note", "Bitte den Grund der Ablehnung nennen.")
    ends_at = now + timedelta(hours=access.hours) if release else None
    given = Answer.RELEASED if release else Answer.REFUSED
    _change(access, answer=given, answered_at=now, answered_by_id=by.id, answer_note=note.strip(), ends_at=ends_at)
    _settle(access, "answer", now)
    _tell(access, {access.asked_by_id}, "told", DECIDED, now)
    if ends_at is not None:
        _open(access, by, now, ends_at)


def _open(access: EmergencyAccess, by: User, now: datetime, until: datetime) -> None:
    asker = get_user(access.asked_by_id)
    found = queries.meant_by(access.wanted, asker, now)
    cases = rules.openable(found, role=asker.role, today=local(now).date())
    for case in cases:
        db.session.add(EmergencyRecord(access_id=access.id, case_id=case.case_id))
        grants.grant(kind="case", record_id=case.case_id, reason=EMERGENCY, now=now, user=asker, until=until)
    _tell(access, queries.responsible_for(cases) - {asker.id, by.id}, "told", RELEASED, now)
    for officer in list_users(roles=(Role.DATA_PROTECTION,)):
        _mail(access, officer, RELEASED, now)


def withdraw(*, access: EmergencyAccess, by: User, now: datetime) -> None:
    """The asker does not need it any more."""
    _must(Step.WITHDRAW, access, by, now)
    _change(access, answer=Answer.WITHDRAWN, answered_at=now, answered_by_id=by.id)
    _settle(access, "answer", now)


def end(*, access: EmergencyAccess, by: User, now: datetime) -> None:
    """End a running access before its time; the files are closed at the next request."""
    _must(Step.END, access, by, now)
    for case in queries.opened_by([access.id])[access.id]:
        grants.revoke_grants(kind="case", record_id=case.case_id, now=now, reason=EMERGENCY, user_id=access.asked_by_id)
    access.ends_at, access.ended_by_id = now, by.id
    db.session.flush()


def take_note(*, notice: EmergencyNotice, now: datetime) -> None:
    """Somebody has seen what they were told."""
    notice.settled_at = now
    db.session.flush()


def review(*, access: EmergencyAccess, justified: bool, note: str, by: User, now: datetime) -> None:
    """The data protection officer says afterwards whether the access was right, and why."""
    _must(Step.REVIEW, access, by, now)
    if not note.strip():
        raise FieldError("note", "Bitte das Urteil kurz begründen.")
    access.finding = Finding.JUSTIFIED if justified else Finding.UNJUSTIFIED
    access.review_note, access.reviewed_at, access.reviewed_by_id = note.strip(), now, by.id
    db.session.flush()


def _must(step: Step, access: EmergencyAccess, by: User, now: datetime) -> None:
    """Refuse a step out of turn, by the wrong person, or after somebody else was faster; takes the row for itself."""
    db.session.refresh(access, with_for_update=True)
    if not rules.may(step, access, user_id=by.id, role=by.role, now=now):
        state = rules.STATE_LABELS[rules.state_of(access, now)]
        raise RuleBroken(f"Das ist hier nicht (mehr) möglich. Stand: {state}.")


def _change(access: EmergencyAccess, **values: object) -> None:
    for name, value in values.items():
        setattr(access, name, value)
    db.session.flush()


def _settle(access: EmergencyAccess, wants: str, now: datetime) -> None:
    mine = sa.and_(EmergencyNotice.access_id == access.id, EmergencyNotice.wants == wants)
    db.session.execute(sa.update(EmergencyNotice).where(mine).values(settled_at=now))


def _tell(access: EmergencyAccess, user_ids: Collection[int], wants: str, sentence: str, now: datetime) -> None:
    for user_id in sorted(user_ids):
        db.session.add(EmergencyNotice(access_id=access.id, user_id=user_id, wants=wants, told_at=now))
        _mail(access, get_user(user_id), sentence, now)
    db.session.flush()


def _mail(access: EmergencyAccess, to: User, sentence: str, now: datetime) -> None:
    settings = current_app.config["LOTSE"]
    if not to.is_active or not is_address(to.email):
        return
    link = f"{settings.public_base_url}/notzugriff/{access.id}"
    queue_mail(
        dedupe_key=f"emergency:{access.id}:{to.id}:{access.answer or 'asked'}",
        recipient=to.email,
        subject="Lotse: Notzugriff",
        body=f"Guten Tag,\n\n{sentence}\n\n{link}\n\n{FOOT}\n",
        due_at=now,
        host=settings.hosts[0] if settings.hosts else "lotse.invalid",
        now=now,
    )
