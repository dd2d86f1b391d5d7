"""The pages of letters as a browser sees them."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.audit.models import AuditEvent
from lotse.foundation import pdf
from lotse.foundation.clock import local, now
from lotse.foundation.db import db
from lotse.letters.models import Letter
from lotse.letters.rules.notices import NOTICE_VERSION
from lotse.referrals.models import Referral
from lotse.referrals.rules.shared import Shared
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.clients import make_person
from tests.factories.deadlines import make_deadline
from tests.factories.letters import TODAY, make_appointment, make_letter, make_referral, make_wish

pytestmark = pytest.mark.pdf


@pytest.fixture
def navigator(app):
    return make_user(Role.NAVIGATOR)


def press(browser, page, address):
    """Press the print button of a page that posts to an address, with the hidden fields of its form."""
    text = browser.get(page).text
    form = re.search(rf'<form[^>]*action="{address}".*?</form>', text, re.S)
    assert form, f"{page} has no button for {address}"
    hidden = dict(re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', form.group()))
    return browser.post(address, data=hidden)


def without_token(page):
    return re.sub(r'(csrf[_-]token" (?:value|content)=)"[^"]+"', r"\1", page)


def only_letter():
    db.session.expire_all()
    return db.session.scalars(sa.select(Letter).order_by(Letter.id)).first()


def test_the_letter_of_a_referral_is_one_press_away(navigator, login_as):
    referral = make_referral(navigator)
    browser = login_as(navigator)
    page = f"/briefe/neu/person/{referral.person_id}"
    answer = press(browser, page, f"/briefe/aus/vermittlung/{referral.id}")
    assert answer.status_code == 303
    shown = browser.get(answer.location).text
    assert "Überleitungsschreiben mit Rückmeldebogen" in shown
    assert "Versand noch nicht vermerkt" in shown
    db.session.expire_all()
    assert db.session.get(Referral, referral.id).state == "requested"


def test_pressing_twice_prints_once(navigator, login_as):
    referral = make_referral(navigator)
    browser = login_as(navigator)
    text = browser.get(f"/briefe/neu/person/{referral.person_id}").text
    form = re.search(rf'<form[^>]*action="/briefe/aus/vermittlung/{referral.id}".*?</form>', text, re.S)
    hidden = dict(re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', form.group()))
    locations = {browser.post(f"/briefe/aus/vermittlung/{referral.id}", data=hidden).location for _ in range(2)}
    assert len(locations) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Letter)) == 2  # office and client


def test_a_closed_gate_answers_422_with_the_reason_and_files_nothing(navigator, login_as):
    referral = make_referral(navigator, consent=False)
    browser = login_as(navigator)
    page = f"/briefe/neu/person/{referral.person_id}"
    answer = press(browser, page, f"/briefe/aus/vermittlung/{referral.id}")
    assert answer.status_code == 422
    assert "Einwilligung" in answer.text
    assert only_letter() is None


def test_the_download_is_the_filed_pdf_and_leaves_one_audit_row(navigator, login_as):
    letter = make_letter(navigator)
    kept = letter.pdf
    browser = login_as(navigator)
    before = db.session.scalar(sa.select(sa.func.count()).select_from(AuditEvent))
    answer = browser.get(f"/briefe/{letter.id}/brief.pdf")
    assert answer.data == kept
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{letter.number}.pdf"'
    assert "no-store" in answer.headers["Cache-Control"]
    db.session.rollback()
    rows = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id).offset(before)).all()
    assert [(row.action, row.object_kind, row.person_id) for row in rows] == [("print", "letter", letter.person_id)]


def test_without_libraries_printing_answers_503_with_the_install_line(navigator, login_as, monkeypatch):
    person = make_person()
    browser = login_as(navigator)
    monkeypatch.setattr(pdf, "missing_libraries", lambda: ("libpango-1.0.so.0",))
    page = f"/briefe/neu/person/{person.id}"
    answer = press(browser, page, f"/briefe/aus/person/{person.id}/datenschutz")
    assert answer.status_code == 503
    assert "apt-get install -y --no-install-recommends libpango-1.0-0" in answer.text


def test_dispatch_is_recorded_on_the_page_of_the_letter(navigator, login_as, submit):
    letter = make_letter(navigator)
    browser = login_as(navigator)
    page, action = f"/briefe/{letter.id}", f"/briefe/{letter.id}/versand"
    answer = submit(browser, page, {"on": TODAY.isoformat(), "means": "post"}, to=action)
    assert answer.status_code == 303
    assert "mit der Post" in browser.get(page).text
    refused = submit(browser, page, {"on": "31.02.2026", "means": "post"}, to=action)
    assert refused.status_code == 422
    assert "Dieses Datum gibt es nicht" in refused.text


def test_receipt_appointment_and_notice_are_printed_from_the_person(navigator, login_as):
    person = make_person()
    wish, appointment = make_wish(navigator, person), make_appointment(navigator, person)
    browser = login_as(navigator)
    page = f"/briefe/neu/person/{person.id}"
    for address in (
        f"/briefe/aus/antragswille/{wish.id}",
        f"/briefe/aus/termin/{appointment.id}",
        f"/briefe/aus/person/{person.id}/datenschutz",
    ):
        assert press(browser, page, address).status_code == 303
    assert browser.get(page).text.count("B-") >= 3


def test_printing_the_notice_keeps_its_day_and_edition_at_the_person(navigator, login_as):
    person_id = make_person().id
    browser = login_as(navigator)
    assert "noch nicht gegeben" in browser.get(f"/personen/{person_id}").text
    press(browser, f"/briefe/neu/person/{person_id}", f"/briefe/aus/person/{person_id}/datenschutz")
    page = browser.get(f"/personen/{person_id}").text
    assert f"gegeben am {local(now()).date():%d.%m.%Y}, Fassung {NOTICE_VERSION}" in page


def test_a_release_is_filled_in_and_printed(navigator, login_as, submit):
    person = make_person()
    browser = login_as(navigator)
    page = f"/briefe/neu/person/{person.id}/schweigepflicht"
    empty = submit(browser, page, {"released": "", "towards": "", "about": "", "purpose": "", "valid_until": ""})
    assert empty.status_code == 422
    filled = {
        "released": "Dr. Ada Beispiel", "towards": "Sozialbüro", "about": "Dauer der Krankheit",
        "purpose": "Planung", "valid_until": "22.11.2027",
    }  # fmt: skip
    assert submit(browser, page, filled).status_code == 303
    assert only_letter().kind == "release"


def test_the_list_of_missing_papers_takes_over_what_the_referral_names(navigator, login_as, submit):
    referral = make_referral(navigator)
    referral.shared = Shared(missing=("Mietvertrag", "Kontoauszüge")).stored()
    db.session.commit()
    browser = login_as(navigator)
    page = f"/briefe/neu/person/{referral.person_id}/unterlagen"
    begun = browser.get(f"{page}?vermittlung={referral.id}").text
    assert "Mietvertrag\nKontoauszüge" in begun
    assert browser.get(f"{page}?vermittlung=98765").status_code == 404
    assert submit(browser, page, {"documents": " ", "until": ""}).status_code == 422
    filled = {"documents": "Mietvertrag\n\n Kontoauszüge ", "wanted_by": "Wohngeldstelle", "until": "04.12.2026"}
    assert submit(browser, page, {**filled, "variant": "easy"}).status_code == 303
    letter = only_letter()
    assert (letter.kind, letter.data["documents"]) == ("missing_documents", ["Mietvertrag", "Kontoauszüge"])


def test_a_consent_sheet_names_one_receiver_from_the_list(navigator, login_as, submit):
    referral = make_referral(navigator)
    browser = login_as(navigator)
    page = f"/briefe/neu/person/{referral.person_id}/einwilligung"
    typed = {"receiver": "irgendwer", "purpose": "Beratung", "categories": ["Stammdaten"], "valid_until": "22.11.2027"}
    unknown = submit(browser, page, typed)
    assert unknown.status_code == 422
    assert "aus der Liste wählen" in unknown.text
    assert submit(browser, page, {**typed, "receiver_id": f"{referral.organisation_id}:0"}).status_code == 303
    assert only_letter().data["categories"] == ["Stammdaten"]


def test_a_batch_is_printed_as_one_pdf_and_dispatched_together(navigator, login_as, submit):
    for last in ("Özdemir", "Ebert"):
        referral = make_referral(navigator, person=make_person(last=last))
        referral.state = "consent_pending"
    browser = login_as(navigator)
    ids = list(db.session.scalars(sa.select(Referral.id)))
    answer = submit(browser, "/briefe/stapel/neu", {"chosen": ids})
    assert answer.status_code == 303, answer.text
    assert "2 gedruckt" in browser.get(answer.location).text
    joined = browser.get(f"{answer.location}/stapel.pdf")
    assert joined.data.startswith(b"%PDF")
    sent = submit(browser, answer.location, {"on": TODAY.isoformat(), "means": "post"}, to=f"{answer.location}/versand")
    assert sent.status_code == 303
    assert browser.get(answer.location).text.count("mit der Post") >= 2


def test_nothing_ticked_is_said_plainly(navigator, login_as, submit):
    browser = login_as(navigator)
    answer = submit(browser, "/briefe/stapel/neu", {})
    assert answer.status_code == 422
    assert "1 bis 100 Briefe" in answer.text


def test_a_batch_belongs_to_whoever_printed_it(navigator, login_as, submit):
    make_referral(navigator).state = "consent_pending"
    mine, other = login_as(navigator), login_as(Role.NAVIGATOR)
    ids = list(db.session.scalars(sa.select(Referral.id)))
    location = submit(mine, "/briefe/stapel/neu", {"chosen": ids}).location
    assert other.get(location).status_code == 404
    assert other.get(f"{location}/stapel.pdf").status_code == 404


def test_a_letter_about_a_hidden_person_looks_like_one_that_does_not_exist(navigator, login_as):
    letter = make_letter(navigator)
    person = db.session.get(type(make_person(last="Egal")), letter.person_id)
    person.restricted = True
    db.session.commit()
    browser = login_as(Role.NAVIGATOR)
    hidden, unknown = browser.get(f"/briefe/{letter.id}"), browser.get("/briefe/999999")
    assert hidden.status_code == unknown.status_code == 404
    assert without_token(hidden.text) == without_token(unknown.text)


@pytest.mark.parametrize("view", ["", "?stand=offen", "?art=notice&von=mir", "?art=unsinn"])
def test_the_list_shows_what_was_asked_for(navigator, login_as, view):
    make_letter(navigator)
    assert "Hinweis zum Datenschutz" in login_as(navigator).get(f"/briefe/{view}").text


def test_the_deadline_of_a_case_becomes_a_sheet_for_the_client(navigator, login_as):
    case = make_case(lead=navigator)
    deadline = make_deadline(case)
    browser = login_as(navigator)
    answer = press(browser, f"/briefe/neu/fall/{case.id}", f"/briefe/aus/fall/{case.id}/frist/{deadline.id}")
    assert answer.status_code == 303
    letter = only_letter()
    assert (letter.kind, letter.case_id) == ("deadline", case.id)
    assert letter.data["safe_day"] == deadline.safe_on.isoformat()
