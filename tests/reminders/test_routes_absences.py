"""Pages of absences and of those who stand in."""

import re

from lotse.accounts.rules import Role
from lotse.foundation import clock
from lotse.foundation.db import db
from tests.factories.accounts import make_user
from tests.factories.reminders import make_reminder


def test_an_absence_is_entered_and_ended(visitor, lead, submit):
    deputy = make_user()
    db.session.commit()
    days = {"starts_on": f"{clock.today():%d.%m.%Y}", "ends_on": f"{clock.today():%d.%m.%Y}"}
    data = {"user_id": str(lead.id), "deputy_id": str(deputy.id), **days}
    assert submit(visitor, "/heute/abwesenheit", {**data, "deputy_id": str(lead.id)}).status_code == 422
    assert submit(visitor, "/heute/abwesenheit", data).status_code == 303
    text = visitor.get("/heute/abwesenheit").text
    assert deputy.name in text
    end = re.search(r"/heute/abwesenheit/\d+/ende", text).group(0)
    submit(visitor, "/heute/abwesenheit", {}, to=end)
    assert "Niemand ist abwesend." in visitor.get("/heute/abwesenheit").text


def test_somebody_elses_absence_stays(visitor, login_as, lead, submit):
    data = {"starts_on": f"{clock.today():%d.%m.%Y}", "ends_on": f"{clock.today():%d.%m.%Y}"}
    deputy = make_user()
    db.session.commit()
    submit(visitor, "/heute/abwesenheit", {**data, "user_id": str(lead.id), "deputy_id": str(deputy.id)})
    end = re.search(r"/heute/abwesenheit/\d+/ende", visitor.get("/heute/abwesenheit").text).group(0)
    assert submit(login_as(Role.NAVIGATOR), "/heute/abwesenheit", {}, to=end).status_code == 404


def test_the_team_view_is_for_leads_and_stand_ins(login_as, lead):
    make_reminder(lead, due_on=clock.today(), text="Teamsache")
    chief = make_user(role=Role.TEAM_LEAD, unit_id=lead.unit_id)
    text = login_as(chief).get("/heute/team").text
    assert lead.name in text
    assert "Teamsache" in text
    assert "Niemand zu vertreten" in login_as(Role.NAVIGATOR).get("/heute/team").text
