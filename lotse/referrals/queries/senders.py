"""Who sent a referral, as far as its receiver may know: the office, and the person who answers questions."""

from __future__ import annotations

from dataclasses import dataclass

from lotse.accounts.queries import find_user, get_setting
from lotse.referrals.models import Referral
from lotse.referrals.queries import find_case


@dataclass(frozen=True)
class Sender:
    """Office and person with their telephone and address; what nobody has set stays empty."""

    office: str
    phone: str
    clerk: str
    email: str


def sender_of(referral: Referral) -> Sender:
    """Return who leads the case today, without a case who wrote the referral."""
    case = find_case(referral.case_id)
    user = find_user((case.lead_id if case else None) or referral.created_by_id)
    phone = (user.phone or (user.site.phone if user.site else "")) if user else ""
    return Sender(
        office=office_name(),
        phone=phone or office_phone(),
        clerk=user.name if user else "",
        email=user.email if user else str(get_setting("office_email") or ""),
    )


def office_name() -> str:
    """Return what the office calls itself."""
    return str(get_setting("office_name") or "Sozialbüro")


def office_phone() -> str:
    """Return the telephone number of the office, empty while nobody has set it."""
    return str(get_setting("office_phone") or "")
