"""Every change of the directory is told in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from lotse.directory.models import DirectoryChange
from lotse.foundation.db import db

if TYPE_CHECKING:
    from lotse.accounts.models import User

LABELS = {
    "name": "Name",
    "kind": "Art",
    "carrier": "Träger",
    "umbrella": "Dachverband",
    "street": "Straße",
    "postcode": "Postleitzahl",
    "town": "Ort",
    "district": "Ortsteil",
    "phone": "Telefon",
    "email": "E-Mail",
    "website": "Internet",
    "contact_person": "Ansprechperson",
    "accessibility": "Barrierefreiheit",
    "languages": "Sprachen",
    "notes": "Hinweise",
    "address_confidential": "geschützte Anschrift",
    "receiver_kind": "Art des Empfängers",
    "description": "Beschreibung",
    "target_group": "Zielgruppe",
    "costs": "Kosten",
    "capacity": "Plätze",
    "state": "Land",
}
_PRIVATE = {"street", "postcode", "town", "district"}


def note(*, organisation_id: int, what: str, by: User | None, now: datetime) -> None:
    """Write one line of history."""
    db.session.add(
        DirectoryChange(organisation_id=organisation_id, at=now, by_id=by.id if by else None, what=what[:300])
    )


def in_words(before: dict[str, Any], after: dict[str, Any], *, confidential: bool = False) -> str:
    """Say which fields changed and how; a confidential address is never written down again."""
    parts = []
    for field, label in LABELS.items():
        if before.get(field) == after.get(field):
            continue
        if confidential and field in _PRIVATE:
            parts.append(f"{label} geändert")
        else:
            parts.append(f"{label}: {_shown(before.get(field))} → {_shown(after.get(field))}")
    return "; ".join(parts)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(value)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    text = str(value) if value not in (None, "") else "–"
    return text if len(text) <= 60 else f"{text[:57]}…"
