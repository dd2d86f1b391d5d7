"""Loading the invented office into an empty database."""

from __future__ import annotations

import gc
from datetime import date, datetime
from random import Random
from typing import TYPE_CHECKING

from lotse.accounts import queries
from lotse.accounts.actions import office_settings
from lotse.demo import (
    agenda,
    case_work,
    emergencies,
    files,
    handovers,
    heavy,
    papers,
    partners,
    people,
    plans,
    staff,
    visits,
)
from lotse.demo.calendar import Clock
from lotse.demo.municipalities import MAP_FILE
from lotse.directory.actions import catalogue
from lotse.foundation.errors import RuleBroken
from lotse.statistics.actions import keeping

if TYPE_CHECKING:
    from lotse.accounts.models import User

SEED = 20261122
OFFICE = {
    "office_name": "Sozialbüro Musterkreis",
    "office_body": "Landkreis Musterkreis",
    "data_protection_officer": "Dr. Imke Thorwald, Telefon 0399 555-190",
    "complaint_office": "die Aufsicht für Datenschutz des Landes",
}


def load(*, today: date, now: datetime) -> None:
    """Create the whole office around `today`; refuses a database that holds any account."""
    if queries.has_users():
        raise RuleBroken("Die Datenbank ist nicht leer: Das Demo-Büro wird nur in eine leere Datenbank geladen.")
    users = staff.create(now)
    office_settings.set_setting(key="demo", value=True, by=users["admin"], now=now)
    for key, value in OFFICE.items():
        office_settings.set_setting(key=key, value=value, by=users["admin"], now=now)
    office_settings.set_setting(key="demo_log_ins", value=staff.log_ins(), by=users["admin"], now=now)
    catalogue.install_catalogue(today=today, now=now)
    keeping.store_map(raw=MAP_FILE.read_bytes(), file_name=MAP_FILE.name, by=users["statistik"], now=now)
    time = Clock(today, now, Random(SEED))
    # Tens of thousands of rows live until the commit: looking for garbage among them costs seconds and finds none.
    gc.disable()
    try:
        _fill(time, users)
    finally:
        gc.enable()


def _fill(time: Clock, users: dict[str, User]) -> None:
    partners.create(today=time.today, now=time.now, random=time.random)
    homes = people.create(time=time, by=users["lotsin"])
    front = visits.Desk(homes, users, time)
    visits.create(front)
    courses = case_work.create(front=front, users=users)
    offers = partners.offers_by_name()
    heavy.create(front, offers, users["lotsin"])
    front.settle()
    plans.create(courses, offers, time)
    handovers.create(courses, front, handovers.Sender(offers, time), users)
    agenda.create(courses, time)
    files.create(courses, front)
    emergencies.create(courses, time, users)
    papers.create(courses, time)
