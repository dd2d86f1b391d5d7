"""Cooperation agreements, and the response times that follow from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from lotse.directory.models import Organisation
from lotse.foundation.db import db, get_stored
from lotse.referrals.models import Agreement
from lotse.referrals.rules.clocks import Terms


def terms_of(organisation: Organisation, on: date) -> Terms:
    """Return the response times agreed with a receiver: its agreement in force, its own settings, or the defaults."""
    usual = Terms()
    agreement = agreement_of(organisation.id, on)
    if agreement is None:
        return Terms(
            receipt_days=organisation.receipt_days or usual.receipt_days,
            answer_days=organisation.answer_days or usual.answer_days,
            first_contact_days=organisation.first_contact_days or usual.first_contact_days,
        )
    return Terms(
        receipt_days=agreement.receipt_days,
        answer_days=agreement.answer_days,
        first_contact_days=agreement.first_contact_days,
        status_days=agreement.status_days,
        waiting_list_days=agreement.waiting_list_days,
        reminder_days=(agreement.reminder_days, agreement.second_reminder_days),
        no_response_days=agreement.no_response_days,
    )


def agreement_of(organisation_id: int, on: date) -> Agreement | None:
    """Return the agreement with a receiver that is in force on a day, the newest if there are two."""
    query = sa.select(Agreement).where(
        Agreement.organisation_id == organisation_id,
        sa.or_(Agreement.ended_on.is_(None), Agreement.ended_on > on),
        Agreement.valid_from <= on,
        sa.or_(Agreement.valid_until.is_(None), Agreement.valid_until >= on),
    )
    return db.session.scalar(query.order_by(Agreement.valid_from.desc(), Agreement.id.desc()).limit(1))


def list_agreements(organisation_id: int) -> Sequence[Agreement]:
    """Return the agreements with a receiver, newest first."""
    query = (
        sa.select(Agreement).where(Agreement.organisation_id == organisation_id).order_by(Agreement.valid_from.desc())
    )
    return db.session.scalars(query).all()


def get_agreement(agreement_id: int) -> Agreement:
    """Return an agreement or answer 404."""
    return get_stored(Agreement, agreement_id)
