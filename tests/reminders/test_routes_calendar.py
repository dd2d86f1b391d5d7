"""What leaves for a calendar."""

import re
from datetime import timedelta

from lotse.contacts.models import Appointment
from lotse.foundation import clock
from lotse.foundation.db import db
from tests.factories.cases import make_case
from tests.factories.reminders import make_reminder


def test_the_calendar_has_a_secret_address_without_names_that_can_be_revoked(visitor, client, lead, submit):
    case = make_case(lead=lead)
    make_reminder(lead, due_on=clock.today(), text="Herrn Geheimnis anrufen", case_id=case.id)
    db.session.commit()
    submit(visitor, "/heute/kalender", {}, to="/heute/kalender/neu")
    address = re.search(r"/kalender/[\w-]+\.ics", visitor.get("/heute/kalender").text).group(0)
    assert address not in visitor.get("/heute/kalender").text
    answer = client.get(address)
    assert answer.mimetype == "text/calendar"
    assert "SUMMARY:Lotse: Wiedervorlage" in answer.text
    for secret in ("Geheimnis", case.number, lead.name):
        assert secret not in answer.text
    submit(visitor, "/heute/kalender", {}, to="/heute/kalender/widerrufen")
    assert client.get(address).status_code == 404
    assert client.get("/kalender/x.ics").status_code == 404


def test_an_appointment_is_a_file_without_a_name_and_a_line_break_in_it_opens_no_new_line(visitor, lead):
    case = make_case(lead=lead)
    meeting = Appointment(
        with_user_id=lead.id, case_id=case.id, person_id=case.person_id,
        place="Zimmer 2\r\nATTENDEE:mailto:x@y.example", about="Herr Geheimnis", uid="t-1", created_at=clock.now(),
        created_by_id=lead.id,
        starts_at=clock.now() + timedelta(hours=2), ends_at=clock.now() + timedelta(hours=3),
    )  # fmt: skip
    db.session.add(meeting)
    db.session.commit()
    answer = visitor.get(f"/termine/{meeting.id}/kalender")
    assert answer.mimetype == "text/calendar"
    assert "Geheimnis" not in answer.text
    lines = answer.data.replace(b"\r\n ", b"").split(b"\r\n")
    assert not [line for line in lines if line.startswith(b"ATTENDEE")]
    assert [line.partition(b":")[0] for line in lines if line.startswith(b"LOCATION")] == [b"LOCATION"]
