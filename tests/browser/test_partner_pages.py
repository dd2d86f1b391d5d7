"""The pages of a partner without an account pass what every page passes: axe, 320 px, dark, no hidden focus."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser

from lotse.accounts.models import User
from lotse.directory.models import Organisation
from lotse.foundation.clock import now, today
from lotse.foundation.db import db
from lotse.referrals.actions.links import make_link
from lotse.referrals.actions.steps import record_answer
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import Kind, Party, State
from lotse.referrals.rules.transitions import Step
from tests.browser.checks import faults_of
from tests.browser.office import Office


@dataclass(frozen=True)
class Way:
    """A link that a partner was given."""

    path: str
    pin: str
    referral_id: int


@pytest.fixture(scope="module")
def way(office: Office) -> Way:
    """A link to a request of the demo office that nobody has answered yet."""
    with office.app.app_context():
        asked = (
            sa.select(Referral).join(Organisation, Organisation.id == Referral.organisation_id)
            .where(Referral.state == State.REQUESTED, Referral.kind == Kind.REFERRAL, Organisation.unit_id.is_(None))
        )  # fmt: skip
        referral = db.session.scalars(asked.order_by(Referral.id.desc())).first()
        assert referral is not None
        by = db.session.get(User, referral.created_by_id)
        link = make_link(referral=referral, by=by, today=today(), now=now())
        db.session.commit()
        return Way(f"/antwort/{link.token}", link.pin, referral.id)


def say(office: Office, way: Way, *steps: Step) -> None:
    with office.app.app_context():
        referral = db.session.get(Referral, way.referral_id)
        by = db.session.get(User, referral.created_by_id)
        record_answer(referral=referral, steps=steps, by=by, today=today(), now=now())
        db.session.commit()


def test_a_partner_meets_no_fault_from_the_pin_to_the_receipt(office: Office, browser: Browser, way: Way) -> None:
    context = browser.new_context(base_url=office.base, locale="de-DE", reduced_motion="reduce")
    page = context.new_page()
    faults = {"pin": faults_of(page, way.path)}
    page.locator("#pin").fill(way.pin)
    page.get_by_role("button", name="Öffnen").click()
    page.wait_for_url("**/vermittlung")
    ways = (
        "vermittlung",
        "weiterleiten",
        *(f"antworten?nach={to}" for to in ("question", "accepted", "declined_pending")),
    )
    faults |= {to: faults_of(page, f"{way.path}/{to}") for to in ways}

    asked = Step(State.QUESTION, today(), Party.RECEIVER, via="link", question="Liegt der Mietvertrag vor?")
    say(office, way, asked)
    faults["asked"] = faults_of(page, f"{way.path}/vermittlung")
    say(office, way, Step(State.REQUESTED, today(), Party.SENDER, note="Ja, er liegt bei."))
    faults["answered"] = faults_of(page, f"{way.path}/vermittlung")

    page.goto(f"{way.path}/antworten?nach=received")
    page.get_by_role("button", name="Antwort senden").click()
    page.wait_for_url("**/beleg")
    faults["receipt"] = faults_of(page, f"{way.path}/beleg")
    context.close()
    assert {name: found for name, found in faults.items() if found} == {}
