"""A draft carries what the letter prints, cut to the ticked kinds of data, and can be changed until it leaves."""

from __future__ import annotations

from datetime import date

import pytest

from lotse.disclosure.rules import Category
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.referrals.actions import sending
from lotse.referrals.actions.drafts import change_draft
from lotse.referrals.models import Referral
from lotse.referrals.queries import case_facts
from lotse.referrals.rules.shared import KnownDeadline, RunningHelp, Shared, lines_of
from lotse.referrals.rules.states import State
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.deadlines import make_deadline
from tests.factories.directory import make_offer, make_organisation
from tests.factories.measures import make_measure
from tests.factories.referrals import NOW, TODAY, make_referral, make_sent_referral

EVERYTHING = Shared(
    contact_wish="nur vormittags", enclosed=("Mietvertrag",), missing=("Lohnabrechnung", "Ausweis"),
    not_before=date(2026, 12, 1), not_before_reason="Kur", deadlines=(KnownDeadline("Widerspruch", date(2026, 12, 3)),),
    running=(RunningHelp("Reha", "Klinik", "laufend", Category.HEALTH),),
)  # fmt: skip


def test_what_is_stored_is_read_again_unchanged() -> None:
    assert Shared.read(EVERYTHING.stored()) == EVERYTHING
    assert Shared.read(None).stored() == {}


def test_what_a_category_does_not_cover_stays_here_and_is_named() -> None:
    shared = EVERYTHING.within(["master"])
    assert (shared.deadlines, shared.running, shared.not_before_reason) == ((), (), "")
    assert (shared.contact_wish, shared.enclosed, shared.not_before) == (
        "nur vormittags",
        ("Mietvertrag",),
        date(2026, 12, 1),
    )
    assert [what for what, _ in EVERYTHING.withheld(["master", "income"])] == ["Reha", "Grund für „nicht vor“"]
    assert EVERYTHING.within(list(Category)) == EVERYTHING


def test_a_list_typed_with_dashes_and_blank_lines_becomes_its_lines() -> None:
    assert lines_of(" - Mietvertrag\n\n• Ausweis \n") == ("Mietvertrag", "Ausweis")


def test_the_case_offers_its_open_deadlines_and_the_help_under_way_but_no_confidential_house(app) -> None:
    case = make_case(lead=make_user())
    make_deadline(case)
    make_measure(case, kind="therapy", area="health", label="Therapie", state="running", provider="Praxis")
    house = make_organisation(name="Schutzhaus", address_confidential=True)
    make_measure(case, kind="housing_help", label="Unterkunft", state="running", organisation_id=house.id)
    assert len(case_facts.known_deadlines(case.id)) == 1
    [(_, help_)] = case_facts.running_help(case.id)
    assert (help_.office, help_.category) == ("Praxis", Category.HEALTH)
    assert case_facts.known_deadlines(None) == case_facts.running_help(None) == []


def test_a_draft_can_be_changed_until_it_is_sent(app) -> None:
    user = make_user()
    referral, sent = make_referral(user), make_sent_referral(user)
    change = {
        "categories": [Category.INCOME], "shared": EVERYTHING, "received_application_on": None, "reason": "Neu",
        "by": user, "today": TODAY, "now": NOW,
    }  # fmt: skip
    change_draft(referral=referral, **change)
    assert (referral.reason, referral.categories) == ("Neu", ["income", "master"])
    with pytest.raises(RuleBroken):
        change_draft(referral=sent, **change)


def test_an_emergency_leaves_only_after_a_call(app) -> None:
    referral = make_referral(user := make_user(), kind="hint")
    referral.kind, referral.urgency = "application_forwarding", "emergency"
    with pytest.raises(FieldError, match="anrufen"):
        sending.send(referral=referral, means="letter", by=user, today=TODAY, now=NOW)
    sending.send(referral=referral, means="phone", by=user, today=TODAY, now=NOW, spoken_with="Frau Kern")
    assert (referral.state, referral.receipt_due_on, referral.answer_due_on) == (State.REQUESTED, TODAY, TODAY)


def test_the_form_keeps_everything_and_pre_ticks_the_deadlines_of_the_case(app, login_as, submit) -> None:
    lotsin = make_user()
    case, offer = make_case(lead=lotsin), make_offer()
    make_deadline(case)
    make_measure(case, kind="course", label="Kurs", state="running", provider="Bildungswerk")
    browser, page = login_as(lotsin), f"/vermittlungen/neu/fall/{case.id}"
    text = browser.get(page).text
    assert text.count("checked") >= 2
    deadline, help_ = case_facts.known_deadlines(case.id)[0][0], case_facts.running_help(case.id)[0][0]
    data = {
        "kind": "referral", "receiver": "x", "receiver_id": f"{offer.organisation_id}:{offer.id}", "urgency": "normal",
        "concern_id": "0", "reason": "a", "request": "b", "categories": ["master", "income"], "deadlines": [deadline],
        "running": [help_], "contact_wish": "abends", "enclosed": "Mietvertrag\nAusweis", "missing": "", "not_before":
        "2027-01-04", "not_before_reason": "Kur",
    }  # fmt: skip
    assert submit(browser, page, data).status_code == 303
    db.session.expire_all()
    referral = db.session.query(Referral).one()
    shared = Shared.read(referral.shared)
    assert (shared.contact_wish, shared.enclosed, len(shared.deadlines), len(shared.running)) == (
        "abends",
        ("Mietvertrag", "Ausweis"),
        1,
        1,
    )
    shown = browser.get(f"/vermittlungen/{referral.id}").text
    assert "Geht nicht mit" in shown
    assert shared.deadlines[0].what in shown

    edit = f"/vermittlungen/{referral.id}/bearbeiten"
    changed = {**data, "version": str(referral.version), "reason": "geändert", "categories": ["master", "other"]}
    assert submit(browser, edit, changed).status_code == 303
    stale = submit(browser, edit, {**changed, "reason": "noch einmal"})
    assert stale.status_code == 409
    assert "noch einmal" in stale.text
