"""Drafts of many letters; what cannot be drafted is reported, not fatal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from lotse.foundation.errors import LotseError
from lotse.letters.queries import partner_drafts, referral_drafts
from lotse.letters.rules.draft import Draft

if TYPE_CHECKING:
    from lotse.accounts.models import User


@dataclass
class Drafted:
    """The letters to print with the number of their referral, and the referrals that could not be drafted."""

    packets: list[tuple[str, tuple[Draft, ...]]] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)


def draft_all(referrals: Sequence[tuple[int, str]], *, reminders: bool, user: User, now: datetime) -> Drafted:
    """Draft the letters (or the reminders) of the given referrals."""
    drafted = Drafted()
    for referral_id, number in referrals:
        try:
            packet: tuple[Draft, ...] = (
                (partner_drafts.reminder(referral_id, user=user, now=now),)
                if reminders
                else referral_drafts.referral_packet(referral_id, user=user, now=now)
            )
        except (LotseError, ValueError) as error:
            drafted.failures.append(
                (number, getattr(error, "message", "Die Angaben reichen für einen Brief nicht aus."))
            )
        else:
            drafted.packets.append((number, packet))
    return drafted
