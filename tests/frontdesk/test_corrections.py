"""A booked contact is set right: the wrong person, a forgotten concern, more to note."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.audit.models import AuditEvent
from lotse.cases.actions import open_case
from lotse.cases.models import Case
from lotse.clients.queries import load_person
from lotse.contacts.actions import desk as desk_actions
from lotse.contacts.actions.contacts import ContactData, book_contact
from lotse.contacts.models import Appointment, CallBack, Contact, ContactCorrection, IntentToApply
from lotse.contacts.queries import concern_ids_of
from lotse.contacts.rules import Channel, Result
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.reminders.actions.reminders import set_reminder
from lotse.reminders.models import Reminder
from tests.conftest import csrf_token
from tests.factories.accounts import make_unit, make_user
from tests.factories.clients import make_person
from tests.factories.frontdesk import make_concern, make_offer


@pytest.fixture
def author(app):
    return make_user(Role.FRONT_DESK)


@pytest.fixture
def booked(author):
    """A call booked on the wrong Ms Berger, with everything that may follow from it."""
    at, wrong, concern = clock.now(), make_person("Berger", "Ute", "1.1.1960"), make_concern()
    contact = book_contact(
        data=ContactData(author.site_id, Channel.PHONE, Result.ADVICE, at, 15, person_id=wrong.id, note="Ruft an",
                         concern_ids=[concern.id]),
        by=author, now=at,
    )  # fmt: skip
    about = {"by": author, "now": at, "person_id": wrong.id, "contact_id": contact.id}
    desk_actions.arrange_appointment(starts_at=at + timedelta(days=2), minutes=45, **about)
    desk_actions.ask_for_call_back(site_id=author.site_id, phone="0399 555100", due_on=clock.today(), **about)
    desk_actions.declare_intent(contact=contact, benefit="Wohngeld", wording="Ja", by=author, declared_at=at)
    set_reminder(text="nachfragen", due_on=clock.today(), owner=author, **about)
    db.session.commit()
    return contact


@pytest.fixture
def correct(author, booked, login_as):
    """Send the page with the fields given, everything else as it stood there."""
    client, address = login_as(author), f"/empfang/kontakt/{booked.id}/berichtigen"

    def send(**fields):
        page = client.get(address).text
        hidden = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', page))
        stood = {"channel": "phone", "duration_minutes": "15", "language": "Deutsch", "note": "Ruft an"}
        stood |= {
            "result": db.session.get(Contact, booked.id).result,
            "person": "Berger, Ute",
            "person_id": str(booked.person_id),
            "concerns": [str(id_) for id_ in concern_ids_of(booked.id)],
        }
        data = {**hidden, **stood, "csrf_token": csrf_token(page), **fields}
        answer = client.post(address, data=data)
        db.session.expire_all()
        return answer

    return send


def persons_of_followers():
    return [db.session.scalars(sa.select(table.person_id)).one()
            for table in (Appointment, CallBack, IntentToApply, Reminder)]  # fmt: skip


def test_the_page_stands_one_step_from_the_contact_and_shows_what_was_taken_down(author, booked, login_as):
    client = login_as(author)
    page = client.get(f"/empfang/kontakt/{booked.id}").text
    assert f"/empfang/kontakt/{booked.id}/berichtigen" in page
    form = client.get(f"/empfang/kontakt/{booked.id}/berichtigen").text
    assert 'value="Berger, Ute"' in form
    assert "Ruft an" in form
    assert re.search(r'<input checked[^>]*name="concerns"', form)


def test_the_wrong_person_is_replaced_and_what_followed_goes_with_the_contact(booked, correct):
    right = make_person("Berger", "Uta", "2.2.1962")
    db.session.commit()
    right_id, wrong_id = right.id, booked.person_id
    assert correct(person="Berger, Uta", person_id=str(right_id)).status_code == 303
    assert db.session.get(Contact, booked.id).person_id == right_id
    assert persons_of_followers() == [right_id] * 4
    event = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert event.person_id == right_id
    assert event.detail == f"Kontakt {booked.id} stand unter P-{wrong_id:06d}"


def test_a_name_without_a_hit_is_refused_and_nothing_typed_is_lost(booked, correct):
    answer = correct(person="Berger, Uta", person_id="", note="Ein langer neuer Satz")
    assert answer.status_code == 422
    assert "Bitte einen Treffer wählen" in answer.text
    assert "Ein langer neuer Satz" in answer.text
    assert db.session.get(Contact, booked.id).note == "Ruft an"


def test_another_name_beside_the_old_number_is_never_taken_for_saved(booked, correct):
    answer = correct(person="Berger, Uta", person_id=str(booked.person_id))
    assert answer.status_code == 422
    assert "Bitte einen Treffer wählen" in answer.text


def test_a_wish_to_apply_keeps_its_name(booked, correct):
    answer = correct(person="", person_id="")
    assert answer.status_code == 422
    assert "Er braucht den Namen einer Person" in answer.text


def test_without_a_wish_the_contact_may_become_anonymous(booked, correct):
    db.session.execute(sa.delete(IntentToApply))
    db.session.commit()
    assert correct(person="", person_id="").status_code == 303
    assert db.session.get(Contact, booked.id).person_id is None


def test_the_person_of_a_case_stays(author, booked, correct):
    wrong, at = db.session.get(Contact, booked.id).person_id, clock.now()
    case = open_case(person=load_person(wrong), household=None, reason="Miete", unit=make_unit("team"), by=author,
                     today=clock.today(), now=at, site_id=author.site_id)  # fmt: skip
    booked.case_id = case.id
    right = make_person("Berger", "Uta", "2.2.1962")
    db.session.commit()
    answer = correct(person="Berger, Uta", person_id=str(right.id))
    assert answer.status_code == 422
    assert "Zu diesem Kontakt gehört ein Fall" in answer.text


def test_concerns_note_and_minutes_are_set_right_and_retired_concerns_stay(booked, correct):
    old, added = make_concern("Alte Hilfe", position=2), make_concern("Schulden", position=3)
    had = list(concern_ids_of(booked.id))
    db.session.execute(sa.text(f"insert into contact_concern values ({booked.id}, {old.id})"))
    old.retired_on = clock.today()
    db.session.commit()
    old_id, added_id = old.id, added.id
    assert correct(concerns=[str(added_id)], note="Mehr", duration_minutes="45").status_code == 303
    contact = db.session.get(Contact, booked.id)
    assert (contact.note, contact.duration_minutes) == ("Mehr", 45)
    assert set(concern_ids_of(booked.id)) == {old_id, added_id}
    assert had[0] not in concern_ids_of(booked.id)


@pytest.mark.parametrize("minutes", ["-1", "481", "9" * 40, "viel", "1e3"])
def test_impossible_minutes_are_told_in_german(correct, minutes):
    answer = correct(duration_minutes=minutes)
    assert answer.status_code == 422
    assert "Bitte ganze Minuten zwischen 0 und 480 eingeben." in answer.text


def test_no_concern_at_all_is_refused(correct):
    answer = correct(concerns=[])
    assert answer.status_code == 422
    assert "Bitte mindestens ein Anliegen wählen." in answer.text


def test_two_who_correct_at_once_cannot_both_win(booked, correct):
    answer = correct(version="0", note="Der Zweite")
    assert answer.status_code == 409
    assert "Der Zweite" in answer.text
    assert db.session.get(Contact, booked.id).note == "Ruft an"


def test_even_a_change_of_concerns_alone_counts_as_a_new_version(booked, correct):
    before, other = booked.version, make_concern("Schulden", position=3)
    db.session.commit()
    correct(concerns=[str(other.id)])
    assert db.session.get(Contact, booked.id).version == before + 1


def test_who_may_not_read_the_note_may_not_correct(author, booked, login_as):
    colleague = make_user(Role.FRONT_DESK, site_id=author.site_id)
    booked.day = clock.today() - timedelta(days=1)
    db.session.commit()
    client = login_as(colleague)
    page = client.get(f"/empfang/kontakt/{booked.id}")
    assert page.status_code == 200
    assert "berichtigen" not in page.text
    assert client.get(f"/empfang/kontakt/{booked.id}/berichtigen").status_code == 404


def corrections(booked):
    return db.session.scalars(
        sa.select(ContactCorrection.changes).where(ContactCorrection.contact_id == booked.id)
    ).all()


def test_a_result_becomes_an_appointment_that_is_arranged_with_it(author, booked, correct, login_as):
    day = clock.today() + timedelta(days=3)
    lacking = correct(result="appointment", note="Doch ein Termin")
    assert lacking.status_code == 422
    assert "Bitte Tag und Uhrzeit des Termins angeben" in lacking.text
    assert "Doch ein Termin" in lacking.text
    given = {"appointment_on": day.isoformat(), "appointment_at": "10:30", "appointment_about": "Mietvertrag"}
    assert correct(result="appointment", **given).status_code == 303
    assert db.session.get(Contact, booked.id).result == "appointment"
    made = db.session.scalars(sa.select(Appointment).where(Appointment.about == "Mietvertrag")).one()
    assert (made.contact_id, made.person_id, made.site_id) == (booked.id, booked.person_id, author.site_id)
    assert corrections(booked) == ["Ergebnis: Auskunft erteilt → Termin vereinbart"]
    page = login_as(author).get(f"/empfang/kontakt/{booked.id}").text
    assert "Ergebnis: Auskunft erteilt → Termin vereinbart" in page
    assert author.name in page


def test_a_result_that_is_no_appointment_any_more_calls_the_coming_one_off(booked, correct):
    contact = db.session.get(Contact, booked.id)
    contact.result = "appointment"
    past = db.session.scalars(sa.select(Appointment)).one()
    kept = Appointment(
        contact_id=booked.id, starts_at=clock.now() - timedelta(days=1), ends_at=clock.now(), uid="x",
        created_at=clock.now(), created_by_id=1,
    )  # fmt: skip
    db.session.add(kept)
    db.session.commit()
    coming_id, kept_id = past.id, kept.id
    assert correct(result="advice").status_code == 303
    assert db.session.get(Appointment, coming_id).outcome == "cancelled"
    assert db.session.get(Appointment, kept_id).outcome == ""


def test_a_forgotten_case_is_opened_by_the_correction_and_stays_then(booked, correct):
    make_unit("team")
    db.session.commit()
    assert correct(result="case", case_reason="Räumungsklage").status_code == 303
    contact = db.session.get(Contact, booked.id)
    case = db.session.scalars(sa.select(Case)).one()
    assert (contact.case_id, case.person_id, case.reason) == (case.id, contact.person_id, "Räumungsklage")
    answer = correct(result="advice")
    assert answer.status_code == 422
    assert "Aus diesem Kontakt ist ein Fall entstanden" in answer.text
    assert db.session.get(Contact, booked.id).result == "case"


def test_a_case_wants_a_person_and_not_reached_wants_a_name_or_a_note(booked, correct):
    db.session.execute(sa.delete(IntentToApply))
    db.session.commit()
    assert "Ein Fall braucht eine Person" in correct(result="case", person="", person_id="").text
    assert "wer nicht erreicht wurde" in correct(result="not_reached", person="", person_id="", note="").text
    assert correct(result="not_reached", concerns=[]).status_code == 303


def test_a_referral_goes_on_to_its_letter(booked, correct):
    offer = make_offer("Schuldnerberatung")
    db.session.commit()
    answer = correct(result="referred", offer="Schuldnerberatung", offer_id=str(offer.id))
    assert f"angebot={offer.id}" in answer.location
    assert f"kontakt={booked.id}" in answer.location


def test_what_was_set_right_is_told_without_the_note_and_nothing_when_nothing_changed(booked, correct):
    assert correct().status_code == 303
    assert corrections(booked) == []
    assert correct(note="Neu", channel="on_site", duration_minutes="20", language="Türkisch").status_code == 303
    assert corrections(booked) == [
        "Kontaktweg: Telefon → Vor Ort; Dauer: 15 Min. → 20 Min.; Sprache: Deutsch → Türkisch; Notiz geändert"
    ]


def test_an_unknown_result_is_refused(correct):
    assert correct(result="😀").status_code == 422
