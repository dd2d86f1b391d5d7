"""Letters are filed as they were printed, leave through the gate, and stay what they were."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, NotFound
from lotse.letters import actions, queries
from lotse.letters.queries import batch_drafts, client_drafts, partner_drafts
from lotse.letters.rules.kinds import Kind, Means, Variant
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
    print_packet,
)
from tests.pdf_checks import text_of

pytestmark = [pytest.mark.pdf, pytest.mark.usefixtures("app")]


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
