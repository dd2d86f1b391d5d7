"""Staff and departments work with referrals on real pages."""

from __future__ import annotations

from lotse.accounts.rules import Role
from lotse.foundation.clock import today
from lotse.foundation.db import db
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import State
from tests.factories.accounts import make_unit, make_user
from tests.factories.cases import make_case
from tests.factories.directory import make_offer, make_organisation


def the_referral() -> Referral:
    db.session.expire_all()
    return db.session.query(Referral).one()


def write_draft(browser, submit, case, organisation, offer):
    return submit(
        browser,
        f"/vermittlungen/neu/fall/{case.id}",
        {
            "kind": "referral",
            "receiver": "getippt",
            "receiver_id": f"{organisation.id}:{offer.id}",
            "urgency": "normal",
            "concern_id": "0",
            "reason": "Mietschulden",
            "request": "Bitte beraten",
            "categories": ["master", "debt"],
        },
    )


def test_from_draft_to_the_answer_of_a_department(app, login_as, submit) -> None:
    lotsin, unit = make_user(), make_unit("department")
    case = make_case(lead=lotsin)
    organisation = make_organisation(unit_id=unit.id, receiver_kind="debt_advice")
    offer = make_offer(organisation)
    clerk = make_user(Role.DEPARTMENT, unit_id=unit.id)
    browser = login_as(lotsin)

    assert write_draft(browser, submit, case, organisation, offer).status_code == 303
    page = f"/vermittlungen/{the_referral().id}"
    assert "Noch ohne Grundlage" in browser.get(page).text
    assert "Eingang im Haus" in browser.get(page).text
    refused = submit(browser, page, {"means": "inbox", "basis": ""}, to=f"{page}/senden")
    assert refused.status_code == 422
    assert the_referral().state == State.DRAFT

    consent = {
        "purpose": "Beratung",
        "categories": ["master", "debt"],
        "form": "written",
        "given_on": f"{today():%d.%m.%Y}",
    }
    assert submit(browser, f"{page}/einwilligung", consent).status_code == 303
    assert submit(browser, page, {"means": "inbox", "basis": ""}, to=f"{page}/senden").status_code == 303
    assert the_referral().state == State.REQUESTED

    desk = login_as(clerk)
    assert the_referral().number in desk.get("/vermittlungen/eingang").text
    reply = f"/vermittlungen/eingang/{the_referral().id}/antwort"
    missing = submit(desk, reply, {"to": "accepted", "via": "inbox", "happened_on": f"{today():%d.%m.%Y}"})
    assert missing.status_code == 422
    assert "Ansprechperson" in missing.text
    given = {
        "to": "accepted",
        "via": "inbox",
        "happened_on": f"{today():%d.%m.%Y}",
        "contact": "Frau Y",
        "follows_by": f"{today():%d.%m.%Y}",
    }
    assert submit(desk, reply, given).status_code == 303
    assert the_referral().state == State.ACCEPTED


def test_a_partner_without_an_inbox_is_never_sent_into_one(app, login_as, submit) -> None:
    lotsin = make_user()
    case = make_case(lead=lotsin)
    organisation = make_organisation(receiver_kind="debt_advice")
    browser = login_as(lotsin)
    assert write_draft(browser, submit, case, organisation, make_offer(organisation)).status_code == 303
    page = f"/vermittlungen/{the_referral().id}"

    assert "Eingang im Haus" not in browser.get(page).text
    refused = submit(browser, page, {"means": "inbox", "basis": "sgb10_69"}, to=f"{page}/senden")

    assert refused.status_code == 422
    assert the_referral().state == State.DRAFT
    assert "letter" in refused.text, "the ways that reach the partner are offered again"


def test_a_stranger_gets_the_same_404_as_for_an_unknown_number(app, login_as, submit) -> None:
    lotsin = make_user()
    case, organisation = make_case(lead=lotsin), make_organisation()
    write_draft(login_as(lotsin), submit, case, organisation, make_offer(organisation))
    stranger = login_as(Role.NAVIGATOR)
    forbidden, unknown = stranger.get(f"/vermittlungen/{the_referral().id}"), stranger.get("/vermittlungen/999999")
    assert (forbidden.status_code, unknown.status_code) == (404, 404)


def test_a_receiver_that_was_not_picked_from_the_list_is_refused_at_its_field(app, login_as, submit) -> None:
    lotsin = make_user()
    case = make_case(lead=lotsin)
    answer = submit(
        login_as(lotsin),
        f"/vermittlungen/neu/fall/{case.id}",
        {
            "kind": "referral",
            "receiver": "irgendwo",
            "receiver_id": "x",
            "urgency": "normal",
            "concern_id": "0",
            "reason": "a",
            "request": "b",
        },
    )
    assert answer.status_code == 422
    assert "steht nicht im Verzeichnis" in answer.text


def test_without_a_script_the_typed_name_is_enough_when_it_means_one_receiver(app, login_as, submit) -> None:
    lotsin = make_user()
    case, offer = make_case(lead=lotsin), make_offer(make_organisation(name="Schuldnerhilfe Birkenau"), name="Beratung")
    make_offer(make_organisation(name="Anderswo"), name="Beratung")
    data = {
        "kind": "referral",
        "urgency": "normal",
        "concern_id": "0",
        "reason": "a",
        "request": "b",
        "categories": "master",
    }
    browser, page = login_as(lotsin), f"/vermittlungen/neu/fall/{case.id}"
    vague = submit(browser, page, {**data, "receiver": "Beratung"})
    assert vague.status_code == 422
    assert "Schuldnerhilfe Birkenau" in vague.text
    assert submit(browser, page, {**data, "receiver": "Beratung, Schuldnerhilfe Birkenau"}).status_code == 303
    assert the_referral().offer_id == offer.id
