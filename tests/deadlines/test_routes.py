"""The pages of deadlines, as a browser uses them."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from lotse.accounts.rules import Role
from lotse.deadlines.models import Deadline
from lotse.deadlines.rules.catalogue import catalogue, find_variant, free_rules, variant_key
from lotse.deadlines.rules.inputs import DATE_INPUTS
from lotse.foundation import clock
from lotse.foundation.db import db
from tests.conftest import csrf_token
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.deadlines import make_deadline

EXAMPLES = json.loads((Path(__file__).parents[1] / "formats" / "deadlines-example.json").read_text())["cases"]


@pytest.fixture
def lead(app):
    return make_user()


@pytest.fixture
def case(lead):
    return make_case(lead=lead)


@pytest.fixture
def visitor(login_as, lead, case):
    return login_as(lead)


@pytest.fixture
def address(case):
    return f"/faelle/{case.id}/fristen"


def stored():
    db.session.rollback()
    return db.session.query(Deadline).one()


def german(day):
    return f"{date.fromisoformat(day):%d.%m.%Y}"


def test_from_letter_to_deadline_takes_one_date_and_enter(visitor, address, submit):
    answer = submit(visitor, address, {"was": "1-1", "event_date": "2.6.27", "delivery": "post", "place_state": "HE"})
    assert answer.status_code == 303
    text = visitor.get(answer.location).text
    for words in ("06.06.2027", "29.06.2027", "06.07.2027", "§ 84 SGG", "keine Rechtsberatung", "bekannt gegeben"):
        assert words in text
    assert len("2.6.27") + len("⏎") <= 20


def test_the_form_starts_with_a_letter_by_post_in_the_land_of_the_office(visitor, address):
    text = visitor.get(address).text
    assert re.search(r'<option selected value="1-1">', text)
    assert re.search(r'<option selected value="post">', text)
    assert re.search(r'<option selected value="HE">', text)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"event_date": ""}, "Bitte ausfüllen."),
        ({"event_date": "31.02.2027"}, "Dieses Datum gibt es nicht"),
        ({"event_date": "02.06.1926"}, "Muss zwischen dem 01.01.2000"),
        ({"actual_receipt": "01.06.2027"}, "Liegt vor dem Tag"),
        ({"place_state": "XX"}, "Ist kein deutsches Land"),
    ],
)
def test_bad_input_is_a_sentence_at_its_field(visitor, address, submit, data, sentence):
    given = {"was": "1-1", "event_date": "02.06.2027", "delivery": "post", "place_state": "HE", **data}
    answer = submit(visitor, address, given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.session.query(Deadline).count() == 0


def test_an_unknown_entry_is_an_unknown_page(visitor, address, submit):
    assert submit(visitor, address, {"was": "99-9"}).status_code == 404


def test_a_deadline_is_computed_again_with_history(visitor, address, case, submit):
    make_deadline(case)
    db.session.commit()
    edit = f"{address}/{stored().id}/aendern"
    data = {"was": "1-1", "event_date": "01.06.2027", "delivery": "post", "place_state": "HE", "reason": "Umschlag da"}
    answer = submit(visitor, edit, data)
    assert answer.status_code == 303
    text = visitor.get(answer.location).text
    assert "05.07.2027" in text
    assert "Umschlag da" in text
    assert "vorher letzter Tag 06.07.2027" in text


def test_a_stale_form_is_refused(visitor, address, case, submit):
    make_deadline(case)
    db.session.commit()
    edit = f"{address}/{stored().id}/aendern"
    data = {"was": "1-1", "event_date": "01.06.2027", "delivery": "post", "place_state": "HE", "reason": "eins"}
    assert submit(visitor, edit, {**data, "version": "7"}).status_code == 409


def test_a_deadline_closes_only_with_an_outcome(visitor, address, case, submit):
    make_deadline(case)
    db.session.commit()
    show = f"{address}/{stored().id}"
    assert submit(visitor, show, {}, to=f"{show}/abschluss").status_code == 422
    no_proof = submit(visitor, show, {"outcome": "done", "closed_on": "20.11.2026"}, to=f"{show}/abschluss")
    assert no_proof.status_code == 422
    assert "Nachweis" in no_proof.text
    data = {"outcome": "done", "closed_on": "20.11.2026", "note": "Fax mit Sendebericht"}
    assert submit(visitor, show, data, to=f"{show}/abschluss").status_code == 303
    assert stored().outcome == "done"
    reopened = submit(visitor, show, {"reason": "Irrtum"}, to=f"{show}/wieder-oeffnen")
    assert reopened.status_code == 303
    assert stored().closed_on is None


def test_filing_help_judges_place_and_form(visitor, address, case, submit):
    make_deadline(case)
    db.session.commit()
    show = f"{address}/{stored().id}"
    data = {"handed_in_at": "other_domestic_authority", "handed_in_on": "06.07.2027", "form": "signed_letter"}
    assert "Rechtzeitig." in submit(visitor, show, data, to=f"{show}/abgabe").text
    assert "Nicht rechtzeitig." in submit(visitor, show, {**data, "form": "plain_email"}, to=f"{show}/abgabe").text
    bad = submit(visitor, show, {**data, "reached_competent_on": "01.07.2027"}, to=f"{show}/abgabe")
    assert bad.status_code == 422
    assert "Liegt vor dem Tag der Abgabe." in bad.text


def test_the_preview_computes_and_stores_nothing(visitor, address, submit):
    data = {"was": "1-1", "event_date": "02.06.2027", "delivery": "post", "place_state": "HE"}
    answer = submit(visitor, address, data, to="/fristen/vorschau")
    assert "06.07.2027" in answer.text
    assert "<html" not in answer.text
    assert "Sobald alle Angaben" in submit(visitor, address, {"was": "1-1"}, to="/fristen/vorschau").text
    assert db.session.query(Deadline).count() == 0


@pytest.mark.parametrize("case_", EXAMPLES, ids=[c["id"] for c in EXAMPLES])
def test_form_and_command_give_the_same_answer(visitor, address, submit, case_):
    """Every example goes through the form: by its entry of the catalogue, else by the free rule."""
    key = entry_for(case_["rule"], case_["inputs"])
    _, variant = find_variant(key)
    data = {"was": key}
    for name, value in case_["inputs"].items():
        if name in variant.fixed:
            continue
        if value is True:
            data[name] = "y"
        elif value is not False:
            data[name] = german(value) if name in DATE_INPUTS else str(value)
    text = submit(visitor, address, data, to="/fristen/vorschau").text
    for name, value in case_["expected"].items():
        if name in {"act", "notified_on"} or value is None:
            continue
        shown = {True: "ja", False: "nein"}[value] if isinstance(value, bool) else german(value)
        assert shown in text, (name, value, text)


def entry_for(rule, inputs):
    """Return the first variant whose fixed inputs agree with the example."""
    for entry in catalogue():
        for position, variant in enumerate(entry.variants, start=1):
            agrees = all(inputs.get(name, "SGB10") == value for name, value in variant.fixed.items())
            asked = set(inputs) <= {*variant.asks, *variant.may_ask, *variant.fixed}
            if variant.rule.code == rule and agrees and asked:
                return variant_key(entry, position)
    return next(key for key, (_, variant) in free_rules().items() if variant.rule.code == rule)


def test_the_catalogue_page_names_all_68_and_marks_what_is_not_sure(visitor):
    text = visitor.get("/fristen/katalog").text
    assert all(f'id="eintrag-{number}"' in text for number in range(1, 69))
    assert text.count("nicht berechenbar") == 5
    assert "vor Ort prüfen" in text


def test_a_closed_case_takes_no_new_deadline(visitor, case, address, submit):
    case.status, case.closed_on = "closed", date(2026, 11, 20)
    db.session.commit()
    answer = submit(visitor, "/fristen/katalog", {"was": "1-1", "event_date": "2.6.27", "delivery": "post"}, to=address)
    assert answer.status_code == 422


@pytest.mark.parametrize("role", [Role.FRONT_DESK, Role.DEPARTMENT, Role.ADMINISTRATION, Role.DATA_PROTECTION])
def test_other_roles_stay_outside(login_as, address, role):
    assert login_as(role).get(address).status_code in {403, 404}


def test_a_strangers_case_does_not_exist(login_as, case):
    make_deadline(case)
    db.session.commit()
    other = login_as(Role.NAVIGATOR)
    number = stored().id
    for path in ("", f"/{number}", f"/{number}/aendern"):
        assert other.get(f"/faelle/{case.id}/fristen{path}").status_code == 404


def test_another_entry_keeps_what_is_typed_and_stores_nothing(visitor, address, case, submit):
    typed = {"was": "2-1", "event_date": "2027-06-02", "sender": "Sozialgericht", "delivery": "handover", "felder": "1"}
    answer = submit(visitor, address, typed)
    assert answer.status_code == 200
    assert 'value="2027-06-02"' in answer.text
    assert "Sozialgericht" in answer.text
    assert re.search(r'<option selected value="handover">', answer.text)
    assert db.session.query(Deadline).count() == 0
    make_deadline(case)
    db.session.commit()
    changed = submit(visitor, f"{address}/{stored().id}/aendern", {**typed, "reason": "anderer Brief"})
    assert changed.status_code == 200
    assert "anderer Brief" in changed.text
    assert stored().variant == "1-1"


def test_two_people_close_a_deadline_and_the_second_sees_both_answers(app, login_as):
    lead = make_user(Role.NAVIGATOR)
    case = make_case(lead=lead)
    deadline = make_deadline(case)
    db.session.commit()
    first, second = login_as(lead), login_as(lead)
    page = f"/faelle/{case.id}/fristen/{deadline.id}"
    tokens = [csrf_token(browser.get(page).text) for browser in (first, second)]
    done = {"outcome": "done", "closed_on": clock.today().isoformat(), "note": "Eingangsstempel 4711"}
    assert first.post(f"{page}/abschluss", data={**done, "csrf_token": tokens[0]}).status_code == 303
    other = {**done, "outcome": "not_pursued", "note": "Frau X will nicht mehr", "csrf_token": tokens[1]}
    late = second.post(f"{page}/abschluss", data=other)
    assert late.status_code == 409
    assert "Ihre Angabe ist nicht gespeichert" in late.text
    assert "Frau X will nicht mehr" in late.text
    assert "Eingangsstempel 4711" in late.text
    db.session.expire_all()
    assert (deadline.outcome, deadline.outcome_note) == ("done", "Eingangsstempel 4711")
