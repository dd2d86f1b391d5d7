"""The blueprint of administration, and what closes and opens a site as well as a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash

from lotse.accounts.actions.units import reopen
from lotse.accounts.rules import Role
from lotse.foundation.errors import RuleBroken

if TYPE_CHECKING:
    from collections.abc import Callable

    from lotse.accounts.models import Site, Unit

blueprint = Blueprint("administration", __name__, url_prefix="/verwaltung")
ADMIN = Role.ADMINISTRATION


def close_or_reopen(record: Site | Unit, close: Callable[[], None]) -> bool:
    """Close what is open, open what is closed, and say so; False when closing is refused."""
    if record.closed_on is not None:
        reopen(record)
        flash(f"{record.name} ist wieder offen.", "success")
        return True
    try:
        close()
    except RuleBroken as error:
        flash(error.message, "danger")
        return False
    flash(f"{record.name} ist geschlossen.", "success")
    return True
