"""Drafts of what goes to a receiver beside the referral letter: the reminder, the way to the answer page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.foundation.clock import local
from lotse.foundation.crypto import hash_token
from lotse.foundation.db import db
from lotse.foundation.errors import RuleBroken
from lotse.letters.queries.parties import clerk_of, office_of, recipient_of
from lotse.letters.queries.referral_drafts import answer_due, respond_by
from lotse.letters.rules.access_letter import AccessLetter
from lotse.letters.rules.draft import Draft
from lotse.letters.rules.kinds import Kind
from lotse.letters.rules.partner_reminder import PartnerReminder
from lotse.letters.rules.printing import printable_letter
from lotse.referrals import queries as referrals
from lotse.referrals.actions.links import is_usable
from lotse.referrals.models import PartnerLink
from lotse.referrals.queries.receivers import get_organisation
from lotse.referrals.rules.states import State

if TYPE_CHECKING:
    from lotse.accounts.models import User


def reminder(referral_id: int, *, user: User, now: datetime) -> Draft:
    """Draft a reminder to a receiver that has not answered; it names no person and no topic."""
    referral = referrals.get_referral(referral_id, user, now)
    today = local(now).date()
    if referral.state not in {State.REQUESTED, State.RECEIVED} or referral.sent_on is None:
        raise RuleBroken("Erinnert wird nur, solange die Antwort aussteht.")
    organisation = get_organisation(referral.organisation_id)
    content = PartnerReminder(
        office=office_of(user),
        clerk=clerk_of(user),
        recipient=recipient_of(organisation, sensitive=False, courier=organisation.unit_id is not None),
        our_sign=referral.number,
        sent_on=today,
        first_sent_on=referral.sent_on,
        respond_by=answer_due(organisation, today, referral.urgency),
        number=referral.reminded + 1,
        reply_code=referral.reply_code or "",
    )
    return Draft(
        kind=Kind.PARTNER_REMINDER,
        title=content.subject[:200],
        sheets=(printable_letter(content),),
        content=content,
        person_id=referral.person_id,
        case_id=referral.case_id,
        referral_id=referral.id,
        organisation_id=organisation.id,
    )


def access(referral_id: int, token: str, address: str, *, user: User, now: datetime) -> Draft:
    """Draft the letter with the partner's link; only a link of this referral that still opens is printed."""
    referral = referrals.get_referral(referral_id, user, now)
    query = sa.select(PartnerLink).where(
        PartnerLink.referral_id == referral.id, PartnerLink.token_hash == hash_token(token)
    )
    link = db.session.scalar(query)
    if link is None or not is_usable(link, referral, now):
        raise RuleBroken("Dieser Link gilt nicht mehr. Bitte an der Vermittlung einen neuen anlegen.")
    organisation, today = get_organisation(referral.organisation_id), local(now).date()
    content = AccessLetter(
        office=office_of(user),
        clerk=clerk_of(user),
        recipient=recipient_of(organisation, sensitive=False, courier=organisation.unit_id is not None),
        our_sign=referral.number,
        sent_on=today,
        respond_by=respond_by(referral, organisation, today),
        valid_until=local(link.expires_at).date(),
        address=address,
        reply_code=referral.reply_code or "",
    )
    return Draft(
        kind=Kind.ACCESS,
        title=content.subject[:200],
        sheets=(printable_letter(content),),
        content=content.to_keep,
        person_id=referral.person_id,
        case_id=referral.case_id,
        referral_id=referral.id,
        organisation_id=organisation.id,
    )
