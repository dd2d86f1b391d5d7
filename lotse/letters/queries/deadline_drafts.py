"""Draft of the sheet "Ihre Frist" from a deadline of a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from lotse.clients import queries as clients
from lotse.deadlines import queries as deadlines
from lotse.deadlines.rules.catalogue import find_entry
from lotse.deadlines.rules.filing_help import filing_help
from lotse.foundation.clock import local
from lotse.foundation.errors import RuleBroken
from lotse.letters.queries.client_drafts import level_of
from lotse.letters.queries.parties import called, office_of
from lotse.letters.rules.deadline_sheet import DeadlineNotice, deadline_sheet
from lotse.letters.rules.draft import Draft
from lotse.letters.rules.kinds import Kind, Variant
from lotse.letters.rules.printing import printable_sheet

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.deadlines.models import Deadline


def printable_deadlines(case_id: int) -> Sequence[Deadline]:
    """Return the open deadlines of a case that give the client a day to act by."""
    return [row for row in deadlines.list_deadlines(case_id) if row.closed_on is None and _gives_a_day(row)]


def deadline(case_id: int, deadline_id: int, variant: Variant, *, user: User, now: datetime) -> Draft:
    """Draft the sheet that tells the client what to do until when."""
    row, office = deadlines.get_deadline(deadline_id, case_id, user), office_of(user)
    if not _gives_a_day(row):
        raise RuleBroken("Diese Frist nennt keinen Tag, bis zu dem jemand handeln muss.")
    assert row.safe_on is not None
    assert row.due_on is not None
    help_, entry = filing_help(row.catalogue_entry), find_entry(row.catalogue_entry)
    consequence = entry.consequence if entry and entry.consequence[:1] not in ("", "(", "-") else ""
    notice = DeadlineNotice(
        office=office,
        client=called(clients.load_person(row.person_id)),
        what_to_do=row.title,
        where=row.sender or (help_.places[0] if help_ else "Das sagen wir Ihnen."),
        last_day=row.due_on,
        safe_day=row.safe_on,
        letter_from=row.sender,
        if_missed=f"Sonst: {consequence}" if consequence else "",
        steps=tuple(form[:1].upper() + form[1:] + "." for form in help_.forms) if help_ else (),
        norm=row.norm,
    )
    return Draft(
        kind=Kind.DEADLINE,
        title=f"Ihre Frist: {row.title}"[:200],
        sheets=(printable_sheet(deadline_sheet(notice, level_of(variant)), office, local(now).date()),),
        content=notice,
        person_id=row.person_id,
        case_id=row.case_id,
    )


def _gives_a_day(row: Deadline) -> bool:
    return row.safe_on is not None and row.due_on is not None and "earliest_day" not in row.outputs
