"""Consents given and revoked, and the gate itself: the only door through which personal data leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from blinker import signal

from lotse.disclosure import queries, rules
from lotse.disclosure.models import Consent, Disclosure
from lotse.disclosure.rules import Basis, Category, Decision, ReceiverKind
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.foundation.months import add_months

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.clients.models import Person
    from lotse.directory.models import Organisation

consent_revoked = signal("consent_revoked")
"""Sent with the consent when it is revoked: referrals above close the receiver's access. Connected in `lotse.app`."""


class GateClosed(RuleBroken):
    """Data were to leave without a ground; the message names what is missing."""


def give_consent(
    *, person: Person, organisation: Organisation, purpose: str, categories: Iterable[Category], form: str,
    given_on: date, valid_until: date | None = None, language: str = "Deutsch", signed_by: str = "",
    interpreter: str = "", case_id: int | None = None, by: User, today: date, now: datetime,
) -> Consent:  # fmt: skip
    """Record that a person allows data to go to one recipient for one purpose (§ 67b Abs. 2 SGB X).

    Valid for twelve months unless said otherwise, through the last day. Raises FieldError for a blanket consent (no
    purpose, no category), for sensitive data by word only, and for dates that cannot be.
    """
    ticked = sorted(set(categories))
    ends = valid_until or add_months(given_on, rules.DEFAULT_MONTHS)
    _check_scope(ticked, purpose, form)
    _check_span(given_on, ends, today)
    consent = Consent(
        person_id=person.id, organisation_id=organisation.id, case_id=case_id, purpose=purpose.strip(),
        categories=[str(category) for category in ticked], form=form, given_on=given_on, valid_until=ends,
        language=language, signed_by=signed_by, interpreter=interpreter, recorded_at=now, recorded_by_id=by.id,
    )  # fmt: skip
    db.session.add(consent)
    db.session.flush()
    return consent


def _check_scope(ticked: list[Category], purpose: str, form: str) -> None:
    if not ticked:
        raise FieldError("categories", "Bitte ankreuzen, welche Daten weitergegeben werden dürfen.")
    if not purpose.strip():
        raise FieldError("purpose", "Bitte den Zweck nennen: Eine Einwilligung ohne Zweck ist unwirksam.")
    if form == "oral" and rules.SENSITIVE & set(ticked):
        raise FieldError(
            "form", "Gesundheits- und Pflegedaten brauchen eine schriftliche oder elektronische Einwilligung."
        )


def _check_span(given_on: date, ends: date, today: date) -> None:
    if given_on > today:
        raise FieldError("given_on", "Die Einwilligung kann nicht in der Zukunft erteilt worden sein.")
    if ends < given_on:
        raise FieldError("valid_until", "Das Ende liegt vor dem Beginn.")


def revoke_consent(*, consent: Consent, by: User | None, today: date, now: datetime, note: str = "") -> None:
    """End a consent for the future; what left before stays as proof. Open referrals lose their access at once."""
    if consent.revoked_on is not None:
        raise RuleBroken("Diese Einwilligung ist schon widerrufen.")
    consent.revoked_on, consent.revoked_at, consent.revocation_note = today, now, note[:300]
    db.session.flush()
    consent_revoked.send(consent, by=by, today=today, now=now)


def ask_gate(
    *, person_id: int, organisation: Organisation, categories: frozenset[Category], basis: Basis | None, today: date
) -> Decision:
    """Ask whether data may leave, without letting them: for pages that show what is missing."""
    return rules.decide(
        asked=categories,
        receiver=ReceiverKind(organisation.receiver_kind),
        organisation_id=organisation.id,
        consents=queries.list_valid_consents(person_id, organisation.id, today),
        basis=basis,
        on=today,
    )


def pass_gate(
    *,
    person_id: int,
    organisation: Organisation,
    categories: frozenset[Category],
    purpose: str,
    means: str,
    by: User | None,
    today: date,
    now: datetime,
    basis: Basis | None = None,
    case_id: int | None = None,
    referral_id: int | None = None,
    fields: Iterable[str] = (),
) -> Disclosure:
    """Let personal data leave, on a consent or a statutory basis, and write it into the ledger.

    The only door: letters, links, mails, inbox items and exports about a person call this first and carry its answer.
    Raises GateClosed with the categories that have no ground.
    """
    decision = ask_gate(person_id=person_id, organisation=organisation, categories=categories, basis=basis, today=today)
    if not decision.open:
        raise GateClosed(decision.sentence)
    entry = Disclosure(
        person_id=person_id,
        organisation_id=organisation.id,
        case_id=case_id,
        referral_id=referral_id,
        purpose=purpose[:300],
        categories=sorted(str(category) for category in decision.allowed),
        fields=sorted(fields),
        consent_id=decision.consent_id,
        legal_basis=rules.BASIS_LABELS[decision.basis] if decision.basis else "",
        means=means,
        at=now,
        by_id=by.id if by else None,
    )
    db.session.add(entry)
    db.session.flush()
    return entry
