"""Ending a receiver's access."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from lotse.accounts.actions import grants
from lotse.foundation.db import db
from lotse.referrals.models import PartnerLink, Referral


def end_access(*, referral: Referral, now: datetime) -> None:
    """Close the receiver's ways in at once: the department's grant and the partner's links."""
    grants.revoke_grants(kind="referral", record_id=referral.id, now=now, reason="receiver")
    db.session.execute(
        sa.update(PartnerLink)
        .where(PartnerLink.referral_id == referral.id, PartnerLink.revoked_at.is_(None))
        .values(revoked_at=now)
    )
