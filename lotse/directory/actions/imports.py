"""Importing a delivered list, planned first: written in one go; repeated imports change only what is news."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from lotse.accounts.queries import office_region
from lotse.directory.actions import history
from lotse.directory.actions.offers import add_offer
from lotse.directory.actions.offers import refresh_search as refresh_offer
from lotse.directory.actions.organisations import add_organisation, refresh_search
from lotse.directory.actions.planning import (
    HousePlan,
    ImportPlan,
    hours,
    house_fields,
    offer_fields,
    read_and_plan,
    read_columns,
)
from lotse.directory.models import DirectoryImport, Organisation
from lotse.directory.queries.concerns import all_by_code
from lotse.directory.rules.columns import Column, Mapping
from lotse.directory.rules.concern_hints import likely_concerns, likely_receiver
from lotse.directory.rules.regions import state_of
from lotse.directory.rules.rows import House
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken

if TYPE_CHECKING:
    from lotse.accounts.models import User


def carry_out(*, plan: ImportPlan, source: str, by: User | None, now: datetime) -> dict[str, Any]:
    """Write what was planned and return the report; the caller's transaction makes it all or nothing."""
    report = plan.report()
    catalogue, region = all_by_code(), office_region()
    for item in plan.houses:
        organisation = item.existing or _create(item.house, source, region, by, now)
        if item.existing is not None:
            _update(item, source, by, now)
        for row in item.new_offers:
            codes = likely_concerns(row.offer, row.category)
            add_offer(
                organisation=organisation,
                concerns=[catalogue[code] for code in codes if code in catalogue],
                by=by,
                now=now,
                hours=hours(row)[0],
                imported=offer_fields(row),
                **offer_fields(row),
            )
    db.session.flush()
    return report


def receive_list(*, file_name: str, content: bytes, by: User, now: datetime) -> DirectoryImport:
    """Keep an uploaded list until somebody has looked at the preview; FieldError at `file` when it is no list."""
    try:
        read_columns(content)
    except RuleBroken as broken:
        raise FieldError("file", broken.message) from broken
    row = DirectoryImport(
        file_name=_plain_name(file_name), content=content, uploaded_at=now, uploaded_by_id=by.id, mapping={}, report={}
    )
    db.session.add(row)
    db.session.flush()
    return row


def import_received(*, row: DirectoryImport, mapping: Mapping | None, by: User, now: datetime) -> dict[str, Any]:
    """Carry out an uploaded list and keep its report instead of its content."""
    if row.content is None:
        raise RuleBroken("Diese Liste ist schon eingelesen.")
    plan = read_and_plan(row.content, mapping)
    row.report = carry_out(plan=plan, source=f"Liste {row.file_name}"[:120], by=by, now=now)
    row.mapping = {column.value: index for column, index in plan.mapping.items()}
    row.content, row.imported_at = None, now
    db.session.flush()
    return row.report


def discard_received(*, row: DirectoryImport) -> None:
    """Throw an uploaded list away before it was imported."""
    if row.content is None:
        raise RuleBroken("Diese Liste ist schon eingelesen.")
    db.session.delete(row)
    db.session.flush()


def _create(house: House, source: str, region: str, by: User | None, now: datetime) -> Organisation:
    first = house.first
    fields = house_fields(first)
    return add_organisation(
        by=by,
        now=now,
        source=source if first.as_of_year is None else f"{source[:100]}, Stand {first.as_of_year}",
        name=first.name,
        kind=first.category[:40],
        street=first.address[:120],
        postcode=first.postal_code,
        town=first.town[:80],
        receiver_kind=likely_receiver(first.offer, first.category),
        state=state_of(first.municipality_key, region),
        imported=fields,
        **fields,
    )


def _update(item: HousePlan, source: str, by: User | None, now: datetime) -> None:
    organisation = item.existing
    if organisation is None:
        return
    if item.changes:
        before = {name: getattr(organisation, name) for name in item.changes}
        for name, value in item.changes.items():
            setattr(organisation, name, value)
        refresh_search(organisation)
        what = history.in_words(before, item.changes, confidential=organisation.address_confidential)
        history.note(organisation_id=organisation.id, what=f"{source}: {what or 'Lage'}", by=by, now=now)
    fields = house_fields(item.house.first, organisation.imported)
    if organisation.imported != fields:
        organisation.imported = fields
    for offer, row, changes in item.changed_offers:
        before = {name: getattr(offer, name) for name in changes}
        for name, value in changes.items():
            setattr(offer, name, value)
        offer.imported = offer_fields(row)
        refresh_offer(offer)
        what = f"{source}: {offer.name}: {history.in_words(before, changes)}"
        history.note(organisation_id=organisation.id, what=what, by=by, now=now)


def _plain_name(file_name: str) -> str:
    """Keep a name to show, never a path to open."""
    bare = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in bare if sign.isprintable())[:120] or "Liste"


def mapping_from(chosen: dict[str, str]) -> Mapping:
    """Turn `{column: index}` of a form into a mapping; empty choices are columns that the list lacks."""
    return {
        Column(name): int(text) for name, text in chosen.items() if text.isascii() and text.isdigit() and len(text) < 4
    }
