"""Places where clients are received."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from lotse.accounts.actions import units
from lotse.administration import queries
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken

if TYPE_CHECKING:
    from lotse.accounts.models import Site


def open_site(*, name: str, **fields: Any) -> Site:
    """Add a site; raises FieldError when the name is taken."""
    if name.casefold() in {site.name.casefold() for site in queries.list_sites()}:
        raise FieldError("name", "Einen Standort mit diesem Namen gibt es schon.")
    return units.open_site(name=name, **fields)


def close_site(*, site: Site, today: date) -> None:
    """Close a site at which nobody works any more; its contacts keep it."""
    accounts_left = queries.count_accounts_at(site.id)
    if accounts_left:
        raise RuleBroken(f"Noch nicht möglich: {accounts_left} offene Konten haben diesen Standort.")
    site.closed_on = today
    db.session.flush()
