"""What the front desk and the calendar make due: appointments, wishes to apply, hand-overs, call-backs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.contacts.models import Appointment, CallBack, Contact, IntentToApply
from lotse.foundation.clock import instant, local
from lotse.foundation.db import db
from lotse.reminders.rules.items import Item, Kind


def appointments(owners: list[int], today: date, until: date) -> Iterable[Item]:
    """Appointments without an outcome, from today on."""
    query = sa.select(Appointment).where(
        Appointment.with_user_id.in_(owners),
        Appointment.outcome == "",
        Appointment.replaced_by_id.is_(None),
        Appointment.starts_at >= instant(today, time()),
        Appointment.starts_at < instant(until + timedelta(days=1), time()),
    )
    for row in db.session.scalars(query):
        start = local(row.starts_at)
        yield Item(
            Kind.APPOINTMENT, row.id, start.date(), row.about or "Gespräch", row.with_user_id, row.case_id,
            row.person_id, note=row.place, at=f"{start:%H:%M}",
        )  # fmt: skip


def intents(owners: list[int], until: date) -> Iterable[Item]:
    """Wishes to apply that have not been forwarded."""
    query = sa.select(IntentToApply).where(
        IntentToApply.created_by_id.in_(owners),
        IntentToApply.forwarded_at.is_(None),
        IntentToApply.forward_by <= until,
    )
    for row in db.session.scalars(query):
        yield Item(
            Kind.INTENT, row.id, row.forward_by, f"Antrag weiterleiten: {row.benefit}", row.created_by_id, None,
            row.person_id, urgent=True,
        )  # fmt: skip


def handed(owners: list[int]) -> Iterable[Item]:
    """Contacts that the front desk has handed to somebody."""
    query = sa.select(Contact).where(Contact.handed_to_id.in_(owners), Contact.handed_done_at.is_(None))
    for row in db.session.scalars(query):
        yield Item(
            Kind.HANDED, row.id, row.day, "Kontakt vom Empfang übernehmen", row.handed_to_id, row.case_id, row.person_id
        )


def call_backs(owners: list[int], until: date) -> Iterable[Item]:
    """Call-backs that a site owes, once for each account of its front desk that was asked for."""
    query = (
        sa.select(CallBack, User.id)
        .join(User, User.site_id == CallBack.site_id)
        .where(
            User.id.in_(owners),
            User.role == Role.FRONT_DESK,
            User.deactivated_at.is_(None),
            CallBack.settled_at.is_(None),
            CallBack.due_on <= until,
        )
        .order_by(CallBack.id, User.id)
    )
    seen: set[int] = set()
    for row, owner_id in db.session.execute(query):
        if row.id in seen:
            continue
        seen.add(row.id)
        tried = "" if not row.attempts else f"{row.attempts}-mal nicht erreicht"
        yield Item(
            Kind.CALL_BACK, row.id, row.due_on, f"Zurückrufen: {row.about or row.phone}", owner_id, None, row.person_id,
            note=tried,
        )  # fmt: skip
