"""Houses, offers and concerns for tests."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime

from lotse.directory.actions import offers, organisations
from lotse.directory.models import Concern, Offer, Organisation
from lotse.directory.rules.hours_text import parse_hours
from lotse.foundation.db import db

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
_numbers = itertools.count(1)


def make_concern(code: str = "", parent: Concern | None = None, **fields: object) -> Concern:
    """A concern of the catalogue."""
    number = next(_numbers)
    concern = Concern(
        **{
            "code": code or f"anliegen-{number}",
            "label": f"Anliegen {number}",
            "position": number,
            "parent_id": parent.id if parent else None,
            **fields,
        }
    )
    db.session.add(concern)
    db.session.flush()
    return concern


def make_organisation(**fields: object) -> Organisation:
    """A house."""
    defaults = {"name": f"Stelle {next(_numbers)}", "town": "Musterstadt", "postcode": "00901", "street": "Ringweg 1"}
    return organisations.add_organisation(by=None, now=NOW, **{**defaults, **fields})


def make_offer(
    organisation: Organisation | None = None, concerns: Sequence[Concern] = (), hours: str = "", **fields: object
) -> Offer:
    """An offer of a house."""
    return offers.add_offer(
        organisation=organisation or make_organisation(),
        concerns=concerns,
        hours=parse_hours(hours),
        by=None,
        now=NOW,
        **{"name": f"Angebot {next(_numbers)}", **fields},
    )
