"""Drafts from a deadline of a case: the sheet "Ihre Frist" and the letters that the client signs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from lotse.clients import queries as clients
from lotse.deadlines import queries as deadlines
from lotse.deadlines.rules.catalogue import find_entry
from lotse.deadlines.rules.drafts import DraftKind, Particulars
from lotse.deadlines.rules.drafts import draft as draft_letter
from lotse.deadlines.rules.filing_help import filing_help
from lotse.foundation.clock import local
from lotse.foundation.errors import RuleBroken
from lotse.letters.queries.client_drafts import level_of
from lotse.letters.queries.parties import called, office_of
from lotse.letters.rules.deadline_sheet import DeadlineNotice, deadline_sheet
from lotse.letters.rules.draft import Draft
from lotse.letters.rules.kinds import Kind, Variant
from lotse.letters.rules.printing import printable_client_letter, printable_sheet

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.deadlines.models import Deadline


def printable_deadlines(case_id: int) -> Sequence[Deadline]:
    """Return the open deadlines of a case that name a day."""
    return [row for row in deadlines.list_deadlines(case_id) if row.closed_on is None and row.safe_on and row.due_on]


def deadline(case_id: int, deadline_id: int, variant: Variant, *, user: User, now: datetime) -> Draft:
    """Draft the sheet that tells the client what to do until when, or from when on."""
    row, office = deadlines.get_deadline(deadline_id, case_id, user, now), office_of(user)
    if row.safe_on is None or row.due_on is None:
        raise RuleBroken("Diese Frist nennt keinen Tag.")
    help_, entry = filing_help(row.catalogue_entry), find_entry(row.catalogue_entry)
    consequence = entry.consequence if entry and entry.consequence[:1] not in ("", "(", "-") else ""
    notice = DeadlineNotice(
        office=office,
        client=called(clients.load_person(row.person_id)),
        what_to_do=row.title,
        where=row.sender or (help_.places[0] if help_ else "Das sagen wir Ihnen."),
        last_day=row.due_on,
        safe_day=row.safe_on,
        not_before=not _gives_a_day(row),
        letter_from=row.sender,
        reference=row.reference,
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


SAID = ("authority", "street", "town", "reference", "subject_matter", "decision_of", "extend_to", "text")
"""What the form of a client's letter asks for."""


def client_letter(
    case_id: int, deadline_id: int, kind: DraftKind, said: dict[str, Any], *, user: User, now: datetime
) -> Draft:
    """Draft a letter that the client signs and sends: we only write it."""
    row, office = deadlines.get_deadline(deadline_id, case_id, user, now), office_of(user)
    client, today = deadlines.addressee_of(row.person_id), local(now).date()
    about = Particulars(
        client=client.name,
        client_address=tuple(filter(None, (client.street, client.town))),
        born=client.born,
        authority=tuple(filter(None, (said["authority"], said["street"], said["town"]))),
        reference=said["reference"] or "",
        subject_matter=said["subject_matter"] or "",
        decision_of=said["decision_of"],
        extend_to=said["extend_to"],
        handed_in_on=None,
        extra=said["text"] or "",
        office=tuple(filter(None, (office.name, office.street, office.town))),
        clerk=user.name,
        today=today,
    )
    letter = draft_letter(kind, about)
    return Draft(
        kind=Kind.CLIENT_LETTER,
        title=f"{letter.title}: {said['authority']}"[:200],
        sheets=(printable_client_letter(letter, today),),
        content=letter,
        person_id=row.person_id,
        case_id=row.case_id,
    )


def _gives_a_day(row: Deadline) -> bool:
    """Tell a last day from a first one: an action for failure to act is inadmissible before its day."""
    return "earliest_day" not in row.outputs
