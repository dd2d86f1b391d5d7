"""The result of a booked contact is set right, with what follows from the new one."""

from datetime import timedelta

import sqlalchemy as sa

from lotse.cases.models import Case
from lotse.contacts.models import Appointment, Contact, ContactCorrection, IntentToApply
from lotse.foundation import clock
from lotse.foundation.db import db
from tests.factories.accounts import make_unit
from tests.factories.frontdesk import make_offer


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
