"""The letter of a referral: its facts, its ground, and what it must not say."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.disclosure.actions import GateClosed, revoke_consent
from lotse.disclosure.models import Consent, Disclosure
from lotse.disclosure.rules import Category
from lotse.foundation.db import db
from lotse.foundation.errors import RuleBroken
from lotse.letters import actions, queries
from lotse.letters.models import Letter
from lotse.letters.queries import referral_drafts
from lotse.letters.rules.kinds import Kind
from lotse.referrals.actions import sending
from lotse.referrals.queries.receivers import get_organisation
from lotse.referrals.rules.shared import KnownDeadline, RunningHelp, Shared
from tests.factories.accounts import make_user
from tests.factories.clients import make_person
from tests.factories.letters import (
    NOW,
    TODAY,
    make_referral,
    print_packet,
)
from tests.pdf_checks import text_of

pytestmark = [pytest.mark.pdf, pytest.mark.usefixtures("app")]


def test_printing_the_letter_sends_the_waiting_referral_through_the_gate():
    by = make_user(Role.NAVIGATOR, job_title="Lotsin")
    referral = make_referral(by)
    letter = print_packet(referral, by)
    assert referral.state == "requested"
    assert referral.means == "letter"
    ledger = db.session.scalars(sa.select(Disclosure)).all()
    assert [(row.referral_id, row.means) for row in ledger] == [(referral.id, "letter")]
    assert {"client_name", "wish", "client_contact"} <= set(ledger[0].fields)
    shown = text_of(letter.pdf)
    assert "Überleitung: Schuldnerberatung – Frau Aylin Özdemir" in shown
    assert "mit Einwilligung vom" in shown
    assert f"{referral.reply_code[:5]}-{referral.reply_code[5:]}" in shown
    assert "§ 78 SGB X" in shown


def test_the_client_gets_a_sheet_with_the_same_facts():
    by = make_user()
    referral = make_referral(by)
    print_packet(referral, by)
    kinds = {row.kind for row in queries.list_for_referral(referral.id, by, NOW)}
    assert kinds == {Kind.REFERRAL, Kind.REFERRAL_CLIENT}


def test_no_letter_without_consent():
    by = make_user()
    referral = make_referral(by, consent=False)
    db.session.commit()
    with pytest.raises(GateClosed, match="fehlt eine gültige Einwilligung"):
        referral_drafts.referral_packet(referral.id, user=by, now=NOW)


def test_a_consent_revoked_while_the_letter_was_printing_stops_it():
    by = make_user()
    referral = make_referral(by)
    db.session.commit()
    printed = actions.print_drafts(referral_drafts.referral_packet(referral.id, user=by, now=NOW))
    revoke_consent(consent=db.session.scalars(sa.select(Consent)).one(), by=by, today=TODAY, now=NOW)
    with pytest.raises(GateClosed):
        actions.file_packet(office=printed[0], client=printed[1], by=by, today=TODAY, now=NOW)
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Letter)) == 0


def test_a_second_letter_is_a_second_line_in_the_list_of_what_left():
    by = make_user()
    referral = make_referral(by)
    print_packet(referral, by)
    print_packet(referral, by)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Disclosure)) == 2


def test_the_letter_that_the_sending_announced_is_not_counted_twice():
    by = make_user()
    referral = make_referral(by)
    sending.send(referral=referral, means="letter", by=by, today=TODAY, now=NOW)
    print_packet(referral, by)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Disclosure)) == 1


def test_an_application_is_forwarded_on_the_law_and_keeps_its_day():
    by = make_user()
    referral = make_referral(
        by, kind="application_forwarding", consent=False, received_application_on=TODAY - timedelta(days=1)
    )
    referral.categories = ["master"]
    letter = print_packet(referral, by)
    shown = text_of(letter.pdf)
    assert "§ 16 Abs. 2 SGB I" in shown
    assert "gilt ab diesem Tag" in shown


def test_a_hint_has_no_letter():
    by = make_user()
    referral = make_referral(by, kind="hint", consent=False)
    db.session.commit()
    with pytest.raises(RuleBroken, match="Hinweis geht ohne Schreiben"):
        referral_drafts.referral_packet(referral.id, user=by, now=NOW)


def test_an_ended_referral_prints_nothing_more():
    by = make_user()
    referral = make_referral(by)
    referral.state = "withdrawn"
    db.session.commit()
    with pytest.raises(RuleBroken, match="beendet"):
        referral_drafts.referral_packet(referral.id, user=by, now=NOW)


def test_a_person_who_must_stay_hidden_is_reached_through_us_and_the_envelope_is_neutral():
    by = make_user()
    person = make_person(phone="0399 555-233")
    referral = make_referral(by, person=person)
    person.address_block_until = TODAY + timedelta(days=100)
    from lotse.accounts.actions.grants import grant

    grant(kind="person", record_id=person.id, reason="named", now=NOW - timedelta(minutes=1), user=by)
    db.session.commit()
    office, _ = referral_drafts.referral_packet(referral.id, user=by, now=NOW)
    assert office.content.client_contact == ()
    assert office.content.contact_wish == "nur über uns"
    assert office.content.recipient.sensitive


def test_a_confidential_address_never_reaches_the_paper():
    by = make_user()
    referral = make_referral(by)
    organisation = get_organisation(referral.organisation_id)
    organisation.address_confidential = True
    db.session.commit()
    office, client = referral_drafts.referral_packet(referral.id, user=by, now=NOW)
    for draft in (office, client):
        printed = text_of(actions.print_drafts([draft])[0].pdf)
        assert "Jägerweg" not in printed


def test_the_letter_prints_wishes_papers_deadlines_and_running_help_as_far_as_the_consent_reaches():
    by = make_user(Role.NAVIGATOR)
    referral = make_referral(by)
    shared = Shared(
        contact_wish="nur nachmittags",
        enclosed=("Mietvertrag",),
        missing=("Kontoauszug",),
        not_before=TODAY + timedelta(days=3),
        deadlines=(
            KnownDeadline("Raten an den Vermieter", TODAY + timedelta(days=9), Category.DEBT),
            KnownDeadline("Attest nachreichen", TODAY + timedelta(days=5), Category.HEALTH),
        ),
        running=(
            RunningHelp("Stromraten", "Stadtwerke Musterstadt", "laufend", Category.DEBT),
            RunningHelp("Therapie", "Praxis Beispiel", "laufend", Category.HEALTH),
        ),
    )
    referral.shared = shared.stored()
    letter = print_packet(referral, by)
    shown = text_of(letter.pdf)
    for word in ("nur nachmittags", "Mietvertrag", "Kontoauszug", "Raten an den Vermieter", "Stadtwerke Musterstadt"):
        assert word in shown
    assert "nicht vor dem" in shown
    for word in ("Attest", "Therapie", "Praxis Beispiel"):
        assert word not in shown
    ledger = db.session.scalars(sa.select(Disclosure)).one()
    assert {"deadlines", "running", "missing", "enclosed", "contact_wish"} <= set(ledger.fields)
