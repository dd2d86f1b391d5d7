"""Bundles: several referrals of one difficult case in an order, each leaving when the one before is answered."""

from __future__ import annotations

from datetime import date, datetime

from lotse.foundation.db import db
from lotse.foundation.errors import FieldError
from lotse.referrals.actions.events import mark
from lotse.referrals.models import Referral
from lotse.referrals.queries import bundles, has_event
from lotse.referrals.rules.bundles import UNANSWERED, in_the_way, next_in_turn
from lotse.referrals.rules.states import LABELS, NOT_SENT, Kind, State

TURN = "bundle_turn"
"""The event that says: everything before is answered, this one may leave."""


def join_bundle(*, referral: Referral, first: Referral) -> None:
    """Put a referral behind the others of a bundle (several referrals of one difficult case, in order)."""
    if first.case_id is None or referral.case_id != first.case_id:
        raise FieldError("bundle", "Ein Lotsenbündel gehört zu einem Fall.")
    if first.id == referral.id:
        raise FieldError("bundle", "Eine Vermittlung steht nicht hinter sich selbst.")
    if referral.bundle_id is not None:
        raise FieldError("bundle", "Diese Vermittlung gehört schon zu einem Lotsenbündel.")
    root = first.bundle_id or first.id
    if first.bundle_id is None:
        first.bundle_id, first.bundle_position = first.id, 1
    referral.bundle_id, referral.bundle_position = root, bundles.last_position(root) + 1
    db.session.flush()


def join_running_bundle(*, referral: Referral) -> None:
    """Put a new referral of the kind 'bundle' behind those of that kind in its case that have not ended."""
    if referral.kind == Kind.BUNDLE and referral.case_id is not None:
        last = bundles.last_of_kind(referral.case_id, besides=referral.id)
        if last is not None:
            join_bundle(referral=referral, first=last)


def refuse_out_of_turn(referral: Referral) -> None:
    """Raise FieldError on `out_of_turn` while something before it in its bundle is not answered."""
    rows = in_the_way(bundles.members(referral.bundle_id), referral.id) if referral.bundle_id else []
    if rows:
        before = ", ".join(f"{row.number} ({LABELS[State(row.state)]})" for row in rows)
        raise FieldError("out_of_turn", f"Im Lotsenbündel steht davor noch ohne Antwort: {before}.")


def pass_turn(*, referral: Referral, source: State, today: date, now: datetime) -> None:
    """After a step: when a referral of a bundle is answered or has ended, the next comes to the sender's desk.

    One that was redirected passes the turn to the draft for the new receiver (`call`), not to the next in the order.
    """
    answered = source in UNANSWERED and referral.state not in UNANSWERED
    if referral.bundle_id is None or not answered or referral.state == State.REDIRECTED:
        return
    db.session.flush()
    following = next_in_turn(bundles.members(referral.bundle_id))
    if following is not None and not has_event(following.id, TURN):
        call(following, today=today)
        mark(following, TURN, on=today, now=now, text=f"{referral.number}: {LABELS[State(referral.state)]}")


def call(draft: Referral, *, today: date) -> None:
    """Let a draft stand on the sender's list of due things from today on."""
    if draft.state in NOT_SENT:
        draft.next_check_on = today
