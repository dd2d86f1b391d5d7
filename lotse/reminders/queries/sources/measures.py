"""What measures make due: gaps, exceptions that end, permissions and approvals that end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa

from lotse.cases.models import Case
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.measures.models import Finding, Measure, Waiver
from lotse.measures.queries.radar import PERMISSION_KINDS
from lotse.measures.rules.states import LEFT_OUT
from lotse.reminders.queries.sources.scope import open_case
from lotse.reminders.rules.items import EXPIRY_AHEAD, Item, Kind

GAP_AHEAD = timedelta(days=14)
RENEWAL_AHEAD = timedelta(weeks=8)
"""A follow-up application wants eight weeks (domain/germany.md 3.2, entry 25)."""


def gaps(owners: list[int], today: date, until: date) -> Iterable[Item]:
    """Gaps and unmet prerequisites that nobody has taken note of, two weeks before they begin."""
    query = (
        sa.select(Finding, Case.lead_id, Case.person_id)
        .join(Case, Case.id == Finding.case_id)
        .where(
            *open_case(owners),
            Finding.gone_at.is_(None),
            Finding.acknowledged_at.is_(None),
            Finding.ends_on >= today,
            Finding.starts_on <= until + GAP_AHEAD,
        )
    )
    for row, lead_id, person_id in db.session.execute(query):
        due_on = max(row.starts_on - GAP_AHEAD, local(row.first_seen_at).date())
        if due_on <= until:
            yield Item(
                Kind.GAP, row.id, due_on, row.sentence, lead_id, row.case_id, person_id,
                overdue_on=max(row.starts_on, due_on),
            )  # fmt: skip


def waivers(owners: list[int], today: date, until: date) -> Iterable[Item]:
    """Accepted exceptions that run out within two weeks."""
    query = (
        sa.select(Waiver, Case.lead_id, Case.person_id)
        .join(Case, Case.id == Waiver.case_id)
        .where(
            *open_case(owners),
            Waiver.ended_at.is_(None),
            Waiver.valid_until >= today,
            Waiver.valid_until <= until + EXPIRY_AHEAD,
        )
    )
    for row, lead_id, person_id in db.session.execute(query):
        yield Item(
            Kind.WAIVER, row.id, row.valid_until - EXPIRY_AHEAD, f"Ausnahme läuft ab: {row.reason}", lead_id,
            row.case_id, person_id, note=f"gilt bis {row.valid_until:%d.%m.%Y}", overdue_on=row.valid_until,
        )  # fmt: skip


def permissions(owners: list[int], today: date, until: date) -> Iterable[Item]:
    """Approvals, permissions and residence titles that end within eight weeks."""
    query = (
        sa.select(Measure, Case.lead_id, Case.person_id)
        .join(Case, Case.id == Measure.case_id)
        .where(
            *open_case(owners),
            Measure.kind.in_(PERMISSION_KINDS),
            Measure.state.not_in([*LEFT_OUT, "completed"]),
            Measure.ends_on >= today,
            Measure.ends_on <= until + RENEWAL_AHEAD,
        )
    )
    for row, lead_id, person_id in db.session.execute(query):
        assert row.ends_on is not None
        yield Item(
            Kind.PERMISSION, row.id, row.ends_on - RENEWAL_AHEAD, f"Läuft aus: {row.label}", lead_id, row.case_id,
            person_id, note=f"endet am {row.ends_on:%d.%m.%Y}", overdue_on=row.ends_on,
        )  # fmt: skip
