"""Installing the delivered catalogue, and editing concerns."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from lotse.directory.models import Concern, Guide
from lotse.directory.queries import concerns as concern_queries
from lotse.directory.queries import guides as guide_queries
from lotse.directory.rules.catalogue import GuideText, load_areas, load_guides
from lotse.directory.rules.folding import fold
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError

REVIEW_AFTER = timedelta(days=180)
LEGAL_STATE_ON = date(2026, 8, 19)
"""Date of the consolidated statutes that the delivered guides were written from."""


@dataclass(frozen=True)
class Installed:
    """How many entries were new."""

    concerns: int
    guides: int


def install_catalogue(*, today: date, now: datetime) -> Installed:
    """Add the delivered concerns and guides that are missing; what the office has edited stays as it is."""
    known = concern_queries.all_by_code()
    before = len(known)
    for number, area in enumerate(load_areas(), start=1):
        parent = known.get(area.code) or _add_concern(known, area.code, area.label, number * 100)
        for place, concern in enumerate(area.concerns, start=1):
            if concern.code not in known:
                added = _add_concern(known, concern.code, concern.label, number * 100 + place)
                added.parent_id, added.also_called = parent.id, concern.words
                added.department, added.restricted = concern.department, concern.restricted
    here = guide_queries.known_codes()
    missing = [guide for guide in load_guides() if guide.code not in here]
    for guide in missing:
        db.session.add(_guide_row(guide, known, today, now))
    db.session.flush()
    return Installed(len(known) - before, len(missing))


def add_concern(*, parent: Concern | None, label: str, also_called: str = "", position: int = 999) -> Concern:
    """Add an entry of the office's own."""
    code = fold(label)[:40]
    if not code:
        raise FieldError("label", "Bitte eine Bezeichnung eingeben.")
    if code in concern_queries.all_by_code():
        raise FieldError("label", "Dieses Anliegen gibt es schon.")
    concern = Concern(
        code=code,
        label=label,
        also_called=also_called,
        position=position,
        parent_id=parent.id if parent else None,
        department=parent.department if parent else "",
    )
    db.session.add(concern)
    db.session.flush()
    return concern


def rename_concern(*, concern: Concern, label: str, also_called: str, position: int) -> None:
    """Change the words of a concern; its code and everything that hangs on it stay."""
    concern.label, concern.also_called, concern.position = label, also_called, position
    db.session.flush()


def retire_concern(*, concern: Concern, today: date) -> None:
    """Take a concern out of the choices; old contacts keep it."""
    concern.retired_on = today
    db.session.flush()


def restore_concern(*, concern: Concern) -> None:
    """Offer a retired concern again."""
    concern.retired_on = None
    db.session.flush()


def _add_concern(known: dict[str, Concern], code: str, label: str, position: int) -> Concern:
    concern = Concern(code=code, label=label, position=position)
    db.session.add(concern)
    db.session.flush()
    known[code] = concern
    return concern


def _guide_row(text: GuideText, known: dict[str, Concern], today: date, now: datetime) -> Guide:
    concerns = [known[code] for code in text.concerns]
    return Guide(
        code=text.code,
        concern_id=concerns[0].id,
        concerns=concerns,
        question=text.title,
        summary=text.summary,
        competent="\n".join(text.competent),
        documents=list(text.documents),
        steps=list(text.steps),
        plain=list(text.plain),
        deadlines=[asdict(deadline) for deadline in text.deadlines],
        legal_state_on=LEGAL_STATE_ON,
        review_on=today + REVIEW_AFTER,
        changed_at=now,
    )
