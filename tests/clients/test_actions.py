from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.clients import queries
from lotse.clients.actions import households, links, persons, warnings
from lotse.clients.actions.persons import PersonData, PhoneData
from lotse.clients.models import NameWord, Person
from lotse.clients.queries.households import find_current_household_id, list_people_together
from lotse.clients.queries.search import find_persons
from lotse.clients.queries.warnings import Mark, MarkSource, mark_sources, marks_and_warnings, marks_at
from lotse.clients.rules.households import RelationKind
from lotse.clients.rules.households import Role as HouseholdRole
from lotse.clients.rules.warnings import WarningKind
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, NotFound
from tests.factories.accounts import make_user
from tests.factories.clients import NOW, TODAY, make_household, make_person

pytestmark = pytest.mark.usefixtures("app")


def test_a_new_person_gets_a_number_that_speaks(app):
    person = make_person()
    assert person.number == f"P-{person.id:06d}"


def test_a_changed_name_is_found_by_the_new_one_only(app):
    desk, person = make_user(Role.FRONT_DESK), make_person("Altmann", "Ida")
    persons.change_person(person=person, data=PersonData("Neumann", "Ida"))
    assert [row.id for row in find_persons("neumann", desk, NOW).persons] == [person.id]
    assert find_persons("altmann", desk, NOW).persons == []


def test_changing_numbers_keeps_what_was_agreed_for_those_that_stay(app):
    person = make_person(phone="0171 5550123")
    first = person.phones[0].id
    phones = (PhoneData("+49 171 555 01 23", may_leave_message=True), PhoneData("0441 55501", kind="Festnetz"))
    persons.change_person(person=person, data=PersonData("Özdemir", "Aylin", phones=phones))
    assert person.phones[0].id == first
    assert [phone.number for phone in person.phones] == ["0171 5550123", "0441 55501"]


def test_a_name_corrected_away_leaves_the_vocabulary_unless_somebody_else_bears_it(app):
    person = make_person("Seltenlich", "Anna")
    make_person("Meier", "Anna")
    persons.change_person(person=person, data=PersonData("Seltmann", "Ida"))
    assert set(db.session.scalars(sa.select(NameWord.word))) == {"meier", "anna", "seltmann", "ida"}


def test_a_person_without_a_name_is_refused(app):
    with pytest.raises(FieldError, match="Namen"):
        persons.create_person(data=PersonData("  "), by=None, now=NOW)


def test_a_household_shows_who_lives_together_today(app):
    desk, mother = make_user(Role.FRONT_DESK), make_person()
    home = make_household(mother)
    child = make_person("Özdemir", "Deniz", "01.05.2018")
    households.add_member(
        household=home, person=child, role=HouseholdRole.CHILD, joined_on=date(2020, 1, 1), today=TODAY
    )
    gone = make_person("Özdemir", "Hasan", "02.11.1961")
    stay = households.add_member(
        household=home, person=gone, role=HouseholdRole.PARTNER, joined_on=date(2020, 1, 1), today=TODAY
    )
    households.end_stay(stay=stay, left_on=date(2024, 6, 30), today=TODAY)
    assert {m.person_id for m in list_people_together(child.id, TODAY, desk, NOW)} == {mother.id, child.id}
    assert find_current_household_id(mother.id, TODAY) == home.id


def test_a_legal_guardian_needs_a_document(app):
    person, guardian = make_person(), make_person("Berger", "Ute")
    with pytest.raises(FieldError) as refusal:
        households.relate(person=person, other=guardian, kind=RelationKind.LEGAL_GUARDIAN)
    assert refusal.value.field == "evidence"


def test_a_warning_stands_at_the_name_until_it_ends(app):
    lead, person = make_user(Role.TEAM_LEAD), make_person()
    warning = warnings.warn(person=person, kind=WarningKind.INTERPRETER_ONLY, by=lead, today=TODAY, now=NOW)
    assert [mark.text for mark in marks_at([person.id], TODAY)[person.id]] == ["Nur mit Dolmetscher"]
    assert marks_at([person.id], warning.valid_until + timedelta(days=1))[person.id] == []
    warnings.end_warning(warning=warning, today=TODAY)
    assert marks_at([person.id], TODAY)[person.id] == []


def test_a_warning_says_until_when_it_holds_and_stands_at_the_linked_records_too(app):
    lead, one, other, third = make_user(Role.TEAM_LEAD), make_person(), make_person(), make_person("Berger", "Ute")
    for record in (other, third):
        links.link_persons(kept=one, other=record, reason="", by=lead, now=NOW, today=TODAY)
    warned = {"text": "droht", "valid_until": date(2027, 3, 1), "review_on": date(2027, 1, 15)}
    warnings.warn(person=other, kind=WarningKind.DANGER, by=lead, today=TODAY, now=NOW, **warned)
    danger = Mark("Vorsicht", "danger", title="gilt bis 01.03.2027, prüfen am 15.01.2027", about="droht")
    ids = [one.id, other.id, third.id]
    assert marks_at(ids, TODAY) == {id_: [danger] for id_ in ids}
    assert [row.person_id for row in marks_and_warnings(ids, third.id, TODAY)[1]] == [other.id]


def test_slices_above_add_their_marks_at_the_name(app, monkeypatch):
    person, other = make_person(), make_person("Berger", "Ute")
    born = MarkSource(
        lambda ids, _today: sa.select(Person.id).where(Person.id.in_(ids), Person.last_name == "Berger"), Mark("Berger")
    )
    monkeypatch.setitem(mark_sources, "berger", born)
    assert marks_at([person.id, other.id, None], TODAY) == {person.id: [], other.id: [Mark("Berger")]}


def test_a_block_closes_the_record_to_everybody_but_the_named(app):
    lead, named, other = make_user(Role.TEAM_LEAD), make_user(Role.NAVIGATOR), make_user(Role.FRONT_DESK)
    person = make_person()
    warning = warnings.warn(
        person=person, kind=WarningKind.ADDRESS_BLOCK, by=lead, today=TODAY, now=NOW, text="Bescheid", named=[named]
    )
    assert queries.get_person(person.id, named, NOW) is person
    with pytest.raises(NotFound):
        queries.get_person(person.id, other, NOW)
    warnings.end_warning(warning=warning, today=TODAY)
    assert queries.get_person(person.id, other, NOW) is person


def test_linked_records_are_found_by_their_index(app) -> None:
    """A plan that reads the warnings of the whole county for each name makes every page with names slow."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the plan is told in SQLite's words")
    seen = []

    def explain(_connection, cursor, statement, values, *_rest) -> None:
        seen.extend(row[3] for row in cursor.connection.execute(f"explain query plan {statement}", values))

    person = make_person()
    db.session.flush()
    sa.event.listen(db.engine, "before_cursor_execute", explain)
    try:
        marks_at([person.id], TODAY)
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", explain)
    assert any("ix_person_alias_of_id" in step for step in seen)
    assert not [step for step in seen if "SCAN person" in step]
