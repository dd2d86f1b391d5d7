"""What measures make due: gaps, exceptions that end, permissions and approvals that end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa

from lotse.cases.models import Case
from lotse.foundation.clock import local
from lotse.foundation.prepared import Prepared
from lotse.measures.models import Finding, Measure, Waiver
from lotse.measures.queries.radar import PERMISSION_KINDS
from lotse.measures.rules.states import LEFT_OUT
from lotse.reminders.queries.sources.scope import SOON, TODAY, open_case
from lotse.reminders.rules.items import EXPIRY_AHEAD, Item, Kind

GAP_AHEAD = timedelta(days=14)
RENEWAL_AHEAD = timedelta(weeks=8)
"""A follow-up application wants eight weeks (domain/germany.md 3.2, entry 25)."""


def gaps(owners: list[int], today: date, until: date) -> Iterable[Item]:
    """Gaps and unmet prerequisites that nobody has taken note of, two weeks before they begin."""
    for id_, starts_on, first_seen_at, sentence, lead_id, case_id, person_id in _GAPS.rows(
        owners=owners, today=today, soon=until + GAP_AHEAD
    ):
        due_on = max(starts_on - GAP_AHEAD, local(first_seen_at).date())
        if due_on <= until:
            overdue_on = max(starts_on, due_on)
            yield Item(Kind.GAP, id_, due_on, sentence, lead_id, case_id, person_id, overdue_on=overdue_on)


def waivers(owners: list[int], today: date, until: date) -> Iterable[Item]:
    """Accepted exceptions that run out within two weeks."""
    for id_, last, reason, lead_id, case_id, person_id in _WAIVERS.rows(
        owners=owners, today=today, soon=until + EXPIRY_AHEAD
    ):
        yield Item(
            Kind.WAIVER, id_, last - EXPIRY_AHEAD, f"Ausnahme läuft ab: {reason}", lead_id, case_id, person_id,
            note=f"gilt bis {last:%d.%m.%Y}", overdue_on=last,
        )  # fmt: skip


def permissions(owners: list[int], today: date, until: date) -> Iterable[Item]:
    """Approvals, permissions and residence titles that end within eight weeks."""
    for id_, last, label, lead_id, case_id, person_id in _PERMISSIONS.rows(
        owners=owners, today=today, soon=until + RENEWAL_AHEAD
    ):
        yield Item(
            Kind.PERMISSION, id_, last - RENEWAL_AHEAD, f"Läuft aus: {label}", lead_id, case_id, person_id,
            note=f"endet am {last:%d.%m.%Y}", overdue_on=last,
        )  # fmt: skip


_CASE = (Case.lead_id, Case.id, Case.person_id)
_GAPS = Prepared(
    lambda: (
        sa.select(Finding.id, Finding.starts_on, Finding.first_seen_at, Finding.sentence, *_CASE)
        .join(Case, Case.id == Finding.case_id)
        .where(
            open_case(),
            Finding.gone_at.is_(None),
            Finding.acknowledged_at.is_(None),
            Finding.ends_on >= TODAY,
            Finding.starts_on <= SOON,
        )
    )
)
_WAIVERS = Prepared(
    lambda: (
        sa.select(Waiver.id, Waiver.valid_until, Waiver.reason, *_CASE)
        .join(Case, Case.id == Waiver.case_id)
        .where(open_case(), Waiver.ended_at.is_(None), Waiver.valid_until >= TODAY, Waiver.valid_until <= SOON)
    )
)
_PERMISSIONS = Prepared(
    lambda: (
        sa.select(Measure.id, Measure.ends_on, Measure.label, *_CASE)
        .join(Case, Case.id == Measure.case_id)
        .where(
            open_case(),
            sa.or_(*(Measure.kind == kind for kind in PERMISSION_KINDS)),
            *(Measure.state != state for state in sorted([*LEFT_OUT, "completed"])),
            Measure.ends_on >= TODAY,
            Measure.ends_on <= SOON,
        )
    )
)
