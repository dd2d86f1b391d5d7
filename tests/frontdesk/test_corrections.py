"""A booked contact is set right: the wrong person, a forgotten concern, more to note."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.audit.models import AuditEvent
from lotse.cases.actions import open_case
from lotse.clients.queries import load_person
from lotse.contacts.models import Appointment, CallBack, Contact, IntentToApply
from lotse.contacts.queries import concern_ids_of
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.reminders.models import Reminder
from tests.factories.accounts import make_unit, make_user
from tests.factories.clients import make_person
from tests.factories.frontdesk import make_concern


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
