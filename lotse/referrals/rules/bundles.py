"""The order of a bundle: what stands in the way of a referral, and whose turn it is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Protocol, TypeVar

from lotse.referrals.rules.states import NOT_SENT, State


class Placed(Protocol):
    """A referral of a bundle, be it a row or the referral itself."""

    @property
    def id(self) -> int: ...
    @property
    def state(self) -> str: ...


P = TypeVar("P", bound=Placed)
UNANSWERED = NOT_SENT | {State.REQUESTED, State.RECEIVED, State.QUESTION, State.DECLINED_PENDING}
"""Nobody has said yes yet, and a no is not reviewed: what stands behind it in a bundle waits."""


def in_the_way(bundle: Sequence[P], referral_id: int) -> list[P]:
    """Return what stands before a referral of the ordered bundle and is not answered; nothing means: its turn."""
    return [row for row in takewhile(lambda row: row.id != referral_id, bundle) if row.state in UNANSWERED]


def next_in_turn(bundle: Sequence[P]) -> P | None:
    """Return the referral that is to leave now: not sent yet, and everything before it answered or ended."""
    first = next((row for row in bundle if row.state in UNANSWERED), None)
    return first if first is not None and first.state in NOT_SENT else None
