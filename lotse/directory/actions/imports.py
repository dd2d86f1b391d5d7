"""Importing a delivered list: planned first, then written in one go; repeated imports change only what is news."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lotse.directory.actions import history
from lotse.directory.actions.offers import add_offer
from lotse.directory.actions.offers import refresh_search as refresh_offer
from lotse.directory.actions.organisations import add_organisation, refresh_search
from lotse.directory.models import DirectoryImport, Offer, Organisation
from lotse.directory.queries.concerns import all_by_code
from lotse.directory.queries.organisations import find_by_identity
from lotse.directory.rules.columns import Column, Mapping, missing_columns, suggest_mapping
from lotse.directory.rules.concern_hints import likely_concerns, likely_receiver
from lotse.directory.rules.folding import fold
from lotse.directory.rules.hours_text import HoursNotUnderstood, parse_hours
from lotse.directory.rules.import_merge import Conflict, merge
from lotse.directory.rules.lists import read_list
from lotse.directory.rules.opening_hours import WeeklyHours
from lotse.directory.rules.regions import state_of
from lotse.directory.rules.rows import House, OfferRow, Reading, read_offers
from lotse.directory.rules.sheets import Sheet, UnusableFile
from lotse.foundation.db import db
from lotse.foundation.errors import RuleBroken

if TYPE_CHECKING:
    from lotse.accounts.models import User


@dataclass
class HousePlan:
    """What will happen to one house of the list."""

    house: House
    existing: Organisation | None
    changes: dict[str, Any] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    new_offers: list[OfferRow] = field(default_factory=list)
    changed_offers: list[tuple[Offer, OfferRow, dict[str, Any]]] = field(default_factory=list)

    @property
    def changes_something(self) -> bool:
        """Tell whether the house or one of its offers will be written."""
        return self.existing is None or bool(self.changes or self.new_offers or self.changed_offers)


@dataclass
class ImportPlan:
    """What an import will do, counted before anything is written."""

    sheet: Sheet
    mapping: Mapping
    reading: Reading
    houses: list[HousePlan]

    def report(self) -> dict[str, Any]:
        """Return the figures and lists that are shown before and kept after the import."""
        new = [plan for plan in self.houses if plan.existing is None]
        changed = [plan for plan in self.houses if plan.existing is not None and plan.changes_something]
        return {
            "source": self.sheet.source,
            "system": str(self.reading.system or ""),
            "rows": self.reading.rows_total,
            "houses": len(self.houses),
            "offers": self.reading.offers_total,
            "new_houses": len(new),
            "new_offers": sum(len(plan.new_offers) for plan in self.houses),
            "changed_houses": len(changed),
            "unchanged_houses": len(self.houses) - len(new) - len(changed),
            "problems": [[problem.line, str(problem.kind), problem.reason] for problem in self.reading.problems],
            "conflicts": [
                [plan.house.first.name, history.LABELS.get(conflict.field, conflict.field), *_pair(conflict)]
                for plan in self.houses
                for conflict in plan.conflicts
            ],
        }


def read_and_plan(data: bytes, mapping: Mapping | None = None) -> ImportPlan:
    """Read a list and plan its import; raises RuleBroken with a sentence when the file as a whole is unusable."""
    sheet, wanted = read_columns(data, mapping)
    mapping = {column: index for column, index in wanted.items() if 0 <= index < len(sheet.header)}
    if missing := missing_columns(mapping):
        raise RuleBroken(f"Diese Spalten fehlen oder wurden nicht erkannt: {', '.join(missing)}.")
    reading = read_offers(sheet, mapping)
    existing = find_by_identity(house.key for house in reading.houses)
    return ImportPlan(sheet, mapping, reading, [_plan(house, existing.get(house.key)) for house in reading.houses])


def carry_out(*, plan: ImportPlan, source: str, by: User | None, now: datetime) -> dict[str, Any]:
    """Write what was planned and return the report; the caller's transaction makes it all or nothing."""
    report = plan.report()
    catalogue = all_by_code()
    for item in plan.houses:
        organisation = item.existing or _create(item.house, source, by, now)
        if item.existing is not None:
            _update(item, source, by, now)
        for row in item.new_offers:
            codes = likely_concerns(row.offer, row.category)
            add_offer(
                organisation=organisation,
                concerns=[catalogue[code] for code in codes if code in catalogue],
                by=by,
                now=now,
                hours=_hours(row)[0],
                imported=_offer_fields(row),
                **_offer_fields(row),
            )
    db.session.flush()
    return report


def receive_list(*, file_name: str, content: bytes, by: User, now: datetime) -> DirectoryImport:
    """Keep an uploaded list until somebody has looked at the preview."""
    read_columns(content)
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


def read_columns(content: bytes, chosen: Mapping | None = None) -> tuple[Sheet, Mapping]:
    """Read a list as far as choosing its columns needs; raises RuleBroken when no choice could make it readable."""
    try:
        sheet = read_list(content)
    except UnusableFile as refused:
        raise RuleBroken(str(refused)) from None
    return sheet, dict(chosen or suggest_mapping(sheet.header))


def _plan(house: House, existing: Organisation | None) -> HousePlan:
    plan = HousePlan(house, existing)
    if existing is None:
        plan.new_offers = list(house.rows)
        return plan
    fields = _house_fields(house.first)
    merged = merge({name: getattr(existing, name) for name in fields}, existing.imported or {}, fields)
    plan.changes, plan.conflicts = merged.changes, list(merged.conflicts)
    known = {(fold(offer.kind), fold(offer.name)): offer for offer in existing.offers}
    for row in house.rows:
        offer = known.get((fold(row.category), fold(row.offer)))
        if offer is None:
            plan.new_offers.append(row)
            continue
        wanted = _offer_fields(row)
        news = merge({name: getattr(offer, name) for name in wanted}, offer.imported or {}, wanted)
        plan.conflicts += news.conflicts
        if news.changes:
            plan.changed_offers.append((offer, row, news.changes))
    return plan


def _create(house: House, source: str, by: User | None, now: datetime) -> Organisation:
    first = house.first
    fields = _house_fields(first)
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
        state=state_of(first.municipality_key),
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
    fields = _house_fields(item.house.first)
    if organisation.imported != fields:
        organisation.imported = fields
    for offer, row, changes in item.changed_offers:
        before = {name: getattr(offer, name) for name in changes}
        for name, value in changes.items():
            setattr(offer, name, value)
        offer.imported = _offer_fields(row)
        refresh_offer(offer)
        what = f"{source}: {offer.name}: {history.in_words(before, changes)}"
        history.note(organisation_id=organisation.id, what=what, by=by, now=now)


def _house_fields(row: OfferRow) -> dict[str, Any]:
    return {
        "carrier": row.carrier,
        "umbrella": row.umbrella,
        "district": row.district[:80],
        "municipality_key": row.municipality_key[:8],
        "latitude": row.point.latitude if row.point else None,
        "longitude": row.point.longitude if row.point else None,
        "phone": row.phone[:60],
        "email": row.email,
        "website": row.website,
    }


def _offer_fields(row: OfferRow) -> dict[str, Any]:
    unread = _hours(row)[1]
    description = "\n".join(filter(None, (row.note, f"Zeiten laut Liste: {unread}" if unread else "")))
    languages = [word.strip()[:40] for word in row.languages.replace(";", ",").split(",") if word.strip()]
    return {
        "name": row.offer,
        "kind": row.category[:80],
        "description": description,
        "capacity": row.capacity,
        "languages": [word for word in languages if word != "Deutsch"],
    }


def _hours(row: OfferRow) -> tuple[WeeklyHours, str]:
    """Return the hours of a row, or the text that could not be understood."""
    try:
        return parse_hours(row.hours), ""
    except HoursNotUnderstood:
        return WeeklyHours(), row.hours


def _pair(conflict: Conflict) -> tuple[str, str]:
    return str(conflict.in_directory), str(conflict.in_list)


def _plain_name(file_name: str) -> str:
    """Keep a name to show, never a path to open."""
    bare = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in bare if sign.isprintable())[:120] or "Liste"


def mapping_from(chosen: dict[str, str]) -> Mapping:
    """Turn `{column: index}` of a form into a mapping; empty choices are columns that the list lacks."""
    return {
        Column(name): int(text) for name, text in chosen.items() if text.isascii() and text.isdigit() and len(text) < 4
    }
