"""Persons, households and warnings for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from lotse.clients.actions import households, persons
from lotse.clients.actions.persons import PersonData, PhoneData
from lotse.clients.models import Household, Person
from lotse.clients.rules.birthdates import read_birth_date

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 42, tzinfo=UTC)


def make_person(
    last: str = "Özdemir", first: str = "Aylin", born: str = "14.03.1988", phone: str = "", **fields: str
) -> Person:
    """A person, found by the search like every other."""
    phones = (PhoneData(phone),) if phone else ()
    data = PersonData(last, first, born=read_birth_date(born, TODAY), phones=phones, **fields)
    return persons.create_person(data=data, by=None, now=NOW)


def make_household(head: Person | None = None, joined_on: date = date(2020, 1, 1), **fields: str) -> Household:
    """A household with its first member."""
    return households.found_household(head=head or make_person(), joined_on=joined_on, now=NOW, **fields)
