"""Referrals and consents for tests."""

from __future__ import annotations

from datetime import UTC, date, datetime

from lotse.accounts.models import User
from lotse.clients.models import Person
from lotse.directory.models import Organisation
from lotse.disclosure.actions import give_consent
from lotse.disclosure.models import Consent
from lotse.disclosure.rules import Category
from lotse.foundation.db import db
from lotse.referrals.actions import sending
from lotse.referrals.actions.drafts import refer_client
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import Kind
from tests.factories.clients import make_person
from tests.factories.directory import make_organisation

TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def make_consent(
    person: Person, organisation: Organisation, by: User, *categories: Category, **fields: object
) -> Consent:
    """A written consent of the day."""
    wanted = {"purpose": "Vermittlung", "form": "written", "given_on": TODAY, **fields}
    return give_consent(
        person=person,
        organisation=organisation,
        by=by,
        today=TODAY,
        now=NOW,
        categories=categories or [Category.MASTER],
        **wanted,
    )


def make_referral(
    by: User, organisation: Organisation | None = None, person: Person | None = None, **fields: object
) -> Referral:
    """A draft."""
    return refer_client(
        kind=fields.pop("kind", Kind.REFERRAL),
        organisation=organisation or make_organisation(),
        person=person or make_person(),
        by=by,
        today=TODAY,
        now=NOW,
        reason="Mietrückstand",
        request="Bitte um Beratung",
        **fields,
    )


def make_sent_referral(
    by: User, organisation: Organisation | None = None, person: Person | None = None, **fields: object
) -> Referral:
    """A referral that left on a consent."""
    organisation, person = organisation or make_organisation(), person or make_person()
    make_consent(person, organisation, by)
    referral = make_referral(by, organisation, person, **fields)
    sending.send(referral=referral, means="letter", by=by, today=TODAY, now=NOW)
    db.session.flush()
    return referral
