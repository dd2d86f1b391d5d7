"""Clocks of referrals: of those who sent them, and of the department that has to answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.cases.models import Case
from lotse.directory.models import Organisation
from lotse.foundation.db import db
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import FINAL, LABELS, State
from lotse.reminders.rules.items import Item, Kind


def referrals(owners: list[int], until: date) -> Iterable[Item]:
    """Referrals whose next look is due, or that ended without help and owe a next step, with whoever leads or sent."""
    owner = sa.func.coalesce(Case.lead_id, Referral.created_by_id)
    query = (
        sa.select(Referral, Organisation.name, owner)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(Case, Case.id == Referral.case_id)
        .where(
            owner.in_(owners),
            sa.or_(
                sa.and_(Referral.state.not_in(FINAL), Referral.next_check_on <= until), Referral.owed_since <= until
            ),
            sa.or_(Case.id.is_(None), Case.status != "closed"),
        )
    )
    for row, name, owner_id in db.session.execute(query):
        day = row.owed_since or row.next_check_on
        if day is None:
            continue
        note = LABELS[State(row.state)] + (", nächster Schritt offen" if row.owed_since else "")
        yield Item(
            Kind.REFERRAL, row.id, day, name, owner_id, row.case_id, row.person_id, row.id, note=note,
            urgent=row.urgency != "normal",
        )  # fmt: skip


def requests(owners: list[int], until: date) -> Iterable[Item]:
    """Referrals that a department of the house has to answer, once for each department of the accounts asked for."""
    query = (
        sa.select(Referral, User.id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .join(User, User.unit_id == Organisation.unit_id)
        .where(
            User.id.in_(owners),
            User.role == Role.DEPARTMENT,
            Referral.state.in_((State.REQUESTED, State.RECEIVED)),
            sa.func.coalesce(Referral.answer_due_on, Referral.receipt_due_on) <= until,
        )
        .order_by(Referral.id, User.id)
    )
    seen: set[int] = set()
    for row, owner_id in db.session.execute(query):
        due_on = row.answer_due_on or row.receipt_due_on
        if due_on is None or row.id in seen:
            continue
        seen.add(row.id)
        yield Item(
            Kind.REQUEST, row.id, due_on, f"Anfrage beantworten: {row.number}", owner_id, None, None, row.id,
            note=LABELS[State(row.state)], urgent=row.urgency != "normal",
        )  # fmt: skip
