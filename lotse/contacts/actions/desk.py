"""Call-backs, wishes to apply, appointments and online requests."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from lotse.clients.rules.phones import PhoneUnreadable, read_phone
from lotse.contacts.models import Appointment, CallBack, Contact, IntentToApply, OnlineRequest
from lotse.contacts.rules import APPOINTMENT_OUTCOMES, forward_by
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError

FURTHEST_CALL_BACK = timedelta(days=366)

if TYPE_CHECKING:
    from lotse.accounts.models import User


def ask_for_call_back(
    *, site_id: int, phone: str, due_on: date, by: User, now: datetime, name: str = "", about: str = "",
    person_id: int | None = None, contact_id: int | None = None,
) -> CallBack:  # fmt: skip
    """Put somebody on the list of those to be called."""
    try:
        shown = read_phone(phone).shown
    except PhoneUnreadable as refusal:
        raise FieldError("call_back_phone", str(refusal)) from refusal
    if due_on < local(now).date():
        raise FieldError("call_back_on", "Dieser Tag ist vorbei.")
    if due_on > local(now).date() + FURTHEST_CALL_BACK:
        raise FieldError("call_back_on", "Dieser Tag liegt mehr als ein Jahr voraus. Bitte das Datum prüfen.")
    call_back = CallBack(
        site_id=site_id, contact_id=contact_id, person_id=person_id, name=name[:120], phone=shown, about=about[:300],
        due_on=due_on, attempts=0, created_at=now, created_by_id=by.id,
    )  # fmt: skip
    db.session.add(call_back)
    db.session.flush()
    return call_back


def note_attempt(*, call_back: CallBack, again_on: date, now: datetime) -> None:
    """Note that nobody answered; the caller stays on the list for another day."""
    if again_on < local(now).date():
        raise FieldError("again_on", "Dieser Tag ist vorbei.")
    call_back.attempts += 1
    call_back.last_attempt_at, call_back.due_on = now, again_on
    db.session.flush()


def settle_call_back(*, call_back: CallBack, outcome: str, now: datetime) -> None:
    """Take somebody off the list: reached, or given up."""
    call_back.attempts += 1
    call_back.last_attempt_at = call_back.settled_at = now
    call_back.outcome = outcome
    db.session.flush()


def declare_intent(
    *, contact: Contact, benefit: str, wording: str, by: User, declared_at: datetime, forward_to_id: int | None = None
) -> IntentToApply:
    """Record the wish to apply with day, time and wording; from now on it is to be forwarded."""
    intent = IntentToApply(
        contact_id=contact.id, person_id=contact.person_id, benefit=benefit[:120], wording=wording,
        declared_at=declared_at, forward_to_id=forward_to_id, forward_by=forward_by(local(declared_at).date()),
        created_by_id=by.id,
    )  # fmt: skip
    db.session.add(intent)
    db.session.flush()
    return intent


def mark_forwarded(*, intent: IntentToApply, by: User, now: datetime, forward_to_id: int | None = None) -> None:
    """Note that a wish to apply has gone to the competent office."""
    if intent.forwarded_at is None:
        intent.forwarded_at, intent.forwarded_by_id = now, by.id
        intent.forward_to_id = forward_to_id or intent.forward_to_id
        db.session.flush()


def arrange_appointment(
    *, starts_at: datetime, minutes: int, by: User, now: datetime, person_id: int | None = None,
    case_id: int | None = None, contact_id: int | None = None, with_user_id: int | None = None,
    site_id: int | None = None, place: str = "", about: str = "", bring: str = "",
) -> Appointment:  # fmt: skip
    """Agree on a meeting."""
    if starts_at <= now:
        raise FieldError("appointment_on", "Der Termin liegt in der Vergangenheit.")
    appointment = Appointment(
        person_id=person_id, case_id=case_id, contact_id=contact_id, with_user_id=with_user_id, site_id=site_id,
        place=place[:200], about=about[:200], bring=bring[:500], starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes), uid=f"{uuid4()}@lotse", created_at=now, created_by_id=by.id,
    )  # fmt: skip
    db.session.add(appointment)
    db.session.flush()
    return appointment


def move_appointment(*, appointment: Appointment, starts_at: datetime, by: User, now: datetime) -> Appointment:
    """Replace an appointment by a new one; the old row stays as history."""
    minutes = int((appointment.ends_at - appointment.starts_at).total_seconds() // 60)
    moved = arrange_appointment(
        starts_at=starts_at, minutes=minutes, by=by, now=now, person_id=appointment.person_id,
        case_id=appointment.case_id, contact_id=appointment.contact_id, with_user_id=appointment.with_user_id,
        site_id=appointment.site_id, place=appointment.place, about=appointment.about, bring=appointment.bring,
    )  # fmt: skip
    appointment.replaced_by_id, appointment.outcome = moved.id, "moved"
    db.session.flush()
    return moved


def settle_appointment(*, appointment: Appointment, outcome: str) -> None:
    """Say what came of an appointment: kept, missed, cancelled."""
    if outcome not in APPOINTMENT_OUTCOMES:
        raise FieldError("outcome", "Bitte sagen, was aus dem Termin wurde.")
    appointment.outcome = outcome
    db.session.flush()


def take_down_request(
    *, name: str, way_back: str, text: str, by: User, now: datetime, site_id: int | None = None
) -> OnlineRequest:
    """Put an online request into the inbox (by hand until the public form comes)."""
    request = OnlineRequest(
        site_id=site_id, name=name[:120], way_back=way_back[:200], text=text, received_at=now, created_by_id=by.id
    )
    db.session.add(request)
    db.session.flush()
    return request


def settle_request(*, request: OnlineRequest, by: User, now: datetime, contact_id: int | None = None) -> None:
    """Take a request out of the inbox: answered by a contact, or without one."""
    request.settled_at, request.settled_by_id, request.contact_id = now, by.id, contact_id
    db.session.flush()
