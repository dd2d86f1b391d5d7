"""A partner's way in without an account: a link with an unguessable token, opened by a PIN from a second channel."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy.orm import Session

from lotse.foundation.crypto import hash_token
from lotse.foundation.db import db
from lotse.foundation.errors import RuleBroken
from lotse.referrals.actions.events import mark
from lotse.referrals.actions.sending import disclose_again
from lotse.referrals.models import PartnerLink, Referral
from lotse.referrals.queries import links
from lotse.referrals.rules.states import OPEN, Kind, Party, State

if TYPE_CHECKING:
    from lotse.accounts.models import User

hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
MOST_WRONG_PINS = 5
DAYS_AFTER_DUE = 14


@dataclass(frozen=True)
class NewLink:
    """Token and PIN, shown once: only their hashes are stored."""

    link: PartnerLink
    token: str
    pin: str


def make_link(*, referral: Referral, by: User, today: date, now: datetime, fields: tuple[str, ...] = ()) -> NewLink:
    """Make a link for the receiver of a sent referral; earlier links end. Expires 14 days after the answer is due.

    A link is a way out of its own and passes the gate: GateClosed when the ground of the sending has gone.
    """
    if referral.kind == Kind.HINT:
        raise RuleBroken("Ein Hinweis geht ohne Link: Die Stelle weiß nichts davon.")
    if referral.state not in OPEN or referral.sent_on is None or referral.answer_due_on is None:
        raise RuleBroken("Ein Link geht nur zu einer gesendeten, offenen Vermittlung.")
    if referral.means != "link" or links.list_links(referral.id):
        disclose_again(referral=referral, means="link", by=by, today=today, now=now, fields=fields)
    for earlier in links.list_links(referral.id):
        earlier.revoked_at = earlier.revoked_at or now
    token, pin = secrets.token_urlsafe(32), f"{secrets.randbelow(1_000_000):06d}"
    ends = max(now, datetime.combine(referral.answer_due_on, datetime.min.time(), tzinfo=now.tzinfo))
    link = PartnerLink(
        referral_id=referral.id,
        token_hash=hash_token(token),
        pin_hash=hasher.hash(pin),
        expires_at=ends + timedelta(days=DAYS_AFTER_DUE),
        created_at=now,
        created_by_id=by.id,
    )
    db.session.add(link)
    mark(referral, "link_made", on=today, now=now, by=by, party=Party.SENDER, via="link")
    db.session.flush()
    return NewLink(link, token, pin)


def revoke_link(*, link: PartnerLink, referral: Referral, by: User, today: date, now: datetime) -> None:
    """End a link at once."""
    if link.revoked_at is None:
        link.revoked_at = now
        mark(referral, "link_revoked", on=today, now=now, by=by, party=Party.SENDER, via="link")
    db.session.flush()


def is_usable(link: PartnerLink, referral: Referral, now: datetime) -> bool:
    """True while the link opens anything: not revoked, locked or expired, and the referral may still be answered."""
    ended = link.revoked_at is not None or link.locked_at is not None or now >= link.expires_at
    return not ended and (referral.state in OPEN or referral.state == State.NO_RESPONSE)


def is_pin(link: PartnerLink, pin: str) -> bool:
    """True when the PIN is right."""
    try:
        return hasher.verify(link.pin_hash, "".join(pin.split())[:20])
    except VerificationError:
        return False


def note_wrong_pin(session: Session, link_id: int, now: datetime) -> bool:
    """Count a wrong PIN in a transaction of its own; returns True when this one locked the link."""
    link = session.get(PartnerLink, link_id, with_for_update=True)
    assert link is not None
    link.wrong_pins += 1
    if link.wrong_pins >= MOST_WRONG_PINS and link.locked_at is None:
        link.locked_at = now
        return True
    return False


def note_opened(*, link: PartnerLink, referral: Referral, today: date, now: datetime) -> None:
    """Remember that the right PIN opened the link: on the link the first time, in the course every time."""
    link.opened_at, link.wrong_pins = link.opened_at or now, 0
    mark(referral, "link_opened", on=today, now=now, party=Party.RECEIVER, via="link")
    db.session.flush()
