"""One draft at two desks, in old pages and after the session has ended: nothing typed is overwritten unseen."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.models import LoginSession, ParkedForm
from lotse.accounts.rules import Role
from lotse.contacts.models import Contact
from lotse.foundation import drafts
from lotse.foundation.clock import now
from lotse.foundation.db import db
from tests.conftest import csrf_token
from tests.factories.accounts import PASSWORD, make_unit, make_user
from tests.factories.frontdesk import make_concern


class Tab:
    """A browser tab with the contact form open."""

    def __init__(self, browser, address="/empfang/?weg=phone", writer="a"):
        self.browser, self.writer = browser, writer
        self.page = browser.get(address).text
        hidden = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', self.page))
        hidden |= dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', self.page))
        at = dict(re.findall(r'<input[^>]*name="(day|at)"[^>]*value="([^"]*)"', self.page))
        hidden.pop("q", None)
        usual = {"channel": "phone", "minutes": "15", "language": "Deutsch", "result": "advice"}
        self.fields = {**hidden, **at, **usual, "csrf_token": csrf_token(self.page), "draft_writer": writer}
        self.key = self.fields["form_key"]

    def save(self, note):
        answer = self.browser.post(f"/entwurf/{self.key}?art=contact", data={**self.fields, "note": note})
        if "Lotse-Draft-Key" in answer.headers:
            self.key = self.fields["form_key"] = answer.headers["Lotse-Draft-Key"]
            self.fields["draft_version"] = answer.headers["Lotse-Draft-Version"]
        return answer

    def book(self, note, **more):
        return self.browser.post("/empfang/kontakt", data={**self.fields, "note": note, "then": "next", **more})


@pytest.fixture
def author(app):
    make_unit("team")
    user = make_user(Role.FRONT_DESK)
    db.session.commit()
    return user


@pytest.fixture
def concern(app):
    made = make_concern()
    db.session.commit()
    return str(made.id)


def notes_of(user):
    db.session.rollback()
    return sorted(dict(draft.fields)["note"] for draft in drafts.list_of(user.id))


def resumed(browser, tab, writer):
    return Tab(browser, f"/empfang/entwurf/{tab.key}", writer)


def test_a_page_that_goes_on_writing_keeps_one_draft(author, login_as):
    tab = Tab(login_as(author))
    for note in ("eins", "eins zwei", "eins zwei drei"):
        assert tab.save(note).status_code == 200
    assert notes_of(author) == ["eins zwei drei"]


def test_what_was_written_at_another_desk_is_shown_and_both_versions_stay(author, login_as):
    browser = login_as(author)
    first = Tab(browser, writer="a")
    first.save("vom Tresen")
    second = resumed(login_as(author), first, "b")
    second.save("vom Büro weitergeschrieben")
    answer = first.save("vom Tresen weitergeschrieben")
    assert answer.headers["Lotse-Draft-Elsewhere"] == "yes"
    assert "vom Büro weitergeschrieben" in answer.text
    assert "vom Tresen weitergeschrieben" in answer.text
    assert notes_of(author) == ["vom Büro weitergeschrieben", "vom Tresen weitergeschrieben"]
    first.save("vom Tresen, noch mehr")
    assert notes_of(author) == ["vom Büro weitergeschrieben", "vom Tresen, noch mehr"]


def test_an_answer_that_was_lost_makes_no_second_draft(author, login_as):
    browser = login_as(author)
    tab = Tab(browser)
    tab.save("eins")
    tab.fields["draft_version"] = "0"
    assert "Lotse-Draft-Elsewhere" not in tab.save("eins zwei").headers
    assert notes_of(author) == ["eins zwei"]


def test_booking_an_old_version_shows_both_before_anything_is_stored(author, login_as, concern):
    first = Tab(login_as(author), writer="a")
    first.save("erste Fassung")
    second = resumed(login_as(author), first, "b")
    second.save("zweite Fassung")
    answer = first.book("erste Fassung, länger", concerns=concern)
    assert answer.status_code == 409
    assert "zweite Fassung" in answer.text
    assert "erste Fassung, länger" in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Contact)) == 0
    assert notes_of(author) == ["erste Fassung, länger", "zweite Fassung"]


def test_a_tab_left_open_after_its_draft_was_booked_elsewhere_loses_nothing(author, login_as, concern):
    first = Tab(login_as(author), writer="a")
    first.save("wird gebucht")
    second = resumed(login_as(author), first, "b")
    assert first.book("wird gebucht", concerns=concern).status_code == 303
    answer = second.save("kam später dazu")
    assert "inzwischen gespeichert oder verworfen" in answer.text
    assert notes_of(author) == ["kam später dazu"]


def test_the_same_form_with_another_text_is_no_double_click(author, login_as, concern):
    tab = Tab(login_as(author))
    assert tab.book("erster Text", concerns=concern).location.startswith("/empfang/?")
    assert tab.book("erster Text", concerns=concern).location.startswith("/empfang/?")
    answer = tab.book("zweiter Text", concerns=concern)
    assert answer.location.startswith("/empfang/entwurf/")
    again = Tab(tab.browser, answer.location)
    assert "zweiter Text" in again.page
    assert again.book("zweiter Text", concerns=concern).status_code == 303
    assert [row.note for row in db.session.scalars(sa.select(Contact).order_by(Contact.id))] == [
        "erster Text",
        "zweiter Text",
    ]


def test_an_inset_asked_for_after_the_booking_is_no_second_text(author, login_as, concern):
    tab = Tab(login_as(author))
    tab.book("gebucht", concerns=concern)
    assert tab.browser.post("/empfang/passend", data={**tab.fields, "note": "gebucht"}).status_code == 200
    assert notes_of(author) == []


def test_a_session_that_ends_while_typing_still_keeps_every_letter(author, login_as):
    browser = login_as(author)
    tab = Tab(browser)
    end_sessions()
    answer = tab.save("nach der Pause getippt")
    assert answer.status_code == 401
    assert notes_of(author) == ["nach der Pause getippt"]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ParkedForm)) == 0


def test_a_contact_sent_after_the_session_ended_is_open_again_after_signing_in(author, login_as, concern):
    browser = login_as(author)
    tab = Tab(browser)
    end_sessions()
    answer = tab.book("zu spät gesendet", concerns=concern)
    page = browser.get(answer.location).text
    login = {"csrf_token": csrf_token(page), "login": author.login, "password": PASSWORD}
    back = browser.post(answer.location, data=login)
    assert back.location.startswith("/empfang/entwurf/")
    assert "zu spät gesendet" in browser.get(back.location).text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Contact)) == 0


def test_a_contact_from_a_page_older_than_the_log_in_is_not_lost(author, login_as, concern):
    tab = Tab(login_as(author))
    tab.browser = login_as(author)
    answer = tab.book("alte Seite", concerns=concern)
    assert answer.location.startswith("/empfang/entwurf/")
    assert "alte Seite" in tab.browser.get(answer.location).text


def test_nobody_else_reads_discards_or_overwrites_a_draft(author, login_as):
    tab = Tab(login_as(author))
    tab.save("nur für mich")
    stranger = login_as(Role.FRONT_DESK)
    token = {"csrf_token": csrf_token(stranger.get("/empfang/").text), "note": "fremd"}
    assert stranger.get(f"/empfang/entwurf/{tab.key}").status_code == 404
    assert stranger.post(f"/entwurf/{tab.key}?art=contact", data=token).status_code == 404
    stranger.post(f"/empfang/entwurf/{tab.key}/verwerfen", data=token)
    assert notes_of(author) == ["nur für mich"]


def end_sessions():
    db.session.execute(sa.update(LoginSession).values(last_seen_at=now() - timedelta(minutes=31)))
    db.session.commit()
