"""Writing the steps of a referral down: each with its day, its actor, its channel and the moment of entry."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.foundation.db import db
from lotse.referrals.models import Referral, ReferralEvent
from lotse.referrals.rules.states import Party

if TYPE_CHECKING:
    from lotse.accounts.models import User


def note(
    referral: Referral,
    source: str,
    target: str,
    *,
    happened_on: date,
    now: datetime,
    by: User | None,
    party: Party,
    via: str,
    kind: str = "transition",
    reason_code: str = "",
    text: str | None = None,
    received_on: date | None = None,
) -> None:
    """Add one event; `happened_on` is the day it is about, `received_on` the day an answer reached us."""
    db.session.add(
        ReferralEvent(
            referral_id=referral.id,
            kind=kind,
            from_state=source,
            to_state=target,
            happened_on=happened_on,
            received_on=received_on,
            entered_at=now,
            by_id=by.id if by else None,
            party=party,
            via=via,
            reason_code=reason_code,
            note=text,
        )
    )


def mark(
    referral: Referral,
    kind: str,
    *,
    on: date,
    now: datetime,
    by: User | None = None,
    party: Party = Party.SYSTEM,
    via: str = "system",
    text: str | None = None,
) -> None:
    """Add an event that leaves the state as it is."""
    note(
        referral, referral.state, referral.state, happened_on=on, now=now, by=by, party=party, via=via, kind=kind,
        text=text,
    )  # fmt: skip
