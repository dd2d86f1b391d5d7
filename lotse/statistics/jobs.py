"""Unattended upkeep of the statistics; each job may run twice."""

from __future__ import annotations

from datetime import date, timedelta

from lotse.accounts.queries import office_region
from lotse.foundation import clock
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.statistics.actions import case_upkeep, contact_months, kept, kept_appointments, upkeep


def ripen(today: date) -> int:
    """Count referrals that became ripe over night as ripe."""
    return upkeep.advance_ripeness(db.session(), today=today, now=clock.now())


def blur(today: date) -> int:
    """Take the day from facts whose referral or case is gone."""
    return upkeep.blur_forgotten(db.session()) + case_upkeep.blur_forgotten(db.session(), today=today)


def keep(today: date) -> int:
    """Keep identity-free rows of contacts and appointments before their retention ends."""
    appointments = kept_appointments.keep_old_appointments(db.session(), now=clock.now(), region=office_region())
    return appointments + kept.keep_old_contacts(db.session(), today=today)


def count_months(today: date) -> int:
    """Count the months of contacts, and the days that are over, that have no counts.

    A day is over an hour after midnight: what was begun before is written by then.
    """
    over = min(today, local(clock.now() - timedelta(hours=1)).date())
    return contact_months.keep(db.session(), today=over, region=office_region())
