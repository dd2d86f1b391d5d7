"""Teams and departments: a department can only be referred to when the directory knows it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.accounts.actions import units
from lotse.accounts.queries import get_setting, office_region
from lotse.administration import queries
from lotse.directory.actions import organisations as directory
from lotse.directory.queries.organisations import find_for_unit, get_organisation
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken

if TYPE_CHECKING:
    from lotse.accounts.models import Site, Unit, User


def open_unit(*, kind: str, name: str, site: Site | None, organisation_id: int | None, by: User, now: datetime) -> Unit:
    """Add a team or a department; raises FieldError when the name is taken.

    A department gets its entry in the directory at once, an existing one or a new one of its name: without it nobody
    could refer to it, and its inbox would stay empty.
    """
    if name.casefold() in {unit.name.casefold() for unit in queries.list_units()}:
        raise FieldError("name", "Eine Einheit mit diesem Namen gibt es schon.")
    unit = units.open_unit(kind=kind, name=name, site=site)
    if kind == "department":
        _tie(unit, site, organisation_id, by=by, now=now)
    return unit


def change_unit(
    *, unit: Unit, name: str, site: Site | None, organisation_id: int | None, by: User, now: datetime
) -> None:
    """Change name, site and directory entry; the kind stays, because inboxes and teams hang on it."""
    units.change_record(unit, name=name, site_id=site.id if site else None)
    entry = find_for_unit(unit.id)
    if unit.kind == "department" and (entry.id if entry else None) != organisation_id:
        if entry:
            directory.change_organisation(organisation=entry, by=by, now=now, unit_id=None)
        _tie(unit, site, organisation_id, by=by, now=now)


def close_unit(*, unit: Unit, today: date) -> None:
    """Close a unit that has neither accounts nor work left; what it did stays readable."""
    left = queries.left_in_unit(unit.id)
    if left.total:
        raise RuleBroken(
            f"Noch nicht möglich: {left.accounts} Konten, {left.cases} offene Fälle und {left.referrals} offene "
            "Vermittlungen gehören zu dieser Einheit."
        )
    unit.closed_on = today
    db.session.flush()


def _tie(unit: Unit, site: Site | None, organisation_id: int | None, *, by: User, now: datetime) -> None:
    if organisation_id is not None:
        organisation = get_organisation(organisation_id)
        if organisation.unit_id not in {None, unit.id}:
            raise FieldError("organisation_id", "Dieser Eintrag gehört schon zu einer anderen Fachstelle.")
        directory.change_organisation(organisation=organisation, by=by, now=now, unit_id=unit.id)
        return
    address = {name: getattr(site, name) for name in ("street", "postcode", "town", "phone")} if site else {}
    try:
        directory.add_organisation(
            by=by, now=now, source="Verwaltung", name=unit.name, unit_id=unit.id, receiver_kind="benefit_office",
            carrier=get_setting("office_body", ""), state=office_region(), **address,
        )  # fmt: skip
    except FieldError:
        message = "Im Verzeichnis steht schon ein Eintrag mit diesem Namen. Bitte ihn auswählen."
        raise FieldError("organisation_id", message) from None
