"""Letters are filed as they were printed, leave through the gate, and stay what they were."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pymupdf
import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.disclosure.actions import GateClosed, revoke_consent
from lotse.disclosure.models import Consent, Disclosure
from lotse.disclosure.rules import Category
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, NotFound, RuleBroken
from lotse.letters import actions, queries
from lotse.letters.models import Letter
from lotse.letters.queries import batch_drafts, client_drafts, partner_drafts, referral_drafts
from lotse.letters.rules.kinds import Kind, Means, Variant
from lotse.referrals.actions import sending
from lotse.referrals.queries.receivers import get_organisation
from lotse.referrals.rules.shared import KnownDeadline, RunningHelp, Shared
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.clients import make_person
from tests.factories.letters import (
    NOW,
    TODAY,
    make_appointment,
    make_letter,
    make_referral,
    make_wish,
)

pytestmark = [pytest.mark.pdf, pytest.mark.usefixtures("app")]


def print_packet(referral, by):
    db.session.commit()
    office, client = referral_drafts.referral_packet(referral.id, user=by, now=NOW)
    printed = actions.print_drafts([office, client])
    return actions.file_packet(office=printed[0], client=printed[1], by=by, today=TODAY, now=NOW)


def text_of(pdf):
    with pymupdf.open(stream=pdf) as opened:
        return " ".join("".join(page.get_text() for page in opened).split())


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


def test_a_reprint_gives_the_bytes_of_the_day_it_was_written():
    by = make_user()
    person = make_person()
    referral = make_referral(by, person=person)
    letter = print_packet(referral, by)
    before = letter.pdf
    person.last_name = "Andersheißend"
    db.session.commit()
    again = queries.get_letter_with_pdf(letter.id, by, NOW)
    assert again.pdf == before
    assert again.pdf_sha256 == hashlib.sha256(before).hexdigest()
    assert again.data["client_name"] == "Aylin Özdemir"


def test_a_letter_is_numbered_and_keeps_data_and_edition():
    letter = make_letter(make_user())
    assert letter.number == f"B-{TODAY.year}-{letter.id:06d}"
    assert letter.edition
    assert letter.template == "letters/pdf/client_sheet.html"
    assert letter.data["office"]["name"] == "Sozialbüro"


def test_dispatch_is_recorded_with_day_and_way_and_can_be_corrected():
    by = make_user()
    letter = make_letter(by)
    actions.record_dispatch(letter=letter, on=TODAY, means=Means.POST, by=by, today=TODAY)
    actions.record_dispatch(letter=letter, on=TODAY, means=Means.FAX, by=by, today=TODAY)
    assert (letter.dispatched_on, letter.means, letter.dispatched_by_id) == (TODAY, "fax", by.id)


@pytest.mark.parametrize(("days", "sentence"), [(1, "Zukunft"), (-1, "noch nicht geschrieben")])
def test_an_impossible_day_of_dispatch_is_refused(days, sentence):
    by = make_user()
    letter = make_letter(by)
    with pytest.raises(FieldError, match=sentence):
        actions.record_dispatch(letter=letter, on=TODAY + timedelta(days=days), means=Means.POST, by=by, today=TODAY)


def test_the_receipt_carries_the_wish_and_its_moment():
    by = make_user()
    wish = make_wish(by, make_person(salutation="Frau"))
    draft = client_drafts.receipt(wish.id, Variant.PLAIN, user=by, now=NOW)
    assert draft.content.benefits == ("Wohngeld",)
    assert draft.content.client == "Frau Aylin Özdemir"
    assert draft.contact_id == wish.contact_id


def test_an_anonymous_wish_gets_a_receipt_without_a_name():
    by = make_user()
    draft = client_drafts.receipt(make_wish(by).id, Variant.EASY, user=by, now=NOW)
    assert draft.content.client == ""
    assert actions.print_drafts([draft])[0].pdf.startswith(b"%PDF")


@pytest.mark.parametrize("variant", list(Variant))
def test_an_appointment_prints_in_every_language_offered(variant):
    by = make_user()
    appointment = make_appointment(by, make_person())
    db.session.commit()
    draft = client_drafts.appointment(appointment.id, variant, as_card=False, user=by, now=NOW)
    assert "10:30 Uhr" in text_of(actions.print_drafts([draft])[0].pdf)


def test_a_reminder_is_counted_at_the_referral_and_names_nobody():
    by = make_user()
    referral = make_referral(by)
    print_packet(referral, by)
    db.session.commit()
    printed = actions.print_drafts([partner_drafts.reminder(referral.id, user=by, now=NOW)])
    letter = actions.file_reminder(printed=printed[0], by=by, today=TODAY, now=NOW)
    assert referral.reminded == 1
    assert "Özdemir" not in text_of(letter.pdf)


def test_a_batch_prints_what_it_can_and_reports_the_rest():
    by = make_user()
    good, bad = make_referral(by), make_referral(by, person=make_person(last="Ohne"), consent=False)
    strange = make_referral(by, person=make_person(last="漢字"))
    db.session.commit()
    chosen = [(referral.id, referral.number) for referral in (good, bad, strange)]
    drafted = batch_drafts.draft_all(chosen, reminders=False, user=by, now=NOW)
    batch = actions.print_batch(drafted=drafted, reminders=False, by=by, today=TODAY, now=NOW)
    assert [row.kind for row in queries.list_batch(batch.id, by, NOW)] == [Kind.REFERRAL]
    assert [failure["number"] for failure in batch.failures] == [bad.number, strange.number]
    assert "Einwilligung" in batch.failures[0]["sentence"]
    assert "„漢“" in batch.failures[1]["sentence"]
    assert (good.state, strange.state) == ("requested", "draft")


def test_letters_of_a_case_are_seen_by_those_who_see_the_case():
    lead, stranger = make_user(Role.NAVIGATOR), make_user(Role.NAVIGATOR)
    case = make_case(lead=lead)
    from lotse.clients.queries import load_person

    referral = make_referral(lead, person=load_person(case.person_id), case=case)
    letter = print_packet(referral, lead)
    assert queries.get_letter(letter.id, lead, NOW) is letter
    with pytest.raises(NotFound):
        queries.get_letter(letter.id, stranger, NOW)
    assert queries.list_letters(stranger, NOW) == []


def test_changes_that_printing_would_lose_are_refused():
    by = make_user()
    draft = client_drafts.notice(make_person().id, Variant.PLAIN, user=by, now=NOW)
    by.phone = "neu"
    with pytest.raises(RuntimeError, match="would be lost"):
        actions.print_drafts([draft])


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
