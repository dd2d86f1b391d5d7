"""What follows from a contact is there in the same step: receipt, case, appointment, reminder, referral."""

from datetime import timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.cases.models import Case
from lotse.contacts.models import Appointment, CallBack, Contact, IntentToApply, OnlineRequest
from lotse.foundation.db import db
from lotse.reminders.models import Reminder
from tests.conftest import csrf_token
from tests.factories.accounts import make_user
from tests.factories.clients import make_person
from tests.factories.frontdesk import make_offer
from tests.factories.stored import only


def test_a_wish_to_apply_keeps_its_wording_and_is_to_be_forwarded_today(book, desk):
    person = make_person()
    db.session.commit()
    wish = {"wants_to_apply": "y", "benefit": "Wohngeld", "wording": "Ich will Wohngeld."}
    answer = book(person_id=str(person.id), **wish)
    intent = only(IntentToApply)
    assert (intent.wording, intent.forward_by, intent.person_id) == ("Ich will Wohngeld.", only(Contact).day, person.id)
    assert "Bestätigung drucken" in desk.get(answer.location).text
    waiting = desk.get("/empfang/antragswille").text
    assert "Ich will Wohngeld." in waiting
    desk.post(f"/empfang/antragswille/{intent.id}/weitergeleitet", data={"csrf_token": csrf_token(waiting)})
    assert "Alles weitergeleitet" in desk.get("/empfang/antragswille").text


@pytest.mark.pdf
def test_the_receipt_is_printed_and_filed(book, desk):
    person = make_person()
    db.session.commit()
    page = desk.get(book(person_id=str(person.id), wants_to_apply="y", benefit="Wohngeld").location).text
    token = {"csrf_token": csrf_token(page)}
    answer = desk.post(f"/briefe/aus/antragswille/{only(IntentToApply).id}", data=token)
    assert desk.get(f"{answer.location}/brief.pdf").data[:5] == b"%PDF-"


def test_case_appointment_call_back_and_hand_over_follow_in_one_step(book, office):
    person, colleague = make_person(), make_user(Role.NAVIGATOR, site_id=office[0].site_id)
    db.session.commit()
    book(
        person_id=str(person.id), then="case", call_back="y", call_back_phone="0171 5550123", hand_to=str(colleague.id)
    )
    case, contact = only(Case), only(Contact)
    assert (case.person_id, case.reason, contact.case_id) == (person.id, "Wohngeld", case.id)
    assert only(CallBack).person_id == person.id
    assert contact.handed_to_id == colleague.id
    book(person_id=str(person.id), result="appointment", appointment_on="2030-01-07", appointment_at="9")
    assert only(Appointment).person_id == person.id


def test_a_reminder_is_set_for_the_advisor_herself(book, office):
    book(reminder="2")
    reminder, contact = only(Reminder), only(Contact)
    assert (reminder.owner_id, reminder.contact_id) == (office[0].id, contact.id)
    assert reminder.due_on == contact.day + timedelta(weeks=2)
    assert reminder.text.endswith("Wohngeld")


def test_a_referral_goes_on_to_the_offer_with_the_concern_of_the_contact(book, desk, office):
    person, offer = make_person(), make_offer()
    db.session.commit()
    answer = book(person_id=str(person.id), result="referred", offer=offer.name, offer_id=str(offer.id))
    contact = only(Contact)
    assert answer.location.endswith(f"/neu/person/{person.id}?angebot={offer.id}&kontakt={contact.id}")
    assert f'<option selected value="{office[1]}">' in desk.get(answer.location).text
    hint = book(result="referred", offer=offer.name, offer_id=str(offer.id)).location
    assert f"/neu/hinweis?angebot={offer.id}&kontakt=" in hint
    assert desk.get(f"/vermittlungen/neu/hinweis?kontakt={contact.id + 999}").status_code == 404


def test_an_online_request_and_a_call_back_are_settled_by_their_contact(book, desk, office):
    page = desk.get("/empfang/anfragen").text
    desk.post(
        "/empfang/anfragen", data={"csrf_token": csrf_token(page), "name": "M.", "text": "Bitte um Hilfe mit Wohngeld"}
    )
    request = only(OnlineRequest)
    assert "Bitte um Hilfe mit Wohngeld" in desk.get(f"/empfang/?anfrage={request.id}").text
    assert book(page=f"/empfang/?anfrage={request.id}", channel="online").status_code == 303
    db.session.expire_all()
    assert only(OnlineRequest).contact_id == only(Contact).id
