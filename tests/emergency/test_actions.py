"""What an access opens, for how long, who hears of it; nothing else opens, whatever the order of steps."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotse.accounts.rules import Role
from lotse.cases.actions import responsibility
from lotse.cases.queries import get_case, reader_of, visible_case_ids
from lotse.cases.rules.notes import NoteClass, may_read, may_see_restricted_ratings
from lotse.emergency import actions, queries
from lotse.emergency.models import EmergencyNotice
from lotse.emergency.rules import LAPSES_AFTER, Wanted
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, LotseError, NotFound, RuleBroken
from lotse.outbox.models import OutboxMail
from tests.factories.accounts import make_user
from tests.factories.cases import make_case
from tests.factories.clients import make_person
from tests.factories.emergency import REASON, ask, release

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def sees(user, now):
    return set(db.session.scalars(visible_case_ids(user, now)))


@pytest.fixture
def people(app):
    lead, asker, boss = make_user(), make_user(), make_user(Role.TEAM_LEAD)
    return lead, asker, boss


def test_the_case_opens_on_release_and_closes_by_itself(people):
    lead, asker, boss = people
    case, other = make_case(lead=lead), make_case(lead=lead)
    access = ask(asker, case.number, at=AT)
    assert sees(asker, AT) == set()
    release(access, by=boss, at=AT + MINUTE)
    assert sees(asker, AT + MINUTE) == {case.id}
    assert get_case(case.id, asker, AT + 60 * MINUTE).id == case.id
    assert sees(asker, AT + 61 * MINUTE) == set()
    for late in (case, other):
        with pytest.raises(NotFound):
            get_case(late.id, asker, AT + 61 * MINUTE)


def test_it_closes_at_once_when_somebody_ends_it(people):
    lead, asker, boss = people
    case = make_case(lead=lead)
    access = release(ask(asker, case.number, at=AT), by=boss, at=AT)
    actions.end(access=access, by=boss, now=AT + MINUTE)
    assert sees(asker, AT + MINUTE) == set()
    assert sees(lead, AT + MINUTE) == {case.id}


def test_a_person_named_exactly_opens_her_running_cases_only(people):
    lead, asker, boss = people
    mia, twin = make_person("Müller", "Mia", "14.03.1988"), make_person("Müller", "Mia", "15.03.1988")
    running, closed, others = make_case(person=mia, lead=lead), make_case(person=mia, lead=lead), make_case(person=twin)
    closed.status, closed.closed_on = "closed", date(2026, 11, 1)
    release(ask(asker, Wanted("", "mueller", "MIA", date(1988, 3, 14)), at=AT), by=boss, at=AT)
    assert sees(asker, AT) == {running.id}
    assert others.id not in sees(asker, AT)


def test_an_auskunftssperre_and_a_number_nobody_has_look_the_same_to_everybody(people):
    lead, asker, boss = people
    blocked = make_case(lead=lead)
    blocked_person = db.session.get_one(type(make_person()), blocked.person_id)
    blocked_person.address_block_until = date(2030, 1, 1)
    told = []
    for number in (blocked.number, "L-1999-9999"):
        before = db.session.scalar(sa.select(sa.func.count()).select_from(OutboxMail))
        access = release(ask(asker, number, at=AT), by=boss, at=AT)
        assert queries.opened_by([access.id])[access.id] == []
        notices = db.session.execute(
            sa.select(EmergencyNotice.user_id, EmergencyNotice.wants).where(EmergencyNotice.access_id == access.id)
        ).all()
        mails = db.session.scalar(sa.select(sa.func.count()).select_from(OutboxMail)) - before
        told.append((sorted(notices), mails))
    assert told[0] == told[1]
    assert sees(asker, AT) == set()


def test_a_restricted_file_opens_to_a_navigator_not_to_a_team_lead(people):
    lead, asker, boss = people
    case, other_boss = make_case(lead=lead, restricted=True), make_user(Role.TEAM_LEAD)
    release(ask(other_boss, case.number, at=AT), by=boss, at=AT)
    assert sees(other_boss, AT) == set()
    release(ask(asker, case.number, at=AT), by=boss, at=AT)
    assert sees(asker, AT) == {case.id}


def test_confided_notes_and_opt_in_ratings_stay_closed(people):
    lead, asker, boss = people
    case = make_case(lead=lead)
    release(ask(asker, case.number, at=AT), by=boss, at=AT)
    reader = reader_of(case, asker, AT)
    assert may_read(NoteClass.ORDINARY, reader, entrusted_to_id=None)
    assert not may_read(NoteClass.CONFIDED, reader, entrusted_to_id=lead.id)
    assert not may_see_restricted_ratings(reader)


def test_lead_team_lead_of_the_unit_and_officer_are_told_without_personal_data(people):
    lead, asker, boss = people
    own_boss, officer = make_user(Role.TEAM_LEAD, unit_id=lead.unit_id), make_user(Role.DATA_PROTECTION)
    case = make_case(lead=lead)
    access = release(ask(asker, case.number, at=AT), by=boss, at=AT)
    told = set(
        db.session.scalars(
            sa.select(EmergencyNotice.user_id).where(
                EmergencyNotice.access_id == access.id, EmergencyNotice.settled_at.is_(None)
            )
        )
    )
    assert told == {lead.id, own_boss.id, asker.id}
    mails = db.session.scalars(sa.select(OutboxMail)).all()
    assert {lead.email, own_boss.email, officer.email, boss.email, asker.email} <= {mail.recipient for mail in mails}
    for mail in mails:
        for secret in (case.number, asker.name, lead.name, REASON, "Testfrau"):
            assert secret not in mail.subject + mail.body


def test_a_running_case_is_no_reason_to_name_oneself_for_longer(people):
    lead, asker, boss = people
    case, other_boss = make_case(lead=lead), make_user(Role.TEAM_LEAD)
    for by in (asker, other_boss):
        release(ask(by, case.number, at=AT), by=boss, at=AT)
        with pytest.raises(RuleBroken, match="Notzugriff"):
            responsibility.add_deputy(
                case=case, deputy=by, starts_on=AT.date(), ends_on=None, reason="", by=by, now=AT + MINUTE
            )
        with pytest.raises(RuleBroken, match="Notzugriff"):
            responsibility.offer_handover(case=case, to=by, reason="eilt", by=by, now=AT + MINUTE)


def test_one_cannot_do_it_alone_nor_skip_a_step(people):
    lead, asker, boss = people
    case, officer = make_case(lead=lead), make_user(Role.DATA_PROTECTION)
    access = ask(boss, case.number, at=AT)
    for by in (boss, asker, lead, officer):
        with pytest.raises(RuleBroken):
            actions.answer(access=access, release=True, note="", by=by, now=AT)
    for early in (actions.end, actions.review):
        more = {"justified": True, "note": "gut"} if early is actions.review else {}
        with pytest.raises(RuleBroken):
            early(access=access, by=officer, now=AT, **more)
    assert sees(boss, AT) == set()
    with pytest.raises(LotseError):
        ask(make_user(Role.FRONT_DESK), case.number)


def test_the_second_of_two_deciders_is_told_what_the_first_decided(people):
    lead, asker, boss = people
    access = ask(asker, make_case(lead=lead).number, at=AT)
    actions.answer(access=access, release=False, note="Fallführung ist da", by=boss, now=AT)
    with pytest.raises(RuleBroken, match="abgelehnt"):
        actions.answer(access=access, release=True, note="", by=make_user(Role.TEAM_LEAD), now=AT)
    assert sees(asker, AT) == set()


def test_a_case_one_may_open_anyway_needs_no_emergency(people):
    lead, *_ = people
    with pytest.raises(FieldError, match="schon öffnen"):
        ask(lead, make_case(lead=lead).number)


STEPS = ("ask", "ask_unknown", "release", "refuse", "withdraw", "end", "deputy", "handover", "own_release")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(course=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 200), st.integers(0, 2)), max_size=14))
def test_no_sequence_of_steps_opens_a_file_after_its_end_or_beyond_its_scope(app, course):
    lead, asker, boss = make_user(), make_user(), make_user(Role.TEAM_LEAD)
    cases = [make_case(lead=lead), make_case(lead=lead, restricted=True), make_case(lead=lead)]
    now, asked, open_until = AT, [], {}
    for step, minutes, which in course:
        now += minutes * MINUTE
        newest = asked[-1] if asked else None
        try:
            if step in {"ask", "ask_unknown"}:
                number = cases[which].number if step == "ask" else "L-1999-0001"
                asked.append(
                    (ask(asker, number, at=now, hours=(1, 4, 8)[which]), which if step == "ask" else None, now)
                )
            elif step in {"deputy", "handover"}:
                case = get_case(cases[which].id, asker, now)
                given_ = {"case": case, "reason": "x", "by": asker, "now": now}
                if step == "deputy":
                    responsibility.add_deputy(deputy=asker, starts_on=now.date(), ends_on=None, **given_)
                else:
                    responsibility.offer_handover(to=asker, **given_)
            elif newest is not None:
                access, case_at, at = newest
                match step:
                    case "release":
                        actions.answer(access=access, release=True, note="", by=boss, now=now)
                        assert now < at + LAPSES_AFTER
                        if case_at is not None:
                            until = now + timedelta(hours=access.hours)
                            open_until.setdefault(case_at, {})[access.id] = until
                    case "own_release":
                        actions.answer(access=access, release=True, note="", by=asker, now=now)
                        pytest.fail("nobody releases the own request")
                    case "refuse":
                        actions.answer(access=access, release=False, note="nein", by=boss, now=now)
                    case "withdraw":
                        actions.withdraw(access=access, by=asker, now=now)
                    case "end":
                        actions.end(access=access, by=boss, now=now)
                        open_until.get(case_at, {}).pop(access.id, None)
        except (RuleBroken, NotFound):
            db.session.expire_all()
        wanted = {cases[i].id for i, untils in open_until.items() if any(u > now for u in untils.values())}
        assert sees(asker, now) == wanted
    assert sees(asker, now + timedelta(hours=9)) == set()
    db.session.rollback()
