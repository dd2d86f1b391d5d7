from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotse.accounts.rules import Role
from lotse.clients import queries
from lotse.clients.actions import links, warnings
from lotse.clients.models import Person, PersonLink
from lotse.clients.rules.warnings import WarningKind
from lotse.foundation.db import db
from tests.factories.accounts import make_user
from tests.factories.clients import NOW, TODAY, make_person

pytestmark = pytest.mark.usefixtures("app")


def link(one, other, by):
    return links.link_persons(kept=one, other=other, reason="dieselbe", by=by, now=NOW, today=TODAY)


def test_linked_records_lead_to_one_and_keep_their_numbers(app):
    lead, old, new = make_user(Role.TEAM_LEAD), make_person(), make_person("Oezdemir", "Aylin")
    link(old, new, lead)
    assert new.alias_of_id == old.id
    assert new.number != old.number
    assert queries.family_of_records(old) == [old.id, new.id]
    assert queries.family_of_records(new) == [new.id, old.id]


def test_the_same_two_are_not_linked_twice(app):
    lead, old, new = make_user(Role.TEAM_LEAD), make_person(), make_person()
    link(old, new, lead)
    with pytest.raises(links.AlreadyLinked):
        link(new, old, lead)
    with pytest.raises(links.AlreadyLinked):
        link(old, old, lead)


def test_protected_persons_are_not_linked(app):
    lead, old, new = make_user(Role.TEAM_LEAD), make_person(), make_person()
    warnings.warn(person=new, kind=WarningKind.ADDRESS_BLOCK, by=lead, today=TODAY, now=NOW, text="Bescheid")
    with pytest.raises(links.ProtectedPerson):
        link(old, new, lead)


def groups():
    """Who stands with whom, told by the leading record."""
    found = {}
    for person in db.session.scalars(sa.select(Person)):
        found.setdefault(person.alias_of_id or person.id, set()).add(person.id)
    return sorted(map(sorted, found.values()))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=8), st.randoms())
def test_separating_all_links_in_any_order_restores_every_record(app, pairs, chance):
    db.session.rollback()
    lead = make_user(Role.TEAM_LEAD)
    people = [make_person(first=f"P{n}") for n in range(6)]
    before = groups()
    made = []
    for one, other in pairs:
        try:
            made.append(link(people[one], people[other], lead))
        except links.AlreadyLinked:
            continue
    assert all(person.alias_of_id is None or db.session.get(Person, person.alias_of_id).alias_of_id is None
               for person in people)  # fmt: skip
    chance.shuffle(made)
    for one in made:
        links.separate(link=one, by=lead, now=NOW + timedelta(days=1))
    assert groups() == before
    assert db.session.scalar(sa.select(sa.func.count()).where(PersonLink.separated_at.is_(None))) == 0


def test_separating_one_link_keeps_the_others(app):
    lead = make_user(Role.TEAM_LEAD)
    a, b, c = (make_person(first=name) for name in "ABC")
    link(a, b, lead)
    second = link(a, c, lead)
    links.separate(link=second, by=lead, now=NOW)
    assert (a.alias_of_id, b.alias_of_id, c.alias_of_id) == (None, a.id, None)


def test_a_block_closes_the_linked_records_too_and_separating_opens_the_other_again(app):
    lead, stranger = make_user(Role.TEAM_LEAD), make_user(Role.FRONT_DESK)
    old, new = make_person("Quast", "Hedwig"), make_person("Quast", "Hedi")
    linked = link(old, new, lead)
    block = warnings.warn(
        person=new, kind=WarningKind.ADDRESS_BLOCK, by=lead, today=TODAY, now=NOW, text="Bescheid liegt vor"
    )
    assert queries.rows_of([old.id, new.id], stranger, NOW) == {}
    assert set(queries.rows_of([old.id, new.id], lead, NOW)) == {old.id, new.id}
    links.separate(link=linked, by=lead, now=NOW)
    assert set(queries.rows_of([old.id, new.id], stranger, NOW)) == {old.id}
    warnings.end_warning(warning=block, today=TODAY)
    assert set(queries.rows_of([old.id, new.id], stranger, NOW)) == {old.id, new.id}
