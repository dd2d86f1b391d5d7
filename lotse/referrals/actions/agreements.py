"""Cooperation agreements with receivers: they set the clocks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lotse.foundation.db import db
from lotse.foundation.errors import FieldError
from lotse.referrals.models import Agreement

if TYPE_CHECKING:
    from lotse.directory.models import Organisation


def agree(
    *, organisation: Organisation, subject: str, valid_from: date, valid_until: date | None, **terms: object
) -> Agreement:
    """Record what was agreed with a receiver: subject, response times in working days, contact, from-until."""
    if valid_until is not None and valid_until < valid_from:
        raise FieldError("valid_until", "Das Ende liegt vor dem Beginn.")
    first, second, silent = (terms.get(n) for n in ("reminder_days", "second_reminder_days", "no_response_days"))
    if isinstance(first, int) and isinstance(second, int) and second <= first:
        raise FieldError("second_reminder_days", "Die zweite Erinnerung kommt nach der ersten.")
    if isinstance(second, int) and isinstance(silent, int) and silent <= second:
        raise FieldError("no_response_days", "„Keine Rückmeldung“ kommt nach der zweiten Erinnerung.")
    agreement = Agreement(
        organisation_id=organisation.id, subject=subject, valid_from=valid_from, valid_until=valid_until, **terms
    )
    db.session.add(agreement)
    db.session.flush()
    return agreement


def end_agreement(*, agreement: Agreement, today: date) -> None:
    """End an agreement; referrals sent from now on get the usual clocks again."""
    agreement.ended_on = agreement.ended_on or today
    db.session.flush()
