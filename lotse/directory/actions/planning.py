"""What an import will do, worked out and counted before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lotse.directory.actions import history
from lotse.directory.models import Offer, Organisation
from lotse.directory.queries.organisations import find_by_identity
from lotse.directory.rules.columns import Mapping, missing_columns, suggest_mapping
from lotse.directory.rules.folding import fold
from lotse.directory.rules.hours_text import HoursNotUnderstood, parse_hours
from lotse.directory.rules.import_merge import Conflict, merge
from lotse.directory.rules.lists import read_list
from lotse.directory.rules.opening_hours import WeeklyHours
from lotse.directory.rules.rows import House, OfferRow, Reading, read_offers
from lotse.directory.rules.sheets import Sheet, UnusableFile
from lotse.foundation.errors import RuleBroken


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
            "warnings": [[warning.line, str(warning.kind), warning.reason] for warning in self.reading.warnings],
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
    fields = house_fields(house.first, existing.imported)
    merged = merge({name: getattr(existing, name) for name in fields}, existing.imported or {}, fields)
    plan.changes, plan.conflicts = merged.changes, list(merged.conflicts)
    known = {(fold(offer.kind), fold(offer.name)): offer for offer in existing.offers}
    for row in house.rows:
        offer = known.get((fold(row.category), fold(row.offer)))
        if offer is None:
            plan.new_offers.append(row)
            continue
        wanted = offer_fields(row)
        news = merge({name: getattr(offer, name) for name in wanted}, offer.imported or {}, wanted)
        plan.conflicts += news.conflicts
        if news.changes:
            plan.changed_offers.append((offer, row, news.changes))
    return plan


def house_fields(row: OfferRow, before: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return what a row says about the house, as its table calls it.

    A row without a usable place says nothing about the place: what was delivered `before` stands.
    """
    latitude, longitude = (before or {}).get("latitude"), (before or {}).get("longitude")
    if row.point is not None:
        latitude, longitude = row.point.latitude, row.point.longitude
    return {
        "carrier": row.carrier,
        "umbrella": row.umbrella,
        "district": row.district[:80],
        "municipality_key": row.municipality_key[:8],
        "latitude": latitude,
        "longitude": longitude,
        "phone": row.phone[:60],
        "email": row.email,
        "website": row.website,
    }


def offer_fields(row: OfferRow) -> dict[str, Any]:
    """Return what a row says about the offer, as its table calls it."""
    unread = hours(row)[1]
    description = "\n".join(filter(None, (row.note, f"Zeiten laut Liste: {unread}" if unread else "")))
    languages = [word.strip()[:40] for word in row.languages.replace(";", ",").split(",") if word.strip()]
    return {
        "name": row.offer,
        "kind": row.category[:80],
        "description": description,
        "capacity": row.capacity,
        "languages": [word for word in languages if word != "Deutsch"],
    }


def hours(row: OfferRow) -> tuple[WeeklyHours, str]:
    """Return the hours of a row, or the text that could not be understood."""
    try:
        return parse_hours(row.hours), ""
    except HoursNotUnderstood:
        return WeeklyHours(), row.hours


def _pair(conflict: Conflict) -> tuple[str, str]:
    return str(conflict.in_directory), str(conflict.in_list)
