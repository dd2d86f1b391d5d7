"""Adding and changing offers, their hours and their capacity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm.attributes import flag_modified

from lotse.directory.actions import history
from lotse.directory.models import Concern, Offer, OfferHours, Organisation
from lotse.directory.queries.opening import week_of
from lotse.directory.rules.capacity import CAPACITY_LABELS, Capacity, format_waiting
from lotse.directory.rules.folding import fold_words
from lotse.directory.rules.hours_text import format_hours
from lotse.directory.rules.opening_hours import MIDNIGHT_END, WeeklyHours
from lotse.foundation.db import db

if TYPE_CHECKING:
    from lotse.accounts.models import User


def add_offer(
    *,
    organisation: Organisation,
    concerns: Sequence[Concern],
    by: User | None,
    now: datetime,
    hours: WeeklyHours | None = None,
    **fields: Any,
) -> Offer:
    """Add an offer to a house."""
    offer = Offer(organisation=organisation, concerns=list(concerns), hours=[], **{"languages": [], **fields})
    offer.imported = offer.imported or {}
    _write_hours(offer, hours or WeeklyHours())
    refresh_search(offer)
    db.session.add(offer)
    db.session.flush()
    history.note(organisation_id=organisation.id, what=f"Angebot aufgenommen: {offer.name}", by=by, now=now)
    return offer


def change_offer(
    *, offer: Offer, concerns: Sequence[Concern], hours: WeeklyHours, by: User, now: datetime, **fields: Any
) -> None:
    """Change an offer with its concerns and hours; says in the history what changed."""
    before = {field: getattr(offer, field) for field in fields}
    hours_before, concerns_before = format_hours(week_of(offer)), {concern.label for concern in offer.concerns}
    for field, value in fields.items():
        setattr(offer, field, value)
    offer.concerns = list(concerns)
    _write_hours(offer, hours)
    refresh_search(offer)
    changes = [history.in_words(before, fields)]
    if format_hours(hours) != hours_before:
        changes.append(f"Zeiten: {hours_before or 'unbekannt'} → {format_hours(hours) or 'unbekannt'}")
    if {concern.label for concern in concerns} != concerns_before:
        changes.append("Anliegen geändert")
    if what := "; ".join(filter(None, changes)):
        history.note(organisation_id=offer.organisation_id, what=f"{offer.name}: {what}", by=by, now=now)
        # Hours and concerns live in other tables: the version must count up for them too.
        flag_modified(offer, "search_text")
    db.session.flush()


def report_capacity(
    *,
    offer: Offer,
    capacity: Capacity,
    waiting_days: int | None,
    by: User | None,
    today: date,
    now: datetime,
    source: str = "",
) -> None:
    """Record what is known about free places today, from a partner, a referral or a call."""
    offer.capacity_state, offer.waiting_days, offer.capacity_checked_on = capacity, waiting_days, today
    words = CAPACITY_LABELS[capacity] + (f", {format_waiting(waiting_days)}" if waiting_days is not None else "")
    told = f" ({source})" if source else ""
    history.note(organisation_id=offer.organisation_id, what=f"{offer.name}: {words}{told}", by=by, now=now)
    db.session.flush()


def retire_offer(*, offer: Offer, by: User, today: date, now: datetime) -> None:
    """Take an offer out of the directory; referrals keep it."""
    offer.retired_on = today
    history.note(organisation_id=offer.organisation_id, what=f"Angebot eingestellt: {offer.name}", by=by, now=now)
    db.session.flush()


def restore_offer(*, offer: Offer, by: User, now: datetime) -> None:
    """Put an offer back."""
    offer.retired_on = None
    history.note(
        organisation_id=offer.organisation_id, what=f"Angebot wieder aufgenommen: {offer.name}", by=by, now=now
    )
    db.session.flush()


def refresh_search(offer: Offer) -> None:
    """Write the folded words a search finds this offer by: name, kind, texts, concerns and their other names."""
    texts = [offer.name, offer.kind, offer.description, offer.target_group]
    texts += [f"{concern.label} {concern.also_called}" for concern in offer.concerns]
    offer.search_text = fold_words(" ".join(filter(None, texts)))


def _write_hours(offer: Offer, hours: WeeklyHours) -> None:
    wanted = [(s.weekday, s.start, time(0) if s.end == MIDNIGHT_END else s.end) for s in hours.slots]
    if wanted != [(row.weekday, row.opens_at, row.closes_at) for row in offer.hours]:
        offer.hours = [OfferHours(weekday=day, opens_at=start, closes_at=end) for day, start, end in wanted]
    offer.by_appointment, offer.hours_known = hours.by_appointment, hours.known
