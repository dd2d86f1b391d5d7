import random
from datetime import date

import pytest

from bench.duplicates import profile
from bench.faults import FAULTS, population
from lotse.accounts.rules import Role
from lotse.clients.actions import warnings
from lotse.clients.actions.persons import PersonData, PhoneData, create_person
from lotse.clients.queries.duplicates import candidate_ids, find_duplicates
from lotse.clients.rules.birthdates import BirthDate, Precision
from lotse.clients.rules.matching import Profile
from lotse.clients.rules.warnings import WarningKind
from tests.factories.accounts import make_user
from tests.factories.clients import NOW, TODAY, make_person

pytestmark = pytest.mark.usefixtures("app")


def test_the_door_to_a_duplicate_is_open_for_every_kind_of_fault(app):
    chance = random.Random(5)
    people = population(chance, 250)
    ids = {}
    for person in people:
        phones = (PhoneData(person.phone),) if person.phone else ()
        data = PersonData(
            person.last, person.first, born=BirthDate(person.born, Precision.DAY), phones=phones,
            street=person.street, postcode=person.postcode,
        )  # fmt: skip
        ids[person] = create_person(data=data, by=None, now=NOW).id
    missed, tried = [], 0
    for kind, spoil in FAULTS.items():
        for person in people:
            spoiled = spoil(chance, person)
            if spoiled is None or spoiled == person:
                continue
            tried += 1
            if ids[person] not in candidate_ids(profile(spoiled)):
                missed.append(kind)
    assert tried > 2000
    assert len(missed) / tried < 0.01, missed


def test_the_person_herself_is_found_with_reasons(app):
    aylin = make_person(phone="0171 5550123")
    wanted = Profile("Ozdemir", "Ayln", born=date(1988, 4, 14), phones=frozenset({"491715550123"}))
    (row, likeness), *others = find_duplicates(wanted, make_user(Role.FRONT_DESK), NOW)
    assert (row.id, others) == (aylin.id, [])
    assert "gleiche Telefonnummer" in likeness.reasons


@pytest.mark.parametrize("typed", ["Krawtschenko", "Krawczenko", "Кравченко"])
def test_a_foreign_name_in_another_spelling_is_asked_about(app, typed):
    olena = make_person("Kravchenko", "Olena", "03.05.1980")
    wanted = Profile(typed, "Olena", born=date(1980, 5, 8))
    assert [row.id for row, _ in find_duplicates(wanted, make_user(Role.FRONT_DESK), NOW)] == [olena.id]


def test_the_duplicate_check_never_reveals_a_protected_person(app):
    lead, desk = make_user(Role.TEAM_LEAD), make_user(Role.FRONT_DESK)
    aylin = make_person(phone="0171 5550123")
    warnings.warn(person=aylin, kind=WarningKind.ADDRESS_BLOCK, by=lead, today=TODAY, now=NOW, text="Bescheid")
    wanted = Profile("Özdemir", "Aylin", born=date(1988, 3, 14), phones=frozenset({"491715550123"}))
    assert find_duplicates(wanted, desk, NOW) == []
    assert len(find_duplicates(wanted, lead, NOW)) == 1
