"""Wrong PINs are counted in a transaction of their own, because the request that brings one is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lotse.accounts.queries import get_user
from lotse.foundation.clock import now
from lotse.foundation.db import db, own_transaction
from lotse.outbox.actions import queue_mail
from lotse.referrals.actions.links import note_wrong_pin

if TYPE_CHECKING:
    from lotse.referrals.models import Referral


def count_wrong_pin(link_id: int, referral: Referral, *, base_url: str) -> None:
    """Count a wrong PIN; the fifth locks the link and tells the sender, with the number and without any name."""
    number, recipient = referral.number, get_user(referral.created_by_id).email
    db.session.rollback()  # frees SQLite's write lock for the transaction that must survive
    with own_transaction() as own:
        locked = note_wrong_pin(own, link_id, now())
    if locked and recipient:
        queue_mail(
            dedupe_key=f"partner-link-locked:{link_id}",
            recipient=recipient,
            subject=f"Zugang gesperrt: {number}",
            body=f"Der Zugang einer Stelle zu {number} wurde nach fünf falschen PINs gesperrt.\n\n{base_url}\n",
            due_at=now(),
            host=urlsplit(base_url).hostname or "localhost",
            now=now(),
        )
        db.session.commit()
