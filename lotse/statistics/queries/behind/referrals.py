"""Referrals behind a number."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.directory.models import Organisation
from lotse.referrals.models import Referral
from lotse.referrals.queries.visibility import visible
from lotse.referrals.rules.states import LABELS, State
from lotse.statistics.models import ReferralFactRow as Fact
from lotse.statistics.queries import facts, summary
from lotse.statistics.queries.behind.listing import MOST, Listing, Reader, Row
from lotse.statistics.rules.behind import Behind
from lotse.statistics.rules.choices import Choice


def referrals(session: Session, choice: Choice, behind: Behind, reader: Reader) -> Listing:
    """List the referrals a number counts: all of them in the total, those the reader may open as rows."""
    period, ripe = choice.period, summary.ripe_day(session, reader.today)
    where = [
        *facts.in_scope(choice.scope),
        *summary.filter_conditions(choice.filters, ripe),
        Fact.sent_on.between(period.start, period.end),
        _column(behind.column, ripe),
    ]
    total = session.scalar(sa.select(sa.func.count()).select_from(Fact).where(*where)) or 0
    base = (
        sa.select(Referral.id)
        .join(Fact, Fact.referral_id == Referral.id)
        .where(*where, visible(reader.user, reader.now))
    )
    length = session.scalar(sa.select(sa.func.count()).select_from(base.subquery())) or 0
    query = (
        base.with_only_columns(Referral.id, Referral.number, Fact.sent_on, Organisation.name, Referral.state)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .order_by(Fact.sent_on.desc(), Referral.id.desc())
        .limit(MOST)
        .offset(reader.offset)
    )
    rows = [
        Row("referral", id_, number, sent_on, f"{receiver}, {LABELS[State(state)]}")
        for id_, number, sent_on, receiver, state in session.execute(query)
    ]
    return Listing(rows, total, length, total - length)


def _column(name: str, ripe: date) -> Any:
    if name in facts.DAYS_COLUMNS:
        return facts.DAYS_COLUMNS[name].is_not(None)
    if name.startswith("within"):
        return Fact.answer_days <= int(name[6:])
    return facts.conditions(ripe)[name or "sent"]
