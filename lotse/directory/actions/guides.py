"""Editing guides: every change keeps what the guide said before as an edition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm.attributes import flag_modified

from lotse.directory.models import Concern, Guide, GuideEdition
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError

if TYPE_CHECKING:
    from lotse.accounts.models import User

CONTENT = ("question", "summary", "competent", "documents", "steps", "deadlines", "plain")


def change_guide(
    *, guide: Guide, concerns: Sequence[Concern], review_on: date | None, by: User, now: datetime, **content: Any
) -> None:
    """Write a new edition of a guide."""
    _refuse_no_concern(concerns)
    db.session.add(
        GuideEdition(
            guide_id=guide.id,
            edition=guide.edition,
            content={name: getattr(guide, name) for name in CONTENT},
            until=now,
            by_id=by.id,
        )
    )
    for name in CONTENT:
        setattr(guide, name, content[name])
    guide.edition += 1
    _settle(guide, concerns, review_on, by, now)


def write_guide(
    *, concerns: Sequence[Concern], review_on: date | None, by: User, now: datetime, **content: Any
) -> Guide:
    """Add a guide of the office's own."""
    _refuse_no_concern(concerns)
    guide = Guide(**{name: content[name] for name in CONTENT}, concern_id=concerns[0].id)
    db.session.add(guide)
    _settle(guide, concerns, review_on, by, now)
    return guide


def confirm_guide(*, guide: Guide, review_on: date, by: User, now: datetime) -> None:
    """Record that a guide was read and is still right, and when to look again."""
    guide.review_on, guide.changed_at, guide.changed_by_id = review_on, now, by.id
    db.session.flush()


def _settle(guide: Guide, concerns: Sequence[Concern], review_on: date | None, by: User, now: datetime) -> None:
    guide.concerns = list(concerns)
    if guide.concern_id not in {concern.id for concern in concerns}:
        guide.concern_id = concerns[0].id
    guide.review_on, guide.changed_at, guide.changed_by_id = review_on, now, by.id
    flag_modified(guide, "question")
    db.session.flush()


def _refuse_no_concern(concerns: Sequence[Concern]) -> None:
    if not concerns:
        raise FieldError("concerns", "Bitte mindestens ein Anliegen wählen, damit der Leitfaden gefunden wird.")
