"""Drafts of referrals: written, and changed before they leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from lotse.disclosure.rules import Category
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.referrals import queries
from lotse.referrals.actions.bundles import join_running_bundle
from lotse.referrals.actions.events import note
from lotse.referrals.models import Referral
from lotse.referrals.queries.next_steps import find_lock
from lotse.referrals.rules.shared import Shared
from lotse.referrals.rules.states import NOT_SENT, Kind, Party, State

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.cases.models import Case
    from lotse.clients.models import Person
    from lotse.contacts.models import Contact
    from lotse.directory.models import Organisation


class SecondReferral(FieldError):
    """An open referral to this receiver exists, or it declined this person lately; the sender must confirm."""

    def __init__(self, message: str) -> None:
        super().__init__("confirmed_second", message)


def refer_client(
    *, kind: Kind, organisation: Organisation, by: User, today: date, now: datetime, person: Person | None = None,
    case: Case | None = None, contact: Contact | None = None, categories: Iterable[Category] = (),
    confirmed_second: bool = False, received_application_on: date | None = None, shared: Shared | None = None,
    **details: Any,
) -> Referral:  # fmt: skip
    """Write a draft that hands a client to a receiver; nothing leaves before `send`.

    `details` are further columns of the draft: offer, concern, urgency, and the texts of the letter.
    Raises FieldError when a person or the day of receipt is missing where the kind needs it, and SecondReferral when an
    open referral to the same receiver exists, or a decline locks the offer, and nobody confirmed it.
    """
    _refuse_what_cannot_be(kind, organisation, person, received_application_on, today)
    if person is not None and not confirmed_second:
        _ask_twice(person, organisation, details.get("offer_id"), today)
    referral = Referral(
        kind=kind, person_id=person.id if person else None, case_id=case.id if case else None,
        contact_id=contact.id if contact else None, organisation_id=organisation.id, site_id=by.site_id,
        unit_id=case.unit_id if case else by.unit_id, categories=_with_master(categories),
        shared=(shared or Shared()).stored(), received_application_on=received_application_on,
        created_at=now, created_by_id=by.id, **details,
    )  # fmt: skip
    _add_with_number(referral, today.year)
    join_running_bundle(referral=referral)
    note(referral, "", State.DRAFT, happened_on=today, now=now, by=by, party=Party.SENDER, via="system", kind="created")
    db.session.flush()
    return referral


def _add_with_number(referral: Referral, year: int) -> None:
    """The number holds the id, which the database gives: until then another one keeps the place."""
    referral.number = f"neu-{uuid4().hex[:12]}"
    db.session.add(referral)
    db.session.flush()
    referral.number = f"V-{year}-{referral.id:05d}"


def change_draft(
    *, referral: Referral, categories: Iterable[Category], shared: Shared, received_application_on: date | None,
    by: User, today: date, now: datetime, **details: Any,
) -> None:  # fmt: skip
    """Change what a referral says while nothing of it has left; receiver and kind stay.

    Raises RuleBroken once it has left, FieldError when the day of receipt is missing where the kind needs it.
    """
    if referral.state not in NOT_SENT:
        raise RuleBroken("Diese Vermittlung ist schon gesendet und lässt sich nicht mehr ändern.")
    _refuse_day_of_receipt(Kind(referral.kind), received_application_on, today)
    for name, value in details.items():
        setattr(referral, name, value)
    referral.categories, referral.shared = _with_master(categories), shared.stored()
    referral.received_application_on = received_application_on
    note(
        referral, referral.state, referral.state, happened_on=today, now=now, by=by, party=Party.SENDER, via="system",
        kind="changed",
    )  # fmt: skip
    db.session.flush()


def keep_reply_code(*, referral: Referral, code: str) -> None:
    """Take over the reply code that a letter already carries; one that was given before stays."""
    referral.reply_code = referral.reply_code or code
    db.session.flush()


def _refuse_what_cannot_be(
    kind: Kind, organisation: Organisation, person: Person | None, received_on: date | None, today: date
) -> None:
    if person is None and kind is not Kind.HINT:
        raise FieldError("person_id", "Ohne Person geht nur ein Hinweis.")
    _refuse_day_of_receipt(kind, received_on, today)
    if organisation.closed_on is not None:
        raise FieldError("receiver", "Diese Stelle gibt es nicht mehr.")


def _refuse_day_of_receipt(kind: Kind, received_on: date | None, today: date) -> None:
    if kind is Kind.APPLICATION_FORWARDING and received_on is None:
        raise FieldError(
            "received_application_on", "Bitte den Tag nennen, an dem der Antrag bei uns einging (§ 16 SGB I)."
        )
    if received_on is not None and received_on > today:
        raise FieldError("received_application_on", "Der Eingang liegt in der Zukunft.")


def _ask_twice(person: Person, organisation: Organisation, offer_id: int | None, today: date) -> None:
    twin = queries.find_open_twin(person.id, organisation.id, offer_id)
    if twin is not None:
        raise SecondReferral(
            f"Es gibt schon eine offene Vermittlung an diese Stelle ({twin.number}). "
            "Bitte bestätigen, dass eine zweite nötig ist."
        )
    lock = find_lock(person.id, organisation.id, offer_id, today)
    if lock is not None:
        raise SecondReferral(
            f"Diese Stelle hat am {lock.since:%d.%m.%Y} abgelehnt: {lock.reason}. Vor dem "
            f"{lock.until + timedelta(days=1):%d.%m.%Y} bitte nur mit Grund noch einmal anfragen und das bestätigen."
        )


def _with_master(categories: Iterable[Category]) -> list[str]:
    return sorted(str(category) for category in set(categories) | {Category.MASTER})
