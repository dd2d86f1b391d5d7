"""Clocks of referrals: of those who sent them, and of the department that has to answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.cases.models import Case
from lotse.directory.models import Organisation
from lotse.foundation.prepared import Prepared
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import LABELS, State
from lotse.reminders.queries.sources.scope import OWNERS, UNTIL, is_running
from lotse.reminders.rules.items import Item, Kind

TURNS = {State.DRAFT: "Entwurf, an der Reihe: absenden"}
"""A draft is due only when the one before it in its bundle was answered, or a receiver handed it on."""


def referrals(owners: list[int], until: date) -> Iterable[Item]:
    """Referrals whose next look is due, or that ended without help and owe a next step, with whoever leads or sent."""
    for id_, owed_since, check_on, name, owner_id, case_id, person_id, state, urgency in _REFERRALS.rows(
        owners=owners, until=until
    ):
        day = owed_since or check_on
        if day is None:
            continue
        note = TURNS.get(state, LABELS[State(state)]) + (", nächster Schritt offen" if owed_since else "")
        yield Item(
            Kind.REFERRAL, id_, day, name, owner_id, case_id, person_id, id_, note=note, urgent=urgency != "normal"
        )


def requests(owners: list[int], until: date) -> Iterable[Item]:
    """Referrals that a department of the house has to answer, once for each department of the accounts asked for."""
    seen: set[int] = set()
    for id_, number, state, urgency, due_on, owner_id in _REQUESTS.rows(owners=owners, until=until):
        if id_ in seen:
            continue
        seen.add(id_)
        yield Item(
            Kind.REQUEST, id_, due_on, f"Anfrage beantworten: {number}", owner_id, None, None, id_,
            note=LABELS[State(state)], urgent=urgency != "normal",
        )  # fmt: skip


def _referrals() -> sa.SelectBase:
    """Three ways, each by its index: of a case somebody leads, sent without a case, of a case nobody leads."""
    row, one = Referral, sa.orm.aliased(Referral)
    of_led_cases = sa.select(one.id).join(Case, Case.id == one.case_id)
    of_led_cases = of_led_cases.where(Case.closed_on.is_(None), Case.lead_id.in_(OWNERS))
    without_case = sa.select(one.id).where(one.created_by_id.in_(OWNERS), one.case_id.is_(None))
    led_by_nobody = sa.select(one.id).join(Case, Case.id == one.case_id)
    led_by_nobody = led_by_nobody.where(Case.closed_on.is_(None), Case.lead_id.is_(None), one.created_by_id.in_(OWNERS))
    owner = sa.func.coalesce(Case.lead_id, row.created_by_id)
    return (
        sa.select(
            row.id, row.owed_since, row.next_check_on, Organisation.name, owner, row.case_id, row.person_id, row.state,
            row.urgency,
        )
        .join(Organisation, Organisation.id == row.organisation_id)
        .outerjoin(Case, Case.id == row.case_id)
        .where(
            row.id.in_(sa.union_all(of_led_cases, without_case, led_by_nobody)),
            sa.or_(sa.and_(is_running(), row.next_check_on <= UNTIL), row.owed_since <= UNTIL),
        )
    )  # fmt: skip


def _requests() -> sa.SelectBase:
    row = Referral
    due_on = sa.func.coalesce(row.answer_due_on, row.receipt_due_on)
    return (
        sa.select(row.id, row.number, row.state, row.urgency, due_on, User.id)
        .join(Organisation, Organisation.id == row.organisation_id)
        .join(User, User.unit_id == Organisation.unit_id)
        .where(
            User.id.in_(OWNERS),
            User.role == Role.DEPARTMENT,
            sa.or_(row.state == State.REQUESTED, row.state == State.RECEIVED),
            due_on <= UNTIL,
        )
        .order_by(row.id, User.id)
    )


_REFERRALS = Prepared(_referrals)
_REQUESTS = Prepared(_requests)
