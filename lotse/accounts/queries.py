"""Reading accounts, units, sites, grants and settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from lotse.accounts.acting import Reader
from lotse.accounts.models import Absence, Grant, OfficeSetting, Site, Unit, User
from lotse.accounts.rules import EMERGENCY, SOCIAL_WORK, Role
from lotse.foundation.clock import local
from lotse.foundation.db import db, get_stored
from lotse.foundation.errors import NotFound
from lotse.foundation.prepared import Prepared
from lotse.foundation.workdays import is_region

USUAL_REGION = "HE"
"""Where days off are taken from until the office has said where it stands."""


def find_user(user_id: int) -> User | None:
    """Return the account with its site and unit in one query, or None."""
    return db.session.get(User, user_id, options=[sa.orm.joinedload(User.site), sa.orm.joinedload(User.unit)])


def get_user(user_id: int) -> User:
    """Return the account or answer 404."""
    user = find_user(user_id)
    if user is None:
        raise NotFound
    return user


def find_user_by_login(login: str) -> User | None:
    """Return the account of a log-in name, case folded."""
    return db.session.scalar(sa.select(User).where(sa.func.lower(User.login) == login.strip().casefold()))


def list_users(*, active_only: bool = True, roles: Sequence[Role] = (), unit_id: int | None = None) -> Sequence[User]:
    """Return accounts by name."""
    query = sa.select(User).options(sa.orm.joinedload(User.site), sa.orm.joinedload(User.unit)).order_by(User.name)
    if active_only:
        query = query.where(User.deactivated_at.is_(None))
    if roles:
        query = query.where(User.role.in_(roles))
    if unit_id is not None:
        query = query.where(User.unit_id == unit_id)
    return db.session.scalars(query).all()


class Colleague(NamedTuple):
    """An account as a select offers it."""

    id: int
    name: str


def list_colleagues(user: Reader) -> list[Colleague]:
    """Return the others who do social work, by name: for passing something on."""
    return [Colleague(*row) for row in _COLLEAGUES.rows(user_id=user.id)]


_COLLEAGUES = Prepared(
    lambda: (
        sa.select(User.id, User.name)
        .where(
            User.deactivated_at.is_(None),
            User.id != sa.bindparam("user_id"),
            sa.or_(*(User.role == role for role in sorted(SOCIAL_WORK))),
        )
        .order_by(User.name)
    )
)


def names_of(user_ids: set[int]) -> dict[int, str]:
    """Return the names of accounts, deactivated ones too."""
    if not user_ids:
        return {}
    return dict(_NAMES.rows(user_ids=list(user_ids)))


_NAMES = Prepared(
    lambda: sa.select(User.id, User.name).where(User.id.in_(sa.bindparam("user_ids", expanding=True, type_=sa.Integer)))
)


def list_sites(*, closed_too: bool = False) -> Sequence[Site]:
    """Return the open sites by name, or all there ever were."""
    query = sa.select(Site).order_by(Site.name)
    return db.session.scalars(query if closed_too else query.where(Site.closed_on.is_(None))).all()


def get_site(site_id: int) -> Site:
    """Return the site or answer 404."""
    return get_stored(Site, site_id)


def list_units(kind: str | None = None, *, closed_too: bool = False) -> Sequence[Unit]:
    """Return open units by name, all or of one kind (`team`, `department`); on request those that closed as well."""
    query = sa.select(Unit).order_by(Unit.name)
    if not closed_too:
        query = query.where(Unit.closed_on.is_(None))
    return db.session.scalars(query.where(Unit.kind == kind) if kind else query).all()


def get_unit(unit_id: int) -> Unit:
    """Return the unit or answer 404."""
    return get_stored(Unit, unit_id)


def granted_records(user: Reader, kind: str, now: datetime) -> sa.Select[int] | sa.CompoundSelect[int]:
    """Select the ids of all records of a kind that the account, or its unit, holds a grant for at this instant.

    Every scoped query joins this: `Case.id.in_(granted_records(user, "case", now))`.
    """
    own, *others = _held(user, kind, now)
    return own.union_all(*others) if others else own


def holds_grant(user: Reader, kind: str, record_id: int, now: datetime) -> bool:
    """True when the account may see this one record by a grant."""
    ways = [held.where(Grant.record_id == record_id).exists() for held in _held(user, kind, now)]
    return db.session.scalar(sa.select(sa.or_(*ways))) or False


def _held(user: Reader, kind: str, now: datetime) -> list[sa.Select[int]]:
    """Return one selection for the account and one for its unit: an OR of the two would read every grant there is."""
    holders = [Grant.user_id == user.id]
    if user.unit_id is not None:
        holders.append(Grant.unit_id == user.unit_id)
    return [
        sa.select(Grant.record_id).where(
            Grant.kind == kind,
            holder,
            Grant.valid_from <= now,
            sa.or_(Grant.valid_until.is_(None), Grant.valid_until > now),
        )
        for holder in holders
    ]


def granted_when_bound(kind: str, record_id: sa.orm.InstrumentedAttribute[Any]) -> sa.ColumnElement[bool]:
    """Whether the account, or its unit, holds a grant for the record of this row: for statements built once.

    One look into an index per row, however many grants the account holds. Run it with `reader(user, now)`.
    """

    def held(holder: sa.ColumnElement[bool]) -> sa.Exists:
        valid = sa.or_(Grant.valid_until.is_(None), Grant.valid_until > sa.bindparam("now"))
        begun = Grant.valid_from <= sa.bindparam("now")
        return sa.exists().where(holder, Grant.kind == kind, Grant.record_id == record_id, begun, valid)

    return sa.or_(held(Grant.user_id == sa.bindparam("user_id")), held(Grant.unit_id == sa.bindparam("unit_id")))


def reader(user: Reader, now: datetime) -> dict[str, Any]:
    """Return who asks and when, under the names by which statements built once ask for it."""
    return {
        "user_id": user.id, "unit_id": user.unit_id, "site_id": user.site_id, "now": now, "today": local(now).date(),
    }  # fmt: skip


def list_grants(kind: str, record_id: int) -> Sequence[Grant]:
    """Return all grants on a record, ended ones too; newest first."""
    query = sa.select(Grant).where(Grant.kind == kind, Grant.record_id == record_id).order_by(Grant.id.desc())
    return db.session.scalars(query).all()


def find_deputy_id(user_id: int, today: date) -> int | None:
    """Return who stands in for the account today, or None when it is present."""
    found = _DEPUTY.first(user_id=user_id, today=today)
    return found[0] if found else None


_DEPUTY = Prepared(
    lambda: (
        sa.select(Absence.deputy_id)
        .where(Absence.user_id == sa.bindparam("user_id"), Absence.covers(sa.bindparam("today")))
        .order_by(Absence.id.desc())
        .limit(1)
    )
)


def list_absences(today: date) -> Sequence[Absence]:
    """Return present and coming absences."""
    return db.session.scalars(sa.select(Absence).where(Absence.ends_on >= today).order_by(Absence.starts_on)).all()


def get_absence(absence_id: int) -> Absence:
    """Return an absence or answer 404."""
    return get_stored(Absence, absence_id)


def get_setting(key: str, default: Any = None) -> Any:
    """Return a setting of the office, or the default."""
    found = _SETTING.first(key=key)
    return default if found is None or found[0] is None else found[0]


_SETTING = Prepared(lambda: sa.select(OfficeSetting.value).where(OfficeSetting.key == sa.bindparam("key")))


def office_region() -> str:
    """Return the Land (or municipality) whose days off count for the office; an unknown one counts as the usual."""
    region = str(get_setting("land", USUAL_REGION))
    return region if is_region(region) else USUAL_REGION


def count_administrators(*, besides: int) -> int:
    """Count the open accounts that administer the installation, without one of them."""
    query = sa.select(sa.func.count()).select_from(User)
    role = User.role == Role.ADMINISTRATION
    return db.session.scalar(query.where(role, User.deactivated_at.is_(None), User.id != besides)) or 0


def has_users() -> bool:
    """True when the installation holds any account."""
    return db.session.scalar(sa.select(sa.exists(sa.select(User.id)))) or False


def emergency_ends(user_id: Any, case_id: Any, at: Any) -> sa.Select[datetime | None]:
    """Select when each emergency access of an account to a case ends that holds at an instant; values or columns."""
    return sa.select(Grant.valid_until).where(
        Grant.user_id == user_id, Grant.kind == "case", Grant.record_id == case_id, Grant.reason == EMERGENCY,
        Grant.valid_from <= at, Grant.valid_until > at,
    )  # fmt: skip
