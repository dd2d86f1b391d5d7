"""Wrong PINs are counted in a transaction of their own, because the request that brings one is refused."""

from __future__ import annotations

from datetime import date, datetime

from lotse.accounts.queries import get_user
from lotse.audit import actions as audit
from lotse.audit.rules import Action, Entry
from lotse.foundation.db import db, own_transaction
from lotse.referrals import queries
from lotse.referrals.actions.events import mark
from lotse.referrals.actions.links import note_wrong_pin
from lotse.referrals.actions.mails import tell_of_lock
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import Party


def count_wrong_pin(link_id: int, referral: Referral, *, today: date, now: datetime) -> bool:
    """Count a wrong PIN; the fifth locks the link and tells the sender, with the number and without any name.

    Ends the transaction of the request and commits its own. True when the link is locked now.
    """
    referral_id, number, recipient = referral.id, referral.number, get_user(referral.created_by_id).email
    db.session.rollback()  # frees SQLite's write lock for the transaction that must survive
    with own_transaction() as own:
        locked = note_wrong_pin(own, link_id, now)
    again = queries.find_referral(referral_id)
    assert again is not None
    mark(again, "link_locked" if locked else "wrong_pin", on=today, now=now, party=Party.RECEIVER, via="link")
    if locked:
        tell_of_lock(number=number, recipient=recipient, link_id=link_id, now=now)
    else:  # a refused form leaves no row of its own; the page that is gone does
        _audit(link_id, again, now)
    db.session.commit()
    return locked


def _audit(link_id: int, referral: Referral, now: datetime) -> None:
    entry = Entry(
        at=now, actor_id=None, actor_kind="visitor", action=Action.REFUSED, endpoint="partner.open_link",
        object_kind="partner_link", object_id=link_id, person_id=referral.person_id, case_id=referral.case_id,
        detail="wrong_pin",
    )  # fmt: skip
    audit.write(db.session.connection(), entry)
