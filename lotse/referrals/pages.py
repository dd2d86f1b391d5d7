"""What the pages of a referral share, in this slice and in those above it: loading it."""

from __future__ import annotations

from lotse.accounts.access import signed_in_user
from lotse.audit.actions import audit_about
from lotse.foundation.clock import now
from lotse.referrals import queries
from lotse.referrals.models import Referral


def load_referral(referral_id: int) -> Referral:
    """Return the referral for this page, or answer 404; the audit learns whom it is about."""
    referral = queries.get_referral(referral_id, signed_in_user(), now())
    audit_about(person_id=referral.person_id, case_id=referral.case_id)
    return referral
