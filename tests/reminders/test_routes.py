"""The pages of reminders, as a browser uses them."""

import re
from datetime import timedelta

import pytest

from lotse.accounts.actions import absences
from lotse.accounts.rules import Role
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.outbox import queries as mails
from lotse.reminders.actions import job_runs
from lotse.reminders.models import Reminder
from tests.conftest import csrf_token
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.deadlines import make_deadline
from tests.factories.outbox import make_mail
from tests.factories.reminders import make_reminder


def reminder():
    db.session.rollback()
    return db.session.query(Reminder).order_by(Reminder.id).first()


def test_a_reminder_is_set_from_a_case_and_stands_on_today(visitor, lead, submit):
    case = make_case(lead=lead)
    db.session.commit()
    address = f"/faelle/{case.id}/wiedervorlagen/neu"
    data = {"text": "Kita fragen", "when": "heute", "owner_id": str(lead.id), "kind": "reminder"}
    assert submit(visitor, address, data).status_code == 303
    text = visitor.get("/heute").text
    assert "Kita fragen" in text
    assert case.number in text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": ""}, "Bitte ausfüllen."),
        ({"when": "irgendwann"}, "Bitte einen Tag nennen"),
        ({"when": "31.02.2027"}, "Dieses Datum gibt es nicht"),
        ({"series_weeks": "99"}, "Bitte 1 bis 52 Wochen."),
        ({"series_weeks": "4", "series_until": "01.01.2020"}, "endet vor ihrem ersten Tag"),
    ],
)
def test_bad_input_is_a_sentence_at_its_field(visitor, lead, submit, data, sentence):
    given = {"text": "x", "when": "morgen", "owner_id": str(lead.id), "kind": "reminder", **data}
    answer = submit(visitor, "/wiedervorlagen/neu", given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert reminder() is None


def test_done_takes_one_button_and_undo_another(visitor, lead, submit):
    make_reminder(lead, due_on=clock.today())
    db.session.commit()
    key = f"reminder-{reminder().id}"
    assert submit(visitor, "/heute", {"eins": f"erledigt:{key}"}, to="/heute/aktion").status_code == 303
    text = visitor.get("/heute").text
    assert "1 Punkt erledigt." in text
    assert "Rückgängig" in text
    assert reminder().outcome == "done"
    submit(visitor, "/heute", {}, to="/heute/rueckgaengig")
    assert reminder().settled_at is None


def test_several_are_put_off_passed_on_and_taken_back_at_once(visitor, lead, submit):
    other = make_user()
    for _ in range(3):
        make_reminder(lead, due_on=clock.today())
    db.session.commit()
    keys = [f"reminder-{row.id}" for row in db.session.query(Reminder)]
    submit(visitor, "/heute", {"item": keys, "aktion": "datum", "auf": "2w"}, to="/heute/aktion")
    assert reminder().due_on >= clock.today() + timedelta(days=14)
    submit(visitor, "/heute", {"item": keys, "aktion": "an", "an": str(other.id)}, to="/heute/aktion")
    assert reminder().owner_id == other.id
    assert "3 Punkte abgegeben" in visitor.get("/heute").text
    submit(visitor, "/heute", {}, to="/heute/rueckgaengig")
    assert reminder().owner_id == lead.id


def test_a_strangers_reminder_cannot_be_settled_or_opened(visitor, submit):
    make_reminder(make_user(), due_on=clock.today())
    db.session.commit()
    number = reminder().id
    submit(visitor, "/heute", {"eins": f"erledigt:reminder-{number}"}, to="/heute/aktion")
    assert reminder().settled_at is None
    assert visitor.get(f"/wiedervorlagen/{number}").status_code == 404


@pytest.mark.parametrize("junk", ["", "x", "reminder-", "reminder-²", "deadline-1", "reminder-99999999999999"])
def test_junk_in_an_action_does_nothing(visitor, submit, junk):
    for data in (
        {"item": [junk], "aktion": "erledigt"},
        {"eins": f"erledigt:{junk}"},
        {"item": [junk], "aktion": junk},
    ):
        assert submit(visitor, "/heute", data, to="/heute/aktion").status_code == 303


def test_a_reminder_is_changed_with_its_version(visitor, lead, submit):
    make_reminder(lead, due_on=clock.today())
    db.session.commit()
    address = f"/wiedervorlagen/{reminder().id}"
    data = {"text": "neuer Text", "when": "freitag", "owner_id": str(lead.id)}
    assert submit(visitor, address, {**data, "version": "9"}).status_code == 409
    assert submit(visitor, address, data).status_code == 303
    assert reminder().text == "neuer Text"


def test_the_filter_sticks(visitor, lead, submit):
    make_reminder(lead, due_on=clock.today() + timedelta(days=20), text="ganz fern")
    db.session.commit()
    assert "ganz fern" not in visitor.get("/heute").text
    submit(visitor, "/heute", {"tage": "30"}, to="/heute/filter")
    assert "ganz fern" in visitor.get("/heute").text
    submit(visitor, "/heute", {"tage": "30", "art": ["deadline"]}, to="/heute/filter")
    text = visitor.get("/heute").text
    assert "ganz fern" not in text
    assert "1 ausgeblendet" in text


def test_administrators_see_jobs_and_settle_unclear_mails(login_as, submit):
    admin = login_as(Role.ADMINISTRATION)
    unclear, failed = make_mail(), make_mail()
    unclear.state, failed.state = "unclear", "failed"
    db.session.commit()
    first, second = unclear.id, failed.id
    page = "/verwaltung/hintergrund"
    text = admin.get(page).text
    assert "Niemand arbeitet im Hintergrund" in text
    assert "Unklare E-Mails (1)" in text
    assert submit(admin, page, {}, to=f"{page}/mails/{first}/angekommen").status_code == 303
    assert submit(admin, page, {}, to=f"{page}/mails/{second}/erneut").status_code == 303
    db.session.rollback()
    db.session.expire_all()
    assert (mails.get_mail(first).state, mails.get_mail(second).state) == ("sent", "due")


def test_administrators_see_how_long_a_job_has_waited_and_which_one_runs(login_as):
    at = clock.now()
    for name, due_at in (("waits", at - timedelta(minutes=4)), ("runs", at - timedelta(minutes=2))):
        job_runs.enter_job(name=name, due_at=due_at)
    job_runs.claim_job(name="runs", owner="h:1:1", now=at)
    db.session.commit()
    text = " ".join(login_as(Role.ADMINISTRATION).get("/verwaltung/hintergrund").text.split())
    assert re.search(r"wartet 24\d s", text)
    assert re.search(r"wartet 12\d s", text)
    assert text.count("läuft seit") == 1


def test_navigators_do_not_see_jobs(visitor):
    assert visitor.get("/verwaltung/hintergrund").status_code == 403


def test_500_things_give_a_page_of_the_first_ones_with_a_way_to_the_rest(login_as):
    user = make_user()
    for number in range(500):
        make_reminder(user, text=f"Punkt {number:03d}", due_on=clock.today() - timedelta(days=number % 20))
    browser = login_as(user)
    text = browser.get("/heute").text
    assert "500 Punkte" in text
    assert text.count('name="item"') == 40 + 25
    assert "Überfällig (475)" in text
    whole = browser.get("/heute?teil=overdue").text
    assert whole.count('name="item"') == 500
    assert len(text) < 120_000


def test_an_overdue_deadline_stands_above_older_reminders(login_as):
    user = make_user()
    case = make_case(lead=user)
    make_deadline(
        case, event_date=(clock.today() - timedelta(days=60)).isoformat(), delivery="handover", place_state="HE"
    )
    make_reminder(user, text="Uralt", due_on=clock.today() - timedelta(days=300))
    text = login_as(user).get("/heute").text
    assert text.index("Widerspruch") < text.index("Uralt")


def test_without_anything_of_ones_own_there_is_no_bar_to_settle_it(login_as):
    user = make_user()
    make_case(lead=user, review_on=clock.today())
    text = login_as(user).get("/heute").text
    assert "Lebenslage neu einschätzen" in text
    assert 'name="aktion"' not in text


def test_two_people_settle_the_same_series_and_it_goes_on_once(login_as, lead):
    deputy = make_user()
    absences.plan_absence(user=lead, deputy=deputy, starts_on=clock.today(), ends_on=clock.today())
    make_reminder(lead, due_on=clock.today(), series_weeks=4)
    db.session.commit()
    own, standing_in = login_as(lead), login_as(deputy)
    tokens = {browser: csrf_token(browser.get("/heute").text) for browser in (own, standing_in)}
    for browser, token in tokens.items():
        data = {"csrf_token": token, "eins": f"erledigt:reminder-{reminder().id}"}
        assert browser.post("/heute/aktion", data=data).status_code == 303
    assert db.session.query(Reminder).count() == 2


def test_two_people_change_the_same_reminder_and_the_second_sees_both(login_as, lead, submit):
    deputy = make_user()
    absences.plan_absence(user=lead, deputy=deputy, starts_on=clock.today(), ends_on=clock.today())
    make_reminder(lead, due_on=clock.today(), text="Vermieter anrufen")
    db.session.commit()
    page = f"/wiedervorlagen/{reminder().id}"
    data = {"text": "Bank anrufen", "when": "morgen", "owner_id": str(lead.id), "kind": "reminder"}
    assert submit(login_as(lead), page, data).status_code == 303
    second = submit(login_as(deputy), page, {**data, "text": "Amt anrufen", "version": "1"})
    assert second.status_code == 409
    assert "Amt anrufen" in second.text
    assert "Bank anrufen" in second.text
    assert reminder().text == "Bank anrufen"


def test_a_series_is_set_in_one_field(visitor, lead, submit):
    data = {"text": "Kita fragen", "when": "alle 4 Wochen bis Oktober", "owner_id": str(lead.id), "kind": "reminder"}
    answer = submit(visitor, "/wiedervorlagen/neu", data)
    assert answer.status_code == 303
    assert "dann alle 4 Wochen bis 31.10." in visitor.get(answer.location).text
    assert (reminder().series_weeks, reminder().series_until.month) == (4, 10)
