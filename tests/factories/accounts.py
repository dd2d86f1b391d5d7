"""Accounts for tests."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

from lotse.accounts.actions import passwords
from lotse.accounts.models import Site, Unit, User
from lotse.accounts.rules import Role
from lotse.foundation.db import db

PASSWORD = "correct horse battery"
_numbers = itertools.count(1)


def make_site(**fields: object) -> Site:
    """A site."""
    site = Site(**{"name": f"Standort {next(_numbers)}", "town": "Musterstadt", "postcode": "99901", **fields})
    db.session.add(site)
    db.session.flush()
    return site


def make_unit(kind: str = "team", **fields: object) -> Unit:
    """A team or department."""
    unit = Unit(**{"kind": kind, "name": f"Einheit {next(_numbers)}", **fields})
    db.session.add(unit)
    db.session.flush()
    return unit


def make_user(role: Role = Role.NAVIGATOR, **fields: object) -> User:
    """An account with the password of all tests, a site, and a unit where the role needs one."""
    number = next(_numbers)
    if "unit_id" not in fields and role in {Role.NAVIGATOR, Role.TEAM_LEAD, Role.DEPARTMENT}:
        fields["unit_id"] = make_unit("department" if role is Role.DEPARTMENT else "team").id
    if "site_id" not in fields:
        fields["site_id"] = make_site().id
    at = datetime(2026, 1, 2, 9, tzinfo=UTC)
    user = User(
        **{
            "login": f"konto{number}",
            "name": f"Vorname Nachname{number}",
            "role": role,
            "email": f"konto{number}@sozialbuero.example",
            "password_hash": passwords.hasher.hash(PASSWORD),
            "password_changed_at": at,
            "created_at": at,
            "preferences": {},
            **fields,
        }
    )
    db.session.add(user)
    db.session.flush()
    return user
