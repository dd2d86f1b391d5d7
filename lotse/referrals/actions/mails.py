"""Mails of referrals: numbers, days and links, never a name, never a topic."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import current_app

from lotse.accounts.queries import get_user, list_users
from lotse.accounts.rules import Role
from lotse.outbox.actions import queue_mail
from lotse.outbox.rules import is_address
from lotse.referrals.models import Referral
from lotse.referrals.queries.senders import office_name, office_phone

if TYPE_CHECKING:
    from lotse.directory.models import Organisation

FOOT = "Diese E-Mail enthält keine personenbezogenen Daten."


def send_link(*, referral: Referral, organisation: Organisation, link_id: int, address: str, now: datetime) -> bool:
    """Queue the partner's link; the PIN goes another way. False where no address is known."""
    assert referral.answer_due_on is not None
    body = (
        f"Guten Tag,\n\nzum Vorgang {referral.number} bitten wir um Ihre Antwort bis "
        f"{referral.answer_due_on:%d.%m.%Y}.\n\n{address}\n\nDie PIN erhalten Sie von uns auf einem anderen Weg."
    )
    subject = f"Bitte um Antwort: {referral.number}"
    return _queue(f"partner-link:{link_id}", organisation.email, subject, _signed(body), now)


def tell_of_our_reply(*, referral: Referral, organisation: Organisation, now: datetime) -> bool:
    """Tell a partner that its link shows an answer of ours; the link itself it has, we know only its hash."""
    body = (
        f"Guten Tag,\n\nzum Vorgang {referral.number} haben wir Ihnen geantwortet. Bitte öffnen Sie den Link, den Sie "
        "von uns haben, mit Ihrer PIN: Dort steht unsere Antwort, und dort können Sie weiter antworten."
    )
    key, subject = f"our-reply:{referral.id}:{referral.version}", f"Wir haben geantwortet: {referral.number}"
    return _queue(key, organisation.email, subject, _signed(body), now)


def remind_receiver(*, referral: Referral, organisation: Organisation, number: int, now: datetime) -> bool:
    """Queue a reminder to a silent receiver; False where no address is known and somebody must print or call."""
    assert referral.sent_on is not None
    due = f" bis {referral.answer_due_on:%d.%m.%Y}" if referral.answer_due_on else ""
    body = (
        f"Guten Tag,\n\nam {referral.sent_on:%d.%m.%Y} haben wir Ihnen den Vorgang {referral.number} gesandt und um "
        f"Antwort{due} gebeten. Bitte antworten Sie auf dem Weg, der dort steht, oder rufen Sie uns an."
    )
    subject = f"Erinnerung: {referral.number}"
    if organisation.unit_id is not None:
        staff = list_users(roles=[Role.DEPARTMENT], unit_id=organisation.unit_id)
        keys = [(f"remind:{referral.id}:{number}:{user.id}", user.email) for user in staff]
        told = [_queue(key, email, subject, body, now, path="/vermittlungen/eingang") for key, email in keys]
        return any(told)
    return _queue(f"remind:{referral.id}:{number}", organisation.email, subject, _signed(body), now)


def ring(*, referral: Referral, what: str, due_on: date, now: datetime) -> bool:
    """Tell the sender once that a clock has run out."""
    body = (
        f"Guten Tag,\n\nbei {referral.number} ist eine Frist abgelaufen: {what} bis {due_on:%d.%m.%Y}. "
        "Die Vermittlung steht auf Ihrer Liste."
    )
    key = f"clock:{referral.id}:{due_on.isoformat()}"
    recipient, subject = get_user(referral.created_by_id).email, f"Frist abgelaufen: {referral.number}"
    return _queue(key, recipient, subject, body, now, path=f"/vermittlungen/{referral.id}")


def tell_of_lock(*, number: str, recipient: str, link_id: int, now: datetime) -> bool:
    """Tell the sender that five wrong PINs locked a link."""
    body = f"Guten Tag,\n\nder Zugang einer Stelle zu {number} wurde nach fünf falschen PINs gesperrt."
    return _queue(f"partner-link-locked:{link_id}", recipient, f"Zugang gesperrt: {number}", body, now)


def _signed(body: str) -> str:
    """Say who writes: somebody outside the house knows neither the number nor the address of the link."""
    phone = office_phone()
    return f"{body}\n\nFreundliche Grüße\n{office_name()}" + (f"\nTelefon {phone}" if phone else "")


def _queue(key: str, recipient: str, subject: str, body: str, now: datetime, *, path: str = "") -> bool:
    base = current_app.config["LOTSE"].public_base_url
    if not is_address(recipient):
        return False
    way = f"\n\n{base}{path}" if path else ""
    return queue_mail(
        dedupe_key=key, recipient=recipient, subject=subject, body=f"{body}{way}\n\n{FOOT}\n", due_at=now,
        host=urlsplit(base).hostname or "localhost", now=now,
    )  # fmt: skip
