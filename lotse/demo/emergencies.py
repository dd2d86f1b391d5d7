"""One emergency access of the past: asked for, released, ended, reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from lotse.accounts.actions import grants
from lotse.accounts.rules import EMERGENCY
from lotse.audit.actions import write
from lotse.audit.rules import Action, Entry
from lotse.emergency.models import EmergencyAccess, EmergencyRecord
from lotse.foundation.db import db

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.demo.calendar import Clock
    from lotse.demo.case_work import Course

PAGES = ("casefile.show", "cases.notes", "deadlines.index")


def create(courses: Sequence[Course], time: Clock, users: dict[str, User]) -> None:
    """Write it as it went; the mails of that day are long sent."""
    course = next((c for c in courses if c.is_open and c.lead is users["lotsin"] and not c.case.restricted), None)
    if course is None:
        return
    day, asker = time.workday_ago(9), users["lotse2"]
    begun = time.at(day, 10, 20)
    access = EmergencyAccess(
        asked_by_id=asker.id, asked_at=time.at(day, 10, 12), cause="crisis", hours=1, case_number=course.case.number,
        reason="Die Klientin steht am Empfang, der Strom ist abgestellt, die Kollegin ist im Außendienst.",
        answer="released", answered_at=begun, answered_by_id=users["leitung"].id, answer_note="Telefonisch besprochen",
        ends_at=begun + timedelta(minutes=35), ended_by_id=asker.id, finding="justified",
        review_note="Anlass belegt, nur das Nötige angesehen.", reviewed_at=time.at(time.workday_ago(7), 9, 5),
        reviewed_by_id=users["datenschutz"].id,
    )  # fmt: skip
    db.session.add(access)
    db.session.flush()
    case = course.case
    db.session.add(EmergencyRecord(access_id=access.id, case_id=case.id))
    grants.grant(kind="case", record_id=case.id, reason=EMERGENCY, user=asker, now=begun, until=access.ends_at)
    for minutes, page in enumerate(PAGES, 1):
        at = begun + timedelta(minutes=minutes)
        write(
            db.session.connection(),
            Entry(at, asker.id, "user", Action.VIEW, page, "case", case.id, case.person_id, case.id),
        )
