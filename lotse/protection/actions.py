"""Changing child-protection records: open, write down a step, look again, name a colleague, close."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.accounts.actions import grants
from lotse.foundation import clock
from lotse.foundation.db import db, release
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.foundation.pdf import Sheet, printer
from lotse.protection.models import ProtectionEntry, ProtectionNotice, ProtectionRecord
from lotse.protection.queries import KIND, holders
from lotse.protection.rules import steps as rules
from lotse.protection.rules.steps import Entry, Step, Urgency
from lotse.reminders.actions.reminders import set_reminder

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.clients.models import Person

NEUTRAL = "Vertraulicher Vorgang: bitte ansehen"
"""What the reminder says: neither whom it is about nor what."""


def open_record(
    *,
    child: Person | None,
    child_name: str = "",
    child_about: str = "",
    case_id: int | None,
    urgency: str,
    danger_now: bool,
    first: Entry,
    by: User,
    today: date,
    now: datetime,
) -> ProtectionRecord:
    """Open a record with the first facts; only the one who opens it sees it.

    The child is a recorded person, or named in words: an anonymous call must not wait for a file.
    """
    if fault := rules.child_fault(known=child is not None, name=child_name):
        raise FieldError(*fault)
    if urgency not in set(Urgency):
        raise FieldError("urgency", "Bitte sagen, bis wann wieder hingesehen wird.")
    record = ProtectionRecord(
        child_id=child.id if child else None,
        child_name=None if child else child_name.strip(),
        child_about=child_about.strip(),
        case_id=case_id,
        urgency=urgency,
        due_at=rules.due_at(Urgency(urgency), now),
        danger_now=danger_now,
        opened_at=now,
        opened_by_id=by.id,
    )
    db.session.add(record)
    db.session.flush()
    grants.grant(kind=KIND, record_id=record.id, reason="opened", now=now, user=by)
    _write(record, first, by, today, now)
    _remind(record, by, now)
    return record


def write_entry(*, record: ProtectionRecord, entry: Entry, by: User, today: date, now: datetime) -> ProtectionEntry:
    """Write a step down; a result needs its two named assessors, who may see the record from then on."""
    _must_be_open(record)
    row = _write(record, entry, by, today, now)
    if entry.step is Step.DANGER_NOW:
        record.danger_now = True
    return row


def _write(record: ProtectionRecord, entry: Entry, by: User, today: date, now: datetime) -> ProtectionEntry:
    fault = rules.entry_fault(entry, today=today)
    if fault:
        raise FieldError(*fault)
    assert entry.happened_on is not None, "the rule asks for the day"
    row = ProtectionEntry(
        record_id=record.id,
        step=entry.step,
        happened_on=entry.happened_on,
        text=entry.text.strip(),
        source=entry.source.strip(),
        interpretation=entry.interpretation.strip(),
        recipient=entry.recipient.strip(),
        not_done_because=entry.not_done_because.strip(),
        result=entry.result if entry.step is Step.ASSESSMENT else "",
        assessors=[asdict(a) for a in entry.assessors],
        control_on=entry.control_on,
        family_told=entry.family_told,
        written_at=now,
        written_by_id=by.id,
    )
    record.entries.append(row)
    db.session.flush()
    if entry.control_on:
        _remind(record, by, now, entry.control_on)
    return row


def name_colleague(*, record: ProtectionRecord, colleague: User, now: datetime) -> None:
    """Let one more named colleague see the record."""
    _must_be_open(record)
    if colleague.id not in holders(record.id, now):
        grants.grant(kind=KIND, record_id=record.id, reason="named", now=now, user=colleague)


def look_again(*, record: ProtectionRecord, urgency: str, by: User, now: datetime) -> None:
    """Set the clock anew: today, 24 hours, 7 days."""
    _must_be_open(record)
    if urgency not in set(Urgency):
        raise FieldError("urgency", "Bitte sagen, bis wann wieder hingesehen wird.")
    record.urgency, record.due_at = urgency, rules.due_at(Urgency(urgency), now)
    _remind(record, by, now)
    db.session.flush()


def _remind(record: ProtectionRecord, by: User, now: datetime, on: date | None = None) -> None:
    """Put a neutral line before the one who acts; it names neither child nor reason."""
    set_reminder(
        owner=by,
        text=NEUTRAL,
        due_on=on or clock.local(record.due_at).date(),
        by=by,
        now=now,
        kind="task",
    )


def close_record(*, record: ProtectionRecord, text: str, by: User, now: datetime) -> None:
    """Close the record when its result was followed."""
    _must_be_open(record)
    done = {Step(e.step) for e in record.entries}
    fault = rules.closing_fault(done, result=last_result(record))
    if fault:
        raise FieldError("text", fault)
    if not text.strip():
        raise FieldError("text", "Bitte sagen, womit der Vorgang endet.")
    record.closed_at, record.closed_by_id, record.closing_text = now, by.id, text.strip()
    db.session.flush()


def last_result(record: ProtectionRecord) -> str:
    """Return the result of the newest assessment, empty before there is one."""
    return next((e.result for e in reversed(record.entries) if e.result), "")


def _must_be_open(record: ProtectionRecord) -> None:
    if record.closed_at is not None:
        raise RuleBroken("Der Vorgang ist abgeschlossen.")


def print_notice(*, record: ProtectionRecord, sheet: Sheet, by: User, now: datetime) -> ProtectionNotice:
    """Print a notice, outside of any transaction, and keep it: what is written down later does not change it."""
    release()
    pdf = printer.print([sheet])
    notice = ProtectionNotice(
        record_id=record.id,
        pdf=pdf,
        pdf_sha256=hashlib.sha256(pdf).hexdigest(),
        printed_at=now,
        printed_by_id=by.id,
    )
    db.session.add(notice)
    db.session.flush()
    return notice
