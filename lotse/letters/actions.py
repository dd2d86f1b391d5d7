"""Changing letters: print, file the snapshot, record how it went out.

Printing needs no database and may take long, so it stands between two transactions: facts are read, the transaction is
released, pages are printed, and only then the letter is filed, with every rule judged anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from lotse.clients.actions.persons import record_notice
from lotse.disclosure import actions as disclosure
from lotse.disclosure.rules import Category
from lotse.foundation.clock import local
from lotse.foundation.db import db, release
from lotse.foundation.errors import FieldError, LotseError, RuleBroken
from lotse.foundation.pdf import PdfFailed, Sheet, printer
from lotse.foundation.pdf_batch import print_many
from lotse.foundation.sheets import sheet_html, stylesheet
from lotse.letters import queries
from lotse.letters.models import Letter, LetterBatch
from lotse.letters.rules.draft import Draft
from lotse.letters.rules.kinds import Kind, dispatch_fault
from lotse.letters.rules.notices import NOTICE_VERSION
from lotse.letters.rules.printing import TEMPLATE_VERSION
from lotse.referrals import queries as referral_queries
from lotse.referrals.actions import sending
from lotse.referrals.actions.drafts import keep_reply_code
from lotse.referrals.actions.steps import note_reminder
from lotse.referrals.queries.receivers import get_organisation
from lotse.referrals.rules.states import NOT_SENT

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.letters.queries.batch_drafts import Drafted
    from lotse.referrals.models import Referral


@dataclass(frozen=True)
class Printed:
    """A draft with its pages."""

    draft: Draft
    pdf: bytes


def print_drafts(drafts: Sequence[Draft]) -> list[Printed]:
    """Print drafts, outside of any transaction: call it before the first change of a request."""
    pages = [pages_of(draft) for draft in drafts]  # rows in a draft are read while the transaction is still open
    release()
    return [Printed(draft, printer.print(sheets)) for draft, sheets in zip(drafts, pages, strict=True)]


def print_and_file(*, draft: Draft, by: User, now: datetime) -> Letter:
    """Print one paper and keep it as it was printed: for whatever leaves the house without a gate of its own."""
    return file_letter(printed=print_drafts([draft])[0], by=by, now=now)


def pages_of(draft: Draft) -> list[Sheet]:
    """Fill in the templates of a draft."""
    return [Sheet(sheet_html(s.template, **s.context), stylesheet(s.style)) for s in draft.sheets]


def file_letter(*, printed: Printed, by: User, now: datetime, batch: LetterBatch | None = None) -> Letter:
    """Keep a letter as it was printed: data, edition, bytes, hash."""
    draft = printed.draft
    letter = Letter(
        number=f"neu-{uuid4().hex[:12]}",
        kind=draft.kind,
        title=draft.title,
        person_id=draft.person_id,
        case_id=draft.case_id,
        referral_id=draft.referral_id,
        contact_id=draft.contact_id,
        organisation_id=draft.organisation_id,
        batch_id=batch.id if batch else None,
        template=draft.sheets[0].template,
        edition=TEMPLATE_VERSION,
        data=draft.snapshot,
        pdf=printed.pdf,
        pdf_sha256=hashlib.sha256(printed.pdf).hexdigest(),
        created_at=now,
        created_by_id=by.id,
        means="",
    )
    db.session.add(letter)
    db.session.flush()
    letter.number = f"B-{local(now).year}-{letter.id:06d}"
    if draft.kind == Kind.NOTICE and draft.person_id is not None:
        record_notice(person_id=draft.person_id, edition=NOTICE_VERSION, given_on=local(now).date())
    db.session.flush()
    return letter


def file_packet(
    *, office: Printed, client: Printed, by: User, today: date, now: datetime, batch: LetterBatch | None = None
) -> Letter:
    """File a referral letter and its client sheet; a referral that waited is sent by it, through the gate."""
    draft = office.draft
    assert draft.referral_id is not None
    referral = referral_queries.get_referral(draft.referral_id, by, now)
    keep_reply_code(referral=referral, code=draft.content.reply_code)
    if referral.reply_code != draft.content.reply_code:
        raise RuleBroken("Für diese Vermittlung wurde gerade schon ein Schreiben gedruckt. Bitte die Seite neu laden.")
    if referral.state in NOT_SENT:
        sending.send(referral=referral, means="letter", by=by, today=today, now=now, fields=shown_fields(draft))
    else:
        _pass_gate_again(referral, draft, by=by, today=today, now=now)
    letter = file_letter(printed=office, by=by, now=now, batch=batch)
    file_letter(printed=client, by=by, now=now)
    return letter


def _pass_gate_again(referral: Referral, draft: Draft, *, by: User, today: date, now: datetime) -> None:
    """A letter after the sending is a transmission of its own, unless it is the very one the sending announced."""
    if referral.means != "letter" or queries.has_letter(referral.id, Kind.REFERRAL):
        sending.disclose_again(
            referral=referral, means="letter", by=by, today=today, now=now, fields=shown_fields(draft)
        )
        return
    assert referral.person_id is not None
    decision = disclosure.ask_gate(
        person_id=referral.person_id,
        organisation=get_organisation(referral.organisation_id),
        categories=frozenset(Category(name) for name in referral.categories),
        basis=sending.basis_of(referral),
        today=today,
    )
    if not decision.open:
        raise disclosure.GateClosed(decision.sentence)


def shown_fields(draft: Draft) -> list[str]:
    """Name the fields of the letter that hold something about the person, for the list of what left."""
    personal = (
        "client_name",
        "client_born_on",
        "client_contact",
        "contact_wish",
        "discussed",
        "wish",
        "applications",
        "deadlines",
        "running",
        "enclosed",
        "missing",
        "needs",
        "appointment_on",
    )
    return [name for name in personal if getattr(draft.content, name)]


def file_reminder(
    *, printed: Printed, by: User, today: date, now: datetime, batch: LetterBatch | None = None
) -> Letter:
    """File a reminder to a silent receiver and note it at the referral."""
    draft = printed.draft
    assert draft.referral_id is not None
    referral = referral_queries.get_referral(draft.referral_id, by, now)
    note_reminder(referral=referral, number=draft.content.number, today=today, now=now)
    return file_letter(printed=printed, by=by, now=now, batch=batch)


def print_batch(*, drafted: Drafted, reminders: bool, by: User, today: date, now: datetime) -> LetterBatch:
    """Print and file letters together; one that fails is reported with its number and does not stop the others."""
    release()
    printed: list[tuple[str, list[Printed]]] = []
    failures = list(drafted.failures)
    made = iter(print_many([pages_of(draft) for _, packet in drafted.packets for draft in packet]))
    for number, packet in drafted.packets:
        pages = [(draft, next(made)) for draft in packet]
        failed = next((pdf for _, pdf in pages if isinstance(pdf, PdfFailed)), None)
        if failed is not None:
            failures.append((number, failed.message))
        else:
            printed.append((number, [Printed(draft, pdf) for draft, pdf in pages if isinstance(pdf, bytes)]))
    batch = LetterBatch(created_at=now, created_by_id=by.id, failures=[])
    db.session.add(batch)
    db.session.flush()
    for number, letters in printed:
        try:
            with db.session.begin_nested():
                if reminders:
                    file_reminder(printed=letters[0], by=by, today=today, now=now, batch=batch)
                else:
                    file_packet(office=letters[0], client=letters[1], by=by, today=today, now=now, batch=batch)
        except LotseError as error:
            failures.append((number, error.message))
    batch.failures = [{"number": number, "sentence": sentence} for number, sentence in sorted(failures)]
    db.session.flush()
    return batch


def record_dispatch(*, letter: Letter, on: date, means: str, by: User, today: date) -> None:
    """Say when and how a letter went out; said once, it can be corrected the same way."""
    fault = dispatch_fault(dispatched_on=on, created_on=local(letter.created_at).date(), today=today)
    if fault:
        raise FieldError("on", fault)
    letter.dispatched_on, letter.means, letter.dispatched_by_id = on, means, by.id
    db.session.flush()
