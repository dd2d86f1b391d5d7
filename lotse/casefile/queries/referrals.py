"""Reading all referrals of a case, open ones first."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from lotse.directory.models import Offer, Organisation
from lotse.foundation.db import db
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import FINAL, KIND_LABELS, LABELS, Kind, State


@dataclass(frozen=True)
class CaseReferral:
    """One referral of the case as a line."""

    referral: Referral
    receiver: str
    offer: str
    state: str
    kind: str
    is_final: bool


def referrals_of(case_id: int) -> list[CaseReferral]:
    """Return the referrals of a case with receiver and offer in one statement."""
    rows = db.session.execute(
        sa.select(Referral, Organisation.name, sa.func.coalesce(Offer.name, ""))
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(Offer, Offer.id == Referral.offer_id)
        .where(Referral.case_id == case_id)
        .order_by(Referral.ended_on.is_not(None), Referral.next_check_on, Referral.id.desc())
    )
    return [
        CaseReferral(r, receiver, offer, LABELS[State(r.state)], KIND_LABELS[Kind(r.kind)], r.state in FINAL)
        for r, receiver, offer in rows
    ]
