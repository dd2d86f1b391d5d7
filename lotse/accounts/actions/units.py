"""Sites, teams and departments."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from lotse.accounts.models import Site, Unit
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError


def open_site(*, name: str, **fields: Any) -> Site:
    """Add a place where clients are received."""
    site = Site(name=name, **fields)
    db.session.add(site)
    db.session.flush()
    return site


def open_unit(*, kind: str, name: str, site: Site | None = None) -> Unit:
    """Add a team or a department."""
    unit = Unit(kind=kind, name=name, site_id=site.id if site else None)
    db.session.add(unit)
    db.session.flush()
    return unit


def change_record(record: Site | Unit, **fields: Any) -> None:
    """Change a site or a unit; raises FieldError when another one bears the name."""
    name = fields.get("name", record.name)
    model = type(record)
    others = db.session.scalars(sa.select(model.name).where(model.id != record.id))
    if name.casefold() in {other.casefold() for other in others}:  # the database folds only a to z
        raise FieldError("name", "Diesen Namen gibt es schon.")
    for field, value in fields.items():
        setattr(record, field, value)
    db.session.flush()


def reopen(record: Site | Unit) -> None:
    """Open a closed site or unit again."""
    record.closed_on = None
    db.session.flush()
