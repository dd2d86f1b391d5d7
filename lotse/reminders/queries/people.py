"""Who looks after whose things today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa

from lotse.accounts.models import Absence, User
from lotse.accounts.rules import Role
from lotse.foundation.db import db
from lotse.foundation.prepared import Prepared
from lotse.reminders.rules.stand_ins import looked_after_by, resolve


@dataclass(frozen=True)
class Staff:
    """All accounts as far as absence and deputies need them."""

    names: Mapping[int, str]
    units: Mapping[int, int | None]
    inactive: frozenset[int]
    deputies: Mapping[int, int]
    leads: Mapping[int, Sequence[int]]

    def seen_by(self, user_id: int) -> frozenset[int]:
        """Return the accounts whose things this account sees."""
        return looked_after_by(
            user_id, list(self.names), deputies=self.deputies, inactive=self.inactive, leads=self.leads
        )

    def looked_after_by(self, user_id: int) -> frozenset[int]:
        """Return the accounts that see this account's things today."""
        return resolve(user_id, deputies=self.deputies, inactive=self.inactive, leads=self.leads)

    def members_of(self, unit_id: int | None) -> list[int]:
        """Return the accounts of a unit, by name."""
        return sorted((id_ for id_, unit in self.units.items() if unit == unit_id), key=lambda id_: self.names[id_])


def staff_on(today: date) -> Staff:
    """Return all accounts with today's absences, in two statements."""
    rows = [_Account(*row) for row in _ACCOUNTS.rows()]
    deputies = dict(_AWAY.rows(today=today))
    all_leads = [row.id for row in rows if row.role == Role.TEAM_LEAD]
    of_unit: dict[int | None, list[int]] = {}
    for row in rows:
        if row.role == Role.TEAM_LEAD and row.deactivated_at is None:
            of_unit.setdefault(row.unit_id, []).append(row.id)
    return Staff(
        names={row.id: row.name for row in rows},
        units={row.id: row.unit_id for row in rows},
        inactive=frozenset(row.id for row in rows if row.deactivated_at is not None),
        deputies=deputies,
        leads={row.id: of_unit.get(row.unit_id) or all_leads for row in rows},
    )


class _Account(NamedTuple):
    id: int
    name: str
    unit_id: int | None
    role: str
    deactivated_at: datetime | None


_ACCOUNTS = Prepared(lambda: sa.select(User.id, User.name, User.unit_id, User.role, User.deactivated_at))
_AWAY = Prepared(
    lambda: (
        sa.select(Absence.user_id, Absence.deputy_id).where(Absence.covers(sa.bindparam("today"))).order_by(Absence.id)
    )
)


def list_untold_absences() -> Sequence[Absence]:
    """Return absences whose two people have not been told yet."""
    return db.session.scalars(sa.select(Absence).where(Absence.told_at.is_(None)).order_by(Absence.id)).all()
