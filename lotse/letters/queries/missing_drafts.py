"""Draft of the list of missing documents, and what a referral says is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.clients import queries as clients
from lotse.foundation.clock import local
from lotse.letters.queries.client_drafts import level_of
from lotse.letters.queries.parties import called, office_of
from lotse.letters.rules.draft import Draft
from lotse.letters.rules.kinds import KIND_LABELS, Kind, Variant
from lotse.letters.rules.missing_documents import MissingDocuments, missing_sheet
from lotse.letters.rules.printing import printable_sheet
from lotse.referrals import queries as referrals
from lotse.referrals.queries.receivers import get_organisation
from lotse.referrals.rules.shared import Shared

if TYPE_CHECKING:
    from lotse.accounts.models import User


def missing_documents(
    person_id: int,
    *,
    documents: Sequence[str],
    wanted_by: str,
    until: date | None,
    variant: Variant,
    user: User,
    now: datetime,
) -> Draft:
    """Draft the list for a person the account may see; blank lines are left out."""
    person, office = clients.get_person(person_id, user, now), office_of(user)
    content = MissingDocuments(
        office=office,
        client=called(person),
        documents=tuple(filter(None, (line.strip() for line in documents))),
        wanted_by=wanted_by.strip(),
        until=until,
    )
    return Draft(
        kind=Kind.MISSING,
        title=KIND_LABELS[Kind.MISSING],
        sheets=(printable_sheet(missing_sheet(content, level_of(variant)), office, local(now).date()),),
        content=content,
        person_id=person.id,
    )


def missing_of(referral_id: int, *, user: User, now: datetime) -> tuple[str, str]:
    """Return the papers a referral names as missing, one a line, and who wants them; 404 out of reach."""
    referral = referrals.get_referral(referral_id, user, now)
    return "\n".join(Shared.read(referral.shared).missing), get_organisation(referral.organisation_id).name
