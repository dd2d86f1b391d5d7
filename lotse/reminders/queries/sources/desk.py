"""What the front desk and the calendar make due: appointments, wishes to apply, hand-overs, call-backs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.contacts.models import Appointment, CallBack, Contact, IntentToApply
from lotse.foundation.clock import instant, local
from lotse.foundation.prepared import Prepared
from lotse.reminders.queries.sources.scope import OWNERS, UNTIL
from lotse.reminders.rules.items import Item, Kind


def appointments(owners: list[int], today: date, until: date) -> Iterable[Item]:
    """Appointments without an outcome, from today on."""
    from_at, before = instant(today, time()), instant(until + timedelta(days=1), time())
    for id_, starts_at, about, with_id, case_id, person_id, place in _APPOINTMENTS.rows(
        owners=owners, from_at=from_at, before=before
    ):
        start = local(starts_at)
        yield Item(
            Kind.APPOINTMENT, id_, start.date(), about or "Gespräch", with_id, case_id, person_id, note=place,
            at=f"{start:%H:%M}",
        )  # fmt: skip


def intents(owners: list[int], until: date) -> Iterable[Item]:
    """Wishes to apply that have not been forwarded."""
    for id_, forward_by, benefit, by_id, person_id in _INTENTS.rows(owners=owners, until=until):
        text = f"Antrag weiterleiten: {benefit}"
        yield Item(Kind.INTENT, id_, forward_by, text, by_id, None, person_id, urgent=True)


def handed(owners: list[int]) -> Iterable[Item]:
    """Contacts that the front desk has handed to somebody."""
    for id_, day, to_id, case_id, person_id in _HANDED.rows(owners=owners):
        yield Item(Kind.HANDED, id_, day, "Kontakt vom Empfang übernehmen", to_id, case_id, person_id)


def call_backs(owners: list[int], until: date) -> Iterable[Item]:
    """Call-backs that a site owes, once for each account of its front desk that was asked for."""
    seen: set[int] = set()
    for id_, due_on, about, phone, person_id, attempts, owner_id in _CALL_BACKS.rows(owners=owners, until=until):
        if id_ in seen:
            continue
        seen.add(id_)
        tried = f"{attempts}-mal nicht erreicht" if attempts else ""
        yield Item(Kind.CALL_BACK, id_, due_on, f"Zurückrufen: {about or phone}", owner_id, None, person_id, note=tried)


def _appointments() -> sa.SelectBase:
    row = Appointment
    return sa.select(
        row.id, row.starts_at, row.about, row.with_user_id, row.case_id, row.person_id, row.place
    ).where(
        row.with_user_id.in_(OWNERS), row.outcome == "", row.replaced_by_id.is_(None),
        row.starts_at >= sa.bindparam("from_at"), row.starts_at < sa.bindparam("before"),
    )  # fmt: skip


def _call_backs() -> sa.SelectBase:
    row = CallBack
    return (
        sa.select(row.id, row.due_on, row.about, row.phone, row.person_id, row.attempts, User.id)
        .join(User, User.site_id == row.site_id)
        .where(
            User.id.in_(OWNERS),
            User.role == Role.FRONT_DESK,
            User.deactivated_at.is_(None),
            row.settled_at.is_(None),
            row.due_on <= UNTIL,
        )
        .order_by(row.id, User.id)
    )


_APPOINTMENTS = Prepared(_appointments)
_CALL_BACKS = Prepared(_call_backs)
_INTENTS = Prepared(
    lambda: sa.select(
        IntentToApply.id, IntentToApply.forward_by, IntentToApply.benefit, IntentToApply.created_by_id,
        IntentToApply.person_id,
    ).where(
        IntentToApply.created_by_id.in_(OWNERS), IntentToApply.forwarded_at.is_(None), IntentToApply.forward_by <= UNTIL
    )
)  # fmt: skip
_HANDED = Prepared(
    lambda: sa.select(Contact.id, Contact.day, Contact.handed_to_id, Contact.case_id, Contact.person_id).where(
        Contact.handed_to_id.in_(OWNERS), Contact.handed_done_at.is_(None)
    )
)
