"""Two people at one referral, an empty house and a full one."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.clients.models import PersonWarning
from lotse.disclosure.models import Consent
from lotse.foundation.clock import now, today
from lotse.foundation.db import db
from lotse.referrals.actions import sending
from lotse.referrals.actions.links import make_link
from lotse.referrals.actions.steps import take_step
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import Kind, Party, State
from lotse.referrals.rules.transitions import Step
from tests.conftest import csrf_token
from tests.factories.accounts import make_unit, make_user
from tests.factories.clients import make_person
from tests.factories.directory import make_organisation
from tests.factories.referrals import make_consent, make_referral


@pytest.fixture
def counted():
    """Count the statements on the referral tables and all that hang on them; the frame's own are not counted."""
    seen: list[str] = []

    def note(conn, cursor, statement, parameters, context, many):
        if not any(name in statement for name in ("audit_event", "session", "setting", "form_key", "job_run")):
            seen.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(db.engine, "before_cursor_execute", note)


def house_with_clerk() -> tuple[object, object, object]:
    unit = make_unit("department")
    clerk = make_user(Role.DEPARTMENT, unit_id=unit.id)
    return make_organisation(unit_id=unit.id), clerk, unit


def sent(user, house, name: str = "Özdemir", **fields: object) -> Referral:
    person = make_person(name)
    make_consent(person, house, user)
    referral = make_referral(user, house, person, **fields)
    sending.send(referral=referral, means="inbox" if house.unit_id else "letter", by=user, today=today(), now=now())
    return referral


def fields_of(page: str) -> dict[str, str]:
    import re

    hidden = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', page))
    hidden |= dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    return {**hidden, "csrf_token": csrf_token(page), "happened_on": today().isoformat()}


def test_two_clerks_answer_the_same_referral_and_the_second_is_told_and_loses_nothing(app, login_as) -> None:
    house, clerk, unit = house_with_clerk()
    referral = sent(make_user(), house)
    colleague = make_user(Role.DEPARTMENT, unit_id=unit.id)
    db.session.commit()
    first, second = login_as(clerk), login_as(colleague)
    path = f"/vermittlungen/eingang/{referral.id}/antwort"
    opened = [fields_of(browser.get(path).text) for browser in (first, second)]
    accepted = {"to": "accepted", "contact": "Frau X", "follows_by": today().isoformat()}
    assert first.post(path, data={**opened[0], **accepted}).status_code == 303
    late = second.post(path, data={**opened[1], "to": "received", "note": "Mein langer Satz"})
    assert late.status_code == 409
    assert "Mein langer Satz" in late.text
    assert "angenommen" in late.text
    db.session.expire_all()
    assert db.session.get(Referral, referral.id).state == State.ACCEPTED
    again = second.post(path, data={**fields_of(late.text), "to": "in_progress", "note": "Mein langer Satz"})
    assert again.status_code == 303


def test_the_navigator_withdraws_while_the_department_answers(app, login_as) -> None:
    house, clerk, _ = house_with_clerk()
    user = make_user()
    referral = sent(user, house)
    db.session.commit()
    desk, path = login_as(clerk), f"/vermittlungen/eingang/{referral.id}/antwort"
    opened = fields_of(desk.get(path).text)
    step = Step(State.WITHDRAWN, today(), Party.CLIENT, note="möchte nicht mehr")
    take_step(referral=referral, step=step, by=user, today=today(), now=now())
    db.session.commit()
    assert desk.post(path, data={**opened, "to": "received"}).status_code == 404
    db.session.expire_all()
    assert db.session.get(Referral, referral.id).state == State.WITHDRAWN


def test_a_department_never_sees_what_another_one_got(app, login_as) -> None:
    house, _, _ = house_with_clerk()
    _, stranger, _ = house_with_clerk()
    referral = sent(make_user(), house, "Geheimname")
    db.session.commit()
    desk = login_as(stranger)
    assert "Geheimname" not in desk.get("/vermittlungen/eingang").text
    for path in (
        f"eingang/{referral.id}",
        f"eingang/{referral.id}/antwort",
        f"{referral.id}",
        f"{referral.id}/antwort",
    ):
        assert desk.get(f"/vermittlungen/{path}").status_code in (403, 404)


def test_the_offices_warnings_at_a_person_never_reach_a_department(app, login_as) -> None:
    house, clerk, _ = house_with_clerk()
    referral = sent(make_user(), house)
    warning = PersonWarning(
        person_id=referral.person_id, kind="care", text="Nur für uns", valid_until=today() + timedelta(days=9),
        created_at=now(),
    )  # fmt: skip
    db.session.add(warning)
    db.session.commit()
    desk = login_as(clerk)
    for path in ("eingang", f"eingang/{referral.id}", f"eingang/{referral.id}/antwort"):
        page = desk.get(f"/vermittlungen/{path}").text
        assert "Nur für uns" not in page, path
        assert "lotse-late" not in page


def test_names_leave_the_inbox_when_the_consent_runs_out(app, login_as) -> None:
    house, clerk, _ = house_with_clerk()
    referral = sent(make_user(), house, "Geheimname")
    db.session.commit()
    desk = login_as(clerk)
    assert "Geheimname" in desk.get("/vermittlungen/eingang").text
    db.session.get(Consent, referral.consent_id).valid_until = today() - timedelta(days=1)
    db.session.commit()
    assert "Geheimname" not in desk.get("/vermittlungen/eingang").text
    page = desk.get(f"/vermittlungen/eingang/{referral.id}").text
    assert "Geheimname" not in page
    assert "Zurzeit keine Daten" in page


def test_a_hint_never_reaches_an_inbox(app, login_as) -> None:
    house, clerk, _ = house_with_clerk()
    user = make_user()
    referral = make_referral(user, house, kind=Kind.HINT)
    sending.send(referral=referral, means="handed_over", by=user, today=today(), now=now())
    db.session.commit()
    assert referral.number not in login_as(clerk).get("/vermittlungen/eingang").text


@pytest.mark.parametrize("count", [0, 300])
def test_list_and_inbox_need_few_statements_empty_or_full(app, login_as, counted, count: int) -> None:
    house, clerk, _ = house_with_clerk()
    user = make_user()
    for number in range(count):
        sent(user, house, f"Name{number}")
    db.session.commit()
    desk, staff = login_as(clerk), login_as(user)
    pages = [(desk, "/vermittlungen/eingang"), (staff, "/vermittlungen/"), (staff, "/vermittlungen/vorschlaege")]
    if count:
        pages.append((staff, f"/vermittlungen/{db.session.scalar(sa.select(sa.func.min(Referral.id)))}"))
    for browser, path in pages:
        counted.clear()
        answer = browser.get(path)
        assert answer.status_code == 200
        most = 16 if path[-1].isdigit() else 8
        assert len(counted) <= most, (path, counted)
    text = desk.get("/vermittlungen/eingang").text
    assert ("300 offen" in text) == bool(count)
    assert ("Seite 1 von 6" in text or "1–50" in text or "seite=2" in text) == bool(count)


@pytest.mark.parametrize(
    "value", ["", "x" * 20_000, "\x00", "٣٣٣", "-1", "9" * 40, "2026-99-99", "null", "99999999999999999999"]
)
def test_no_input_breaks_a_form_of_the_loop(app, login_as, submit, value: str) -> None:
    user, house = make_user(), make_organisation()
    case_person = make_person()
    draft = make_referral(user, house, case_person)
    referral = sent(user, make_organisation())
    db.session.commit()
    staff = login_as(user)
    base = f"/vermittlungen/{referral.id}"
    names = {
        f"{base}/antwort": ("to", "via", "happened_on", "received_on", "attempts", "then", "last", "contact", "note"),
        f"{base}/schritt?nach=withdrawn": ("to", "note", "reason_code", "next_step", "version"),
        f"{base}/versuch": ("on", "via", "note"),
        f"{base}/wirkung": ("effect", "source", "on", "via"),
        f"{base}/weiter": ("receiver", "receiver_id", "via", "note"),
        f"{base}/naechster-schritt": ("next_step",),
        f"{base}/einwilligung": ("purpose", "categories", "form", "given_on", "valid_until", "signature", "typed_name"),
        f"/vermittlungen/{draft.id}/bearbeiten": ("urgency", "concern_id", "not_before", "deadlines", "version"),
        f"/vermittlungen/vereinbarungen/{house.id}": ("subject", "receipt_days", "status_days", "valid_from"),
        "/vermittlungen/rueckantwort": ("code",),
        f"/vermittlungen/neu/person/{case_person.id}": ("kind", "receiver", "receiver_id", "concern_id", "running"),
    }  # fmt: skip
    for path, fields in names.items():
        for name in fields:
            answer = submit(staff, path, {name: value})
            assert answer.status_code in (200, 303, 404, 409, 422), (path, name, answer.status_code)
    send = submit(
        staff, f"/vermittlungen/{draft.id}", {"means": value, "basis": value}, to=f"/vermittlungen/{draft.id}/senden"
    )
    assert send.status_code == 422


def test_two_people_note_the_effect_and_the_second_sees_what_the_first_said(app, login_as) -> None:
    user = make_user(Role.NAVIGATOR)
    referral = sent(user, make_organisation())
    for to, more in ((State.ACCEPTED, {"contact": "X", "follows_by": today()}), (State.IN_PROGRESS, {})):
        step = Step(to, today(), Party.RECEIVER, via="phone", **more)
        take_step(referral=referral, step=step, by=user, today=today(), now=now())
    db.session.commit()
    path = f"/vermittlungen/{referral.id}/wirkung"
    first, second = login_as(user), login_as(user)
    forms = [{"on": today().isoformat(), **fields_of(browser.get(path).text)} for browser in (first, second)]
    said = {"source": "client", "via": "phone"}
    assert first.post(path, data={**forms[0], **said, "effect": "helped"}).status_code == 303
    late = second.post(path, data={**forms[1], **said, "effect": "not_helped"})
    assert late.status_code == 409
    assert "Wirkung hat geholfen" in late.text
    db.session.expire_all()
    assert referral.effect == "helped"
    again = second.post(path, data={**said, "on": today().isoformat(), **fields_of(late.text), "effect": "not_helped"})
    assert again.status_code == 303


def test_two_people_choose_the_next_receiver_and_only_one_draft_is_written_unasked(app, login_as) -> None:
    user = make_user(Role.NAVIGATOR)
    referral = sent(user, make_organisation())
    others = [make_organisation(), make_organisation()]
    step = Step(State.NO_RESPONSE, today(), Party.SYSTEM)
    take_step(referral=referral, step=step, by=None, today=today(), now=now())
    db.session.commit()
    path = f"/vermittlungen/{referral.id}/weiter"
    browsers = [login_as(user), login_as(user)]
    forms = [fields_of(browser.get(path).text) for browser in browsers]
    answers = [
        browser.post(path, data={**form, "receiver": house.name, "receiver_id": f"{house.id}:", "note": "weiter"})
        for browser, form, house in zip(browsers, forms, others, strict=True)
    ]
    assert [answer.status_code for answer in answers] == [303, 409]
    assert others[1].name in answers[1].text
    drafts = db.session.scalars(sa.select(Referral).where(Referral.redirected_from_id == referral.id)).all()
    assert [draft.organisation_id for draft in drafts] == [others[0].id]


def test_two_people_at_one_partner_answer_and_the_second_is_told(app, client) -> None:
    user = make_user(Role.NAVIGATOR)
    referral = sent(user, make_organisation())
    link = make_link(referral=referral, by=user, today=today(), now=now())
    db.session.commit()
    start = f"/antwort/{link.token}"
    client.post(start, data={"csrf_token": csrf_token(client.get(start).text), "pin": link.pin})
    opened = fields_of(client.get(f"{start}/antworten").text)
    accepted = {"to": "accepted", "contact": "Frau X", "follows_by": today().isoformat()}
    assert client.post(f"{start}/antworten", data={**opened, **accepted}).status_code == 303
    declined = {"to": "declined_pending", "reason_code": "no_capacity", "note": "Mein langer Satz"}
    late = client.post(f"{start}/antworten", data={**opened, **declined})
    assert late.status_code == 409
    assert "Mein langer Satz" in late.text
    assert "angenommen" in late.text
