"""Every form of reminders and deadlines with things nobody should send: a sentence or a quiet answer, never a 500."""

import re

import pytest

from lotse.accounts.rules import Role
from lotse.deadlines.models import Deadline
from lotse.deadlines.rules.catalogue import catalogue, free_rules, variant_key
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.reminders.models import Reminder
from tests.conftest import csrf_token
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.deadlines import make_deadline
from tests.factories.reminders import make_reminder

JUNK = [
    "", " ", "0", "-1", "99999999999999999999", "1e9", "NaN", "²", "٣", "31.02.2027", "2027-02-29", "0001-01-01",
    "9999-12-31", "x" * 20_000, "\x00", "a\r\nBcc: x@y.example", "<script>alert(1)</script>", "' OR 1=1 --",
    "\U0001f600", "\u202e", "%00", "../../etc",
]  # fmt: skip
FINE = {200, 303, 403, 404, 409, 413, 422}


@pytest.fixture
def lead(app):
    return make_user()


@pytest.fixture
def case(lead):
    return make_case(lead=lead)


@pytest.fixture
def visitor(login_as, lead, case):
    return login_as(lead)


def names_on(text):
    return set(re.findall(r'<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"', text)) - {"csrf_token", "form_key"}


def sweep(visitor, page, to, more=()):
    """Send every junk in every field of a page's forms, one junk at a time."""
    text = visitor.get(page).text
    token, fields = csrf_token(text), names_on(text) | set(more)
    assert fields
    for junk in JUNK:
        answer = visitor.post(to, data={"csrf_token": token, **dict.fromkeys(fields, junk)})
        assert answer.status_code in FINE, (to, junk[:40])
        assert "<script>alert" not in answer.text


def test_the_forms_of_reminders(visitor, lead, case):
    reminder = make_reminder(lead, due_on=clock.today())
    db.session.commit()
    sweep(visitor, "/wiedervorlagen/neu", "/wiedervorlagen/neu")
    sweep(visitor, f"/faelle/{case.id}/wiedervorlagen/neu", f"/faelle/{case.id}/wiedervorlagen/neu")
    sweep(visitor, f"/wiedervorlagen/{reminder.id}", f"/wiedervorlagen/{reminder.id}")
    sweep(visitor, "/heute/abwesenheit", "/heute/abwesenheit")
    for to in ("/heute/aktion", "/heute/filter", "/heute/rueckgaengig"):
        sweep(visitor, "/heute", to, more=("eins", "item", "aktion", "auf", "an", "tage", "art"))
    db.session.rollback()
    assert db.session.get(Reminder, reminder.id).settled_at is None


def test_each_action_of_the_list_with_junk_beside_it(visitor, lead):
    reminder = make_reminder(lead, due_on=clock.today())
    db.session.commit()
    token = csrf_token(visitor.get("/heute").text)
    for junk in JUNK:
        for action in ("datum", "an", "unbekannt"):
            data = {"csrf_token": token, "item": f"reminder-{reminder.id}", "aktion": action, "auf": junk, "an": junk}
            assert visitor.post("/heute/aktion", data=data).status_code in FINE
    assert visitor.get("/heute").status_code == 200


def test_the_forms_of_a_stored_deadline(visitor, case):
    deadline = make_deadline(case)
    db.session.commit()
    show = f"/faelle/{case.id}/fristen/{deadline.id}"
    sweep(visitor, f"{show}/aendern", f"{show}/aendern")
    for end in ("abschluss", "abgabe", "wieder-oeffnen"):
        sweep(visitor, show, f"{show}/{end}")


@pytest.mark.slow
def test_every_entry_of_the_deadline_form(visitor, case):
    address = f"/faelle/{case.id}/fristen"
    token = csrf_token(visitor.get(address).text)
    keys = [variant_key(entry, at) for entry in catalogue() for at in range(1, len(entry.variants) + 1)]
    for number, key in enumerate([*keys, *free_rules()]):
        text = visitor.get(f"{address}?was={key}").text
        junk = JUNK[number % len(JUNK)]
        data = {"csrf_token": token, **dict.fromkeys(names_on(text) - {"felder"}, junk), "was": key}
        assert visitor.post(address, data=data).status_code in FINE, (key, junk)
        assert visitor.post("/fristen/vorschau", data=data).status_code in FINE, (key, junk)
    db.session.rollback()
    assert db.session.query(Deadline).count() == 0


def test_addresses_of_calendars_and_mails_that_do_not_exist(visitor, login_as):
    for junk in ("x", "a" * 43, "..%2f", "%00", "a" * 400):
        assert visitor.get(f"/kalender/{junk}.ics").status_code == 404
    admin = login_as(Role.ADMINISTRATION)
    token = csrf_token(admin.get("/verwaltung/hintergrund").text)
    for verb in ("erneut", "angekommen", "verwerfen"):
        assert admin.post(f"/verwaltung/hintergrund/mails/9999/{verb}", data={"csrf_token": token}).status_code == 404
