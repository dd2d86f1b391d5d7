"""How a receiver has answered so far: figures a sender looks at before referring again. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from lotse.foundation.workdays import count_workdays
from lotse.referrals.rules.reasons import DECLINE
from lotse.referrals.rules.states import OPEN, State

_LABELS = {reason.code: reason.label for reason in DECLINE}


@dataclass(frozen=True)
class Fact:
    """What the figures need to know of one referral that was sent."""

    state: str
    sent_on: date
    answered_on: date | None
    accepted_on: date | None
    reason_code: str


@dataclass(frozen=True)
class TrackRecord:
    """Counts and the usual waiting time of one receiver; open ones are open, not failures."""

    sent: int
    answered: int
    accepted: int
    declined: int
    silent: int
    still_open: int
    median_days: float | None
    reasons: tuple[tuple[str, int], ...]

    @property
    def acceptance(self) -> int | None:
        """Accepted of answered in percent, None before the first answer."""
        return round(100 * self.accepted / self.answered) if self.answered else None


def track_record(facts: Iterable[Fact], region: str) -> TrackRecord:
    """Sum up what came back from a receiver; days are working days of its region."""
    rows = list(facts)
    answered = [row for row in rows if row.answered_on is not None]
    days = [count_workdays(row.sent_on, row.answered_on, region) for row in answered if row.answered_on]
    declined = [row for row in rows if row.state in {State.DECLINED, State.DECLINED_PENDING}]
    reasons = Counter(_LABELS.get(row.reason_code, "ohne Angabe") for row in declined)
    return TrackRecord(
        sent=len(rows),
        answered=len(answered),
        accepted=sum(1 for row in rows if row.accepted_on is not None),
        declined=len(declined),
        silent=sum(1 for row in rows if row.state == State.NO_RESPONSE),
        still_open=sum(1 for row in rows if row.state in OPEN),
        median_days=median(days) if days else None,
        reasons=tuple(reasons.most_common()),
    )
