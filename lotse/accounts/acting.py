"""The account that acts in a request, read together with its session: one statement before every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from flask_login import UserMixin
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from lotse.accounts.models import LoginSession, OfficeSetting, Site, Unit, User
from lotse.foundation.db import Base, db
from lotse.foundation.prepared import Prepared

Row = TypeVar("Row", bound=Base)

_SESSION = (
    LoginSession.data,
    LoginSession.user_id,
    LoginSession.created_at,
    LoginSession.last_seen_at,
    LoginSession.ended_at,
)
_SECRETS = {"password_hash", "totp_secret"}
"""Read when somebody asks for them, never at every request."""
_USER, _SITE, _UNIT = (
    [column for column in table.columns if column.name not in _SECRETS]
    for table in (User.__table__, Site.__table__, Unit.__table__)
)
_USER_AT = len(_SESSION)
_SITE_AT = _USER_AT + len(_USER)
_UNIT_AT = _SITE_AT + len(_SITE)
_SETTINGS_AT = _UNIT_AT + len(_UNIT)
_NAMES = [column.name for column in _USER]
_DEACTIVATED_AT = _USER_AT + _NAMES.index("deactivated_at")


class Reader(Protocol):
    """Whoever wants to see records: an account, as its row or as the acting one."""

    @property
    def id(self) -> int:
        """The account."""

    @property
    def unit_id(self) -> int | None:
        """Its team or department."""

    @property
    def site_id(self) -> int | None:
        """Where it works."""

    @property
    def role(self) -> str:
        """What it does in the office."""


class Acting(UserMixin):
    """The acting account as the row says: enough for the guard, the frame of a page and the scope of a search."""

    __slots__ = ("_row", "_user", "id", "preferences", "role", "site_id", "unit_id", "values")

    def __init__(self, row: tuple[Any, ...]) -> None:
        self._row = row
        self._user: User | None = None
        self.values: dict[str, Any] = dict(zip(_NAMES, row[_USER_AT:_SITE_AT], strict=True))
        self.id: int = self.values["id"]
        self.role: str = self.values["role"]
        self.site_id: int | None = self.values["site_id"]
        self.unit_id: int | None = self.values["unit_id"]
        self.preferences: dict[str, Any] = self.values["preferences"] or {}

    @classmethod
    def of(cls, user: User) -> Acting:
        """Build it from a row, for the request in which somebody has just signed in."""
        site, unit = user.site, user.unit
        fields = [getattr(user, name) for name in _NAMES]
        fields += [getattr(site, column.name, None) for column in _SITE]
        acting = cls((*[None] * _USER_AT, *fields, *(getattr(unit, column.name, None) for column in _UNIT)))
        acting._user = user
        return acting

    @property
    def name(self) -> str:
        """First and last name, with titles."""
        return str(self.values["name"])

    @property
    def site_name(self) -> str:
        """Where the account works, or nothing."""
        return self._row[_SITE_AT + 1] or "" if self.site_id else ""

    @property
    def must_change_password(self) -> bool:
        """Whether somebody else has chosen the password."""
        return bool(self.values["must_change_password"])

    @property
    def has_second_factor(self) -> bool:
        """Whether a second factor is in force."""
        return self.values["totp_confirmed_at"] is not None

    def as_user(self) -> User:
        """Return the account as a row of this request's database session, with its site and unit; asks nothing."""
        if self._user is None:
            self._user = _persistent(User, self.values)
            for name, model, columns, at in (("site", Site, _SITE, _SITE_AT), ("unit", Unit, _UNIT, _UNIT_AT)):
                if name not in self._user.__dict__:
                    values = dict(zip(_names(columns), self._row[at : at + len(columns)], strict=True))
                    other = None if values["id"] is None else _persistent(model, values)
                    set_committed_value(self._user, name, other)
        return self._user


@dataclass(frozen=True)
class Opened:
    """A stored session, who it belongs to, and the settings that every request needs."""

    data: dict[str, Any]
    user_id: int | None
    created_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None
    acting: Acting | None
    settings: dict[str, Any]


def find(token_hash: str) -> Opened | None:
    """Return the session of that token with its account, unless there is none; deactivated accounts do not act."""
    row = _ASKED.first(token_hash=token_hash)
    if row is None:
        return None
    is_active = row[_USER_AT] is not None and row[_DEACTIVATED_AT] is None
    settings = dict(zip(SETTINGS, row[_SETTINGS_AT:], strict=True))
    data, user_id, created_at, last_seen_at, ended_at = row[:_USER_AT]
    acting = Acting(row) if is_active else None
    return Opened(data, user_id, created_at, last_seen_at, ended_at, acting, settings)


SETTINGS = ("require_totp", "demo")
"""Settings of the office that the guard or the frame of every page asks for."""


def settings_of_the_office() -> dict[str, Any]:
    """Return the settings of SETTINGS for a request without session."""
    return dict(zip(SETTINGS, _ASKED_ALONE.first(), strict=True))


def _statement() -> sa.Select[Any]:
    return (
        sa.select(*_SESSION, *_USER, *_SITE, *_UNIT, *_settings())
        .select_from(LoginSession)
        .outerjoin(User, User.id == LoginSession.user_id)
        .outerjoin(Site, Site.id == User.site_id)
        .outerjoin(Unit, Unit.id == User.unit_id)
        .where(LoginSession.token_hash == sa.bindparam("token_hash"))
    )


def _settings() -> list[sa.Label[Any]]:
    values = (sa.select(OfficeSetting.value).where(OfficeSetting.key == key) for key in SETTINGS)
    return [value.scalar_subquery().label(key) for value, key in zip(values, SETTINGS, strict=True)]


_ASKED = Prepared(_statement)
_ASKED_ALONE = Prepared(lambda: sa.select(*_settings()))


def _names(columns: list[Any]) -> list[str]:
    return [column.name for column in columns]


def _persistent(model: type[Row], values: dict[str, Any]) -> Row:
    """Return a row as if the database session had just loaded it, or the one it holds already."""
    session = db.session()
    held = session.identity_map.get(sa.inspect(model).identity_key_from_primary_key((values["id"],)))
    if held is not None:
        return held  # type: ignore[return-value]  # the map knows no classes
    row = model()
    row.__dict__.update(values)
    make_transient_to_detached(row)
    session.add(row)
    return row
