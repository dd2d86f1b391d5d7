"""Figures of a receiver: open ones are open, silence is no decline, days are working days."""

from __future__ import annotations

from datetime import date

from lotse.accounts.rules import Role
from lotse.foundation.db import db
from lotse.referrals.rules.states import State
from lotse.referrals.rules.track_record import Fact, track_record
from tests.factories.directory import make_organisation

FRIDAY = date(2026, 11, 20)


def fact(state: State, answered_on: date | None = None, accepted: bool = False, reason: str = "") -> Fact:
    return Fact(state, FRIDAY, answered_on, answered_on if accepted else None, reason)


def test_a_receiver_is_judged_by_what_it_answered():
    record = track_record(
        [
            fact(State.COMPLETED, date(2026, 11, 23), accepted=True),
            fact(State.DECLINED, date(2026, 11, 25), reason="no_capacity"),
            fact(State.NO_RESPONSE),
            fact(State.REQUESTED),
        ],
        "HE",
    )
    assert (record.sent, record.answered, record.accepted, record.declined) == (4, 2, 1, 1)
    assert (record.silent, record.still_open, record.acceptance) == (1, 1, 50)
    assert record.reasons == (("keine Kapazität", 1),)
    assert record.median_days == 2


def test_without_answers_there_is_no_rate_and_no_time():
    record = track_record([fact(State.REQUESTED)], "HE")
    assert (record.acceptance, record.median_days) == (None, None)


def test_the_page_of_a_receiver_opens_before_the_first_referral(app, login_as):
    house = make_organisation(name="Neue Stelle")
    db.session.commit()
    assert "Noch nichts vermittelt" in login_as(Role.NAVIGATOR).get(f"/vermittlungen/stelle/{house.id}").text
