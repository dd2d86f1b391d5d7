"""The day list: newest first, whole when turned page by page, never a protected person's contact."""

from datetime import timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.contacts.models import Contact
from lotse.contacts.queries.lists import count_day, list_day, list_of_persons
from lotse.foundation.clock import local
from lotse.foundation.db import db
from tests.factories.accounts import make_site, make_user
from tests.factories.clients import NOW, make_person

pytestmark = pytest.mark.usefixtures("app")


def make_contact(user, minutes_ago=0, **fields):
    at = NOW - timedelta(minutes=minutes_ago)
    contact = Contact(
        **{
            "site_id": user.site_id, "day": local(NOW).date(), "started_at": at, "channel": "phone", "result": "advice",
            "created_at": NOW, "created_by_id": user.id, **fields,
        }
    )  # fmt: skip
    db.session.add(contact)
    db.session.flush()
    return contact


def test_pages_of_the_day_leave_nothing_out_when_contacts_are_entered_late():
    user = make_user(Role.FRONT_DESK, site=make_site())
    # Entered in another order than they began; two began in the same minute.
    contacts = [make_contact(user, minutes) for minutes in (30, 5, 60, 5, 0, 45, 30, 30)]
    day, seen = local(NOW).date(), []
    while page := list_day(user.site_id, day, user, NOW, most=3, before_id=seen[-1] if seen else None):
        seen += [row.id for row in page]
    expected = sorted(contacts, key=lambda contact: (contact.started_at, contact.id), reverse=True)
    assert seen == [contact.id for contact in expected]


def test_the_day_is_counted_with_its_desks():
    user = make_user(Role.FRONT_DESK, site=make_site())
    for desk in ("Platz 2", "", "Platz 1", "Platz 2"):
        make_contact(user, desk=desk)
    counted = count_day(user.site_id, local(NOW).date())
    assert (counted.contacts, counted.desks) == (4, ["Platz 1", "Platz 2"])


def test_a_contact_of_another_site_is_listed_at_its_person_but_not_opened():
    here, there = make_user(Role.FRONT_DESK, site=make_site()), make_user(Role.FRONT_DESK, site=make_site())
    lead, person = make_user(Role.TEAM_LEAD, site=here.site), make_person()
    contact = make_contact(there, person_id=person.id)
    assert [(row.id, row.may_open, row.by) for row in list_of_persons([person.id], here, NOW)] == [
        (contact.id, False, there.name)
    ]
    assert [row.may_open for row in list_of_persons([person.id], lead, NOW)] == [True]


def test_a_contact_of_a_protected_person_is_in_no_list_of_the_others():
    user, person = make_user(Role.FRONT_DESK, site=make_site()), make_person()
    make_contact(user, person_id=person.id)
    person.restricted = True
    db.session.flush()
    assert list_day(user.site_id, local(NOW).date(), user, NOW) == []
