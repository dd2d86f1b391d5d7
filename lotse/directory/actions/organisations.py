"""Adding and changing organisations, their closures and the proof that they are still right."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from blinker import signal

from lotse.directory.actions import history
from lotse.directory.models import Closure, Organisation, SpecialOpening
from lotse.directory.queries import organisations as queries
from lotse.directory.rules.folding import fold_words, house_key
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError

if TYPE_CHECKING:
    from lotse.accounts.models import User

closures_changed = signal("directory.closures-changed")
"""Sent with organisation_id and now; measures held there reuse the closures."""

TAKEN = "Diese Einrichtung steht mit derselben Anschrift schon im Verzeichnis."


def add_organisation(*, by: User | None, now: datetime, source: str = "", **fields: Any) -> Organisation:
    """Add a house; its name at its address must be new."""
    organisation = Organisation(**{"source": source, "languages": [], "imported": {}, **fields})
    organisation.identity = identity_of(organisation)
    if queries.find_by_identity([organisation.identity]):
        raise FieldError("name", TAKEN)
    refresh_search(organisation)
    db.session.add(organisation)
    db.session.flush()
    history.note(organisation_id=organisation.id, what="Einrichtung angelegt", by=by, now=now)
    return organisation


def change_organisation(*, organisation: Organisation, by: User | None, now: datetime, **fields: Any) -> None:
    """Change fields of a house; says in the history what changed."""
    before = {field: getattr(organisation, field) for field in fields}
    for field, value in fields.items():
        setattr(organisation, field, value)
    identity = identity_of(organisation)
    others = [row for row in queries.find_by_identity([identity]).values() if row.id != organisation.id]
    if others:
        raise FieldError("name", TAKEN)
    organisation.identity = identity
    refresh_search(organisation)
    what = history.in_words(before, fields, confidential=organisation.address_confidential)
    if what:
        history.note(organisation_id=organisation.id, what=what, by=by, now=now)
    db.session.flush()


def confirm_entry(*, organisation: Organisation, by: User, today: date, now: datetime) -> None:
    """Record that somebody looked and everything is still right."""
    organisation.checked_on = today
    history.note(organisation_id=organisation.id, what="Angaben geprüft und bestätigt", by=by, now=now)
    db.session.flush()


def close_organisation(*, organisation: Organisation, by: User, today: date, now: datetime) -> None:
    """Take a house that no longer exists out of the directory; referrals keep it."""
    organisation.closed_on = today
    history.note(organisation_id=organisation.id, what="Einrichtung stillgelegt", by=by, now=now)
    db.session.flush()


def reopen_organisation(*, organisation: Organisation, by: User, now: datetime) -> None:
    """Put a house back into the directory."""
    organisation.closed_on = None
    history.note(organisation_id=organisation.id, what="Einrichtung wieder aufgenommen", by=by, now=now)
    db.session.flush()


def add_closure(
    *, organisation: Organisation, label: str, starts_on: date, ends_on: date, by: User | None, now: datetime
) -> Closure:
    """Record days on which the house is closed; measures held there reuse them."""
    if ends_on < starts_on:
        raise FieldError("ends_on", "Das Ende liegt vor dem Anfang.")
    closure = Closure(organisation_id=organisation.id, label=label, starts_on=starts_on, ends_on=ends_on)
    db.session.add(closure)
    what = f"Geschlossen {starts_on:%d.%m.%Y} bis {ends_on:%d.%m.%Y}: {label}"
    history.note(organisation_id=organisation.id, what=what, by=by, now=now)
    db.session.flush()
    closures_changed.send(None, organisation_id=organisation.id, now=now)
    return closure


def remove_closure(*, closure: Closure, by: User, now: datetime) -> None:
    """Take a closure back."""
    what = f"Schließzeit entfernt: {closure.label}, {closure.starts_on:%d.%m.%Y}"
    history.note(organisation_id=closure.organisation_id, what=what, by=by, now=now)
    db.session.delete(closure)
    db.session.flush()
    closures_changed.send(None, organisation_id=closure.organisation_id, now=now)


def add_special_opening(
    *,
    organisation: Organisation,
    day: date,
    opens_at: time,
    closes_at: time,
    label: str,
    by: User | None,
    now: datetime,
) -> SpecialOpening:
    """Record a day with other hours than usual."""
    if closes_at <= opens_at:
        raise FieldError("closes_at", "Das Ende liegt nicht nach dem Anfang.")
    opening = SpecialOpening(
        organisation_id=organisation.id, day=day, opens_at=opens_at, closes_at=closes_at, label=label
    )
    db.session.add(opening)
    what = f"Am {day:%d.%m.%Y} geöffnet {opens_at:%H:%M}–{closes_at:%H:%M}"
    history.note(organisation_id=organisation.id, what=what, by=by, now=now)
    db.session.flush()
    return opening


def remove_special_opening(*, opening: SpecialOpening, by: User, now: datetime) -> None:
    """Take a day with other hours back: the usual hours count again."""
    what = f"Andere Zeiten entfernt: {opening.day:%d.%m.%Y}"
    history.note(organisation_id=opening.organisation_id, what=what, by=by, now=now)
    db.session.delete(opening)
    db.session.flush()


def identity_of(organisation: Organisation) -> str:
    """Return name plus address after folding."""
    return house_key(
        name=organisation.name,
        street=organisation.street or "",
        postal_code=organisation.postcode or "",
        town=organisation.town or "",
    )


def refresh_search(organisation: Organisation) -> None:
    """Write the folded words a search finds this house by; a confidential address is not among them."""
    place = [] if organisation.address_confidential else [organisation.town, organisation.district, organisation.street]
    texts = [organisation.name, organisation.carrier, organisation.umbrella, organisation.kind, *place]
    organisation.search_text = fold_words(" ".join(filter(None, texts)))
