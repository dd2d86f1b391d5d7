"""How many statements the pages of the counter need: few, and no more with much to show than with little."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.clients.actions import households, warnings
from lotse.clients.rules.households import RelationKind
from lotse.clients.rules.households import Role as HouseholdRole
from lotse.clients.rules.warnings import WarningKind
from lotse.contacts.models import Contact, contact_concern
from lotse.foundation.clock import now, today
from lotse.foundation.db import db
from tests.factories.accounts import make_site, make_user
from tests.factories.cases import make_case
from tests.factories.clients import make_household, make_person
from tests.factories.frontdesk import make_concern

FRAME = ("login_session", "office_setting", "audit_event", "join site", "pg_advisory")


def own_statements(browser, address):
    """Count what the page asks itself; session, account, settings and audit are the frame's."""
    with counted() as said:
        assert browser.get(address).status_code == 200
    return len([text for text in said if text.startswith("select") and not any(name in text for name in FRAME)])


@contextmanager
def counted():
    """Collect the statements of a request."""
    said = []

    def note(connection, cursor, statement, *rest):
        said.append(" ".join(statement.lower().split()))

    db.session.remove()  # what the test still holds would be read again, one by one
    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def make_contacts(user, person, count, *, site_id):
    concerns = [make_concern(f"Anliegen {number}").id for number in range(3)]
    for number in range(count):
        at = now() - timedelta(minutes=number)
        contact = Contact(
            site_id=site_id, day=today(), started_at=at, channel="phone", person_id=person.id, result="advice",
            created_at=at, created_by_id=user.id,
        )  # fmt: skip
        db.session.add(contact)
        db.session.flush()
        db.session.execute(
            sa.insert(contact_concern), [{"contact_id": contact.id, "concern_id": id_} for id_ in concerns]
        )


@pytest.fixture
def known(app):
    """A person with everything the counter may know of her, and a lead who sees it."""
    site = make_site()
    lead, person = make_user(Role.TEAM_LEAD, site=site), make_person("Özdemir", "Ayşe", phone="0171 5550123")
    home = make_household(person)
    for name in ("Deniz", "Elif", "Hasan"):
        other = make_person("Özdemir", name)
        households.add_member(
            household=home, person=other, role=HouseholdRole.CHILD, joined_on=date(2020, 1, 1), today=today()
        )
        households.relate(person=person, other=other, kind=RelationKind.PARENT)
        warnings.warn(person=other, kind=WarningKind.INTERPRETER_ONLY, by=lead, today=today(), now=now())
    warnings.warn(person=person, kind=WarningKind.CARE, by=lead, today=today(), now=now(), text="Bitte laut sprechen")
    make_contacts(lead, person, 12, site_id=site.id)
    make_case(person=person, lead=lead)
    return person, lead


def test_the_page_of_a_person_asks_five_times(known, login_as):
    person, lead = known
    browser, plain = login_as(lead), make_person("Berger", "Ute")
    addresses = [f"/personen/{shown.id}" for shown in (plain, person)]
    db.session.commit()
    assert [own_statements(browser, address) for address in addresses] == [5, 5]


def test_the_day_list_asks_three_times(known, login_as):
    assert own_statements(login_as(known[1]), "/empfang/tag") == 3


def test_the_contact_screen_asks_six_times(known, login_as):
    assert own_statements(login_as(known[1]), "/empfang/") == 6


def test_a_booking_keeps_its_budget(known, login_as, submit):
    person, lead = known
    browser, concern = login_as(lead), make_concern("Rente")
    data = {
        "channel": "phone",
        "minutes": "15",
        "concerns": str(concern.id),
        "result": "advice",
        "person_id": person.id,
    }
    db.session.commit()
    with counted() as said:
        answer = submit(browser, "/empfang/?weg=phone", data, to="/empfang/kontakt")
    assert answer.status_code == 303
    booking = said[next(i for i, text in enumerate(said) if "from form_key" in text) :]
    # Everything from the double-submit check on: what the form offers, draft, person, the rows, audit, session.
    assert len([text for text in booking if not text.startswith(("begin", "select pg_advisory"))]) <= 12
