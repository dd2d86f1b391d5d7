"""Who may ask, decide, end and review; how long; what never opens."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.emergency.rules import (
    LAPSES_AFTER,
    Found,
    State,
    Step,
    Wanted,
    fault_in,
    may,
    openable,
    state_of,
)

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)
ASKER, OTHER = 1, 2


@dataclass
class Known:
    asked_by_id: int = ASKER
    asked_at: datetime = AT
    answer: str | None = None
    ends_at: datetime | None = None
    reviewed_at: datetime | None = None


RUNNING = Known(answer="released", ends_at=AT + timedelta(hours=1))
REASON = "Die Person steht am Empfang und droht sich etwas anzutun."


def test_the_clock_alone_ends_an_access_at_its_very_instant():
    assert state_of(RUNNING, AT + timedelta(minutes=59, seconds=59)) is State.RUNNING
    assert state_of(RUNNING, AT + timedelta(hours=1)) is State.ENDED


def test_a_request_nobody_decides_lapses():
    assert state_of(Known(), AT + LAPSES_AFTER - timedelta(seconds=1)) is State.ASKED
    assert state_of(Known(), AT + LAPSES_AFTER) is State.LAPSED
    assert not may(Step.ANSWER, Known(), user_id=OTHER, role=Role.TEAM_LEAD, now=AT + LAPSES_AFTER)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_but_another_team_lead_decides(role):
    assert may(Step.ANSWER, Known(), user_id=OTHER, role=role, now=AT) is (role == Role.TEAM_LEAD)
    assert not may(Step.ANSWER, Known(), user_id=ASKER, role=role, now=AT)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_but_the_officer_reviews_and_only_what_has_ended(role):
    later = AT + timedelta(hours=2)
    assert may(Step.REVIEW, RUNNING, user_id=OTHER, role=role, now=later) is (role == Role.DATA_PROTECTION)
    assert not may(Step.REVIEW, RUNNING, user_id=OTHER, role=role, now=AT)


def test_asker_team_lead_and_officer_end_a_running_access_a_colleague_does_not():
    assert may(Step.END, RUNNING, user_id=ASKER, role=Role.NAVIGATOR, now=AT)
    assert may(Step.END, RUNNING, user_id=OTHER, role=Role.TEAM_LEAD, now=AT)
    assert may(Step.END, RUNNING, user_id=OTHER, role=Role.DATA_PROTECTION, now=AT)
    assert not may(Step.END, RUNNING, user_id=OTHER, role=Role.NAVIGATOR, now=AT)
    assert not may(Step.END, Known(answer="refused"), user_id=ASKER, role=Role.NAVIGATOR, now=AT)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"wanted": Wanted()}, "case_number"),
        ({"wanted": Wanted("L-2026-0001", "Muster", "Mia", TODAY)}, "case_number"),
        ({"wanted": Wanted(last_name="Muster")}, "last_name"),
        ({"cause": "curiosity"}, "cause"),
        ({"hours": 24}, "hours"),
        ({"reason": "eilt      " + " " * 30}, "reason"),
    ],
)
def test_a_request_needs_one_file_a_cause_a_duration_and_a_reason(change, field):
    whole = {"wanted": Wanted("L-2026-0001"), "cause": "crisis", "reason": REASON, "hours": 1}
    assert fault_in(**whole) is None
    assert fault_in(**{**whole, **change})[0] == field


def found(**fields):
    return Found(**{
        "case_id": 1, "person_id": 1, "lead_id": None, "unit_id": 1, "restricted": False, "address_block_until": None,
        **fields,
    })  # fmt: skip


def test_an_auskunftssperre_stays_closed_until_it_has_run_out():
    blocked, over = found(address_block_until=TODAY), found(address_block_until=TODAY - timedelta(days=1))
    assert openable([blocked, over], role=Role.NAVIGATOR, today=TODAY) == [over]


def test_a_restricted_file_opens_to_a_navigator_and_never_to_a_team_lead():
    assert openable([found(restricted=True)], role=Role.NAVIGATOR, today=TODAY)
    assert not openable([found(restricted=True)], role=Role.TEAM_LEAD, today=TODAY)
