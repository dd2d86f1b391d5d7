"""The records behind a number, for whoever may open them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.directory.models import Organisation
from lotse.referrals.models import Referral
from lotse.referrals.queries.visibility import visible
from lotse.referrals.rules.states import LABELS, State
from lotse.statistics.models import ReferralFactRow as Fact
from lotse.statistics.queries import facts, summary
from lotse.statistics.rules.choices import Choice

MOST = 100


@dataclass(frozen=True)
class RecordRow:
    """A referral behind a number; no name, for the list may lie open on a desk."""

    referral_id: int
    number: str
    sent_on: date
    receiver: str
    state: str


def referrals_behind(
    session: Session, choice: Choice, user: User, *, today: date, now: datetime, offset: int = 0
) -> tuple[list[RecordRow], int]:
    """Return a page of the referrals a choice counts, as far as the account may open them, and how many these are."""
    period = choice.period
    where = [
        *facts.in_scope(choice.scope),
        *summary.filter_conditions(choice.filters, summary.ripe_day(session, today)),
        Fact.sent_on.between(period.start, period.end),
        visible(user, now),
    ]
    base = sa.select(Referral.id).join(Fact, Fact.referral_id == Referral.id).where(*where)
    total = session.scalar(sa.select(sa.func.count()).select_from(base.subquery())) or 0
    query = (
        sa.select(Referral.id, Referral.number, Fact.sent_on, Organisation.name, Referral.state)
        .join(Fact, Fact.referral_id == Referral.id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(*where)
        .order_by(Fact.sent_on.desc(), Referral.id.desc())
        .limit(MOST)
        .offset(offset)
    )
    rows = [RecordRow(*row[:4], LABELS[State(row[4])]) for row in session.execute(query)]
    return rows, total
