"""The invented partners in the directory: organisations, offers, hours, closures, capacity."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import sqlalchemy as sa

from lotse.accounts import queries as account_queries
from lotse.demo.municipalities import MUNICIPALITIES
from lotse.directory.actions import offers as offer_actions
from lotse.directory.actions import organisations as actions
from lotse.directory.models import Offer, Organisation
from lotse.directory.queries import concerns as concern_queries
from lotse.directory.rules.capacity import Capacity
from lotse.directory.rules.folding import fold
from lotse.directory.rules.hours_text import parse_hours
from lotse.foundation.db import db

FILE = Path(__file__).with_name("organisations.toml")
TOWNS = {town.name: town for town in MUNICIPALITIES}
ACCESS = (
    "stufenloser Eingang, Aufzug, WC für Rollstuhl",
    "stufenloser Eingang",
    "Klingel am Eingang, Rampe wird angelegt",
    "",
    "",
)
PEOPLE = (
    "Frau Sommerfeld", "Herr Achenbach", "Frau Yalçın", "Herr Dornbusch", "Frau Kolodziej", "Herr Tietgen",
    "Frau Marquardt", "Herr Bensalem", "Frau Overbeck", "Herr Sikorski", "Frau Rieken", "Frau Haverland",
)  # fmt: skip


def create(*, today: date, now: datetime, random: Random) -> list[Organisation]:
    """Write all partners into the directory; returns them in the order of the file."""
    units = {unit.name: unit for unit in account_queries.list_units("department")}
    catalogue = concern_queries.all_by_code()
    partners = []
    for number, entry in enumerate(tomllib.loads(FILE.read_text(encoding="utf-8"))["org"]):
        unit = units.get(entry["name"]) if "d" in entry else None
        organisation = _organisation(entry, unit.id if unit else None, number, today, now, random)
        for offer in entry["offers"]:
            _offer(organisation, offer, catalogue, today, now, random)
        partners.append(organisation)
    _closures(partners, today, now, random)
    return partners


def offers_by_name() -> dict[str, Offer]:
    """Return the offers of the demo by name, with their houses."""
    query = sa.select(Offer).options(sa.orm.joinedload(Offer.organisation), sa.orm.selectinload(Offer.concerns))
    return {offer.name: offer for offer in db.session.scalars(query)}


def _organisation(
    entry: dict[str, Any], unit_id: int | None, number: int, today: date, now: datetime, random: Random
) -> Organisation:
    town, street = TOWNS[entry["at"][0]], entry["at"][1]
    confidential = entry.get("confidential", False)
    host = "musterkreis" if unit_id else _host(entry.get("carrier") or entry["name"])
    age = random.choice((12, 30, 45, 80, 120, 150, 210, 260, 400)) if number % 9 else None
    return actions.add_organisation(
        by=None,
        now=now - timedelta(days=400 + number),
        source="Demo-Büro",
        name=entry["name"],
        kind=entry["kind"],
        carrier=entry.get("carrier", "Landkreis Musterkreis" if unit_id else ""),
        street=street,
        postcode=town.postcode,
        town=town.name,
        municipality_key=town.key,
        latitude=round(town.latitude + random.uniform(-0.018, 0.018), 6),
        longitude=round(town.longitude + random.uniform(-0.028, 0.028), 6),
        phone=f"0399{random.choice(('', '1', '2', '4'))} 555-{200 + number * 7}",
        email=f"kontakt@{host}.example",
        website="" if confidential else f"https://www.{host}.example",
        contact_person=PEOPLE[number % len(PEOPLE)],
        accessibility=ACCESS[number % len(ACCESS)],
        receiver_kind=entry.get("receiver", "charity"),
        unit_id=unit_id,
        address_confidential=confidential,
        checked_on=today - timedelta(days=age) if age else None,
    )


def _host(name: str) -> str:
    """Make a short domain of a name, without its legal form."""
    words = [word for word in name.split() if word not in {"e.", "V.", "gGmbH", "GmbH", "Musterkreis", "und"}]
    return "-".join(fold(word) for word in words[:2])


def _offer(
    organisation: Organisation,
    entry: dict[str, Any],
    catalogue: dict[str, Any],
    today: date,
    now: datetime,
    random: Random,
) -> None:
    languages = entry.get("languages", "").replace("Leichte Sprache", "").split()
    known = entry["state"] != "unknown"
    min_age, max_age = entry.get("ages", (None, None))
    offer_actions.add_offer(
        organisation=organisation,
        concerns=[catalogue[code] for code in entry["concerns"].split()],
        by=None,
        now=now - timedelta(days=random.randint(120, 390)),
        hours=parse_hours(entry["hours"]),
        name=entry["name"],
        kind=entry["kind"],
        description=entry.get("text", ""),
        target_group=entry.get("target", ""),
        min_age=min_age,
        max_age=max_age,
        languages=languages,
        capacity=random.choice((None, 8, 12, 15, 20, 24)) if entry["kind"] in ("Betreuung", "Kurs", "Pflege") else None,
        capacity_state=Capacity(entry["state"]),
        waiting_days=entry.get("days"),
        capacity_checked_on=today - timedelta(days=random.choice((1, 3, 8, 15, 30, 60, 100))) if known else None,
        social_space=entry["kind"] in ("Treff", "Ehrenamt", "Gruppe"),
    )


def _closures(partners: list[Organisation], today: date, now: datetime, random: Random) -> None:
    """Holidays at the turn of the year for most, and a works outing for some within the coming weeks."""
    year = today.year
    for organisation in partners:
        if organisation.receiver_kind in ("child_care", "care") or random.random() < 0.5:
            label = "Weihnachtsschließung" if organisation.receiver_kind == "child_care" else "Zwischen den Jahren"
            first, last = date(year, 12, 23 if organisation.receiver_kind == "child_care" else 27), date(year + 1, 1, 3)
            if organisation.receiver_kind != "care":
                actions.add_closure(
                    organisation=organisation,
                    label=label,
                    starts_on=first,
                    ends_on=last,
                    by=None,
                    now=now - timedelta(days=70),
                )
        if organisation.receiver_kind == "child_care":
            summer = date(year + (today.month > 7), 7, 20)
            actions.add_closure(
                organisation=organisation, label="Sommerschließung", starts_on=summer,
                ends_on=summer + timedelta(days=18), by=None, now=now,
            )  # fmt: skip
        if random.random() < 0.15:
            day = today + timedelta(days=random.randint(3, 30))
            actions.add_closure(
                organisation=organisation, label="Teamtag", starts_on=day, ends_on=day, by=None, now=now
            )
