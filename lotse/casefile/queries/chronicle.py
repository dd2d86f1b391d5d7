"""Reading the chronicle: everything that happened in a case, from all slices, newest first, as one stream."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa

from lotse.accounts.queries import names_of
from lotse.cases.models import Case, CaseEvent
from lotse.cases.queries import records
from lotse.cases.rules.notes import CLASS_LABELS, NoteClass, Reader
from lotse.contacts.models import Appointment, Contact
from lotse.contacts.rules import APPOINTMENT_OUTCOMES
from lotse.deadlines.models import Deadline
from lotse.directory.models import Organisation
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.letters.models import Letter
from lotse.measures.models import Measure
from lotse.referrals.models import Referral, ReferralEvent
from lotse.referrals.rules.states import LABELS, State
from lotse.reminders.models import Reminder


class Kind(enum.StrEnum):
    """What the stream can be narrowed to."""

    CONTACT = "contact"
    NOTE = "note"
    REFERRAL = "referral"
    MEASURE = "measure"
    DEADLINE = "deadline"
    LETTER = "letter"
    REMINDER = "reminder"
    DOCUMENT = "document"
    CHANGE = "change"


KIND_LABELS = {
    Kind.CONTACT: "Kontakte und Termine",
    Kind.NOTE: "Notizen",
    Kind.REFERRAL: "Vermittlungen",
    Kind.MEASURE: "Maßnahmen",
    Kind.DEADLINE: "Fristen",
    Kind.LETTER: "Briefe",
    Kind.REMINDER: "Wiedervorlagen",
    Kind.DOCUMENT: "Dokumente",
    Kind.CHANGE: "Fallführung, Ziele, Plan",
}


@dataclass(frozen=True)
class Happening:
    """One line: when, what, who, and where more of it stands."""

    at: datetime
    kind: Kind
    text: str
    by_id: int | None = None
    detail: str = ""


def chronicle(case: Case, reader: Reader, kinds: Iterable[Kind] = ()) -> list[Happening]:
    """Return what happened, newest first; one statement per kind, however long the stream."""
    wanted = list(kinds) or list(Kind)
    found = [line for kind in wanted for line in _lines(kind, case, reader)]
    return sorted(found, key=lambda line: line.at, reverse=True)


def _lines(kind: Kind, case: Case, reader: Reader) -> list[Happening]:
    if kind in _GUARDED:
        return _GUARDED[kind](case, reader)
    return _SOURCES[kind](case)


def names_in(lines: Iterable[Happening]) -> dict[int, str]:
    """Return the names of those who did it."""
    return names_of({line.by_id for line in lines if line.by_id})


def _contacts(case: Case) -> list[Happening]:
    contacts = db.session.scalars(sa.select(Contact).where(Contact.case_id == case.id))
    appointments = db.session.scalars(sa.select(Appointment).where(Appointment.case_id == case.id))
    return [
        *(Happening(c.started_at, Kind.CONTACT, _CHANNELS[c.channel], c.created_by_id, c.note or "") for c in contacts),
        *(
            Happening(
                a.starts_at,
                Kind.CONTACT,
                f"Termin: {a.about or a.place or 'Gespräch'}",
                a.created_by_id,
                APPOINTMENT_OUTCOMES.get(a.outcome, ""),
            )
            for a in appointments
        ),
    ]


_CHANNELS = {
    "on_site": "Kontakt vor Ort",
    "phone": "Kontakt am Telefon",
    "email": "Kontakt per E-Mail",
    "online": "Kontakt online",
    "outreach": "Aufsuchender Kontakt",
}


def _notes(case: Case, reader: Reader) -> list[Happening]:
    return [
        Happening(n.written_at, Kind.NOTE, CLASS_LABELS[NoteClass(n.note_class)], n.written_by_id, n.text)
        for n in records.list_notes(case.id, reader)
    ]


def _referrals(case: Case) -> list[Happening]:
    rows = db.session.execute(
        sa.select(ReferralEvent, Organisation.name)
        .join(Referral, Referral.id == ReferralEvent.referral_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .where(Referral.case_id == case.id, ReferralEvent.kind == "transition")
    )
    return [
        Happening(e.entered_at, Kind.REFERRAL, f"{name}: {LABELS[State(e.to_state)]}", e.by_id, e.note or "")
        for e, name in rows
    ]


def _measures(case: Case) -> list[Happening]:
    rows = db.session.scalars(sa.select(Measure).where(Measure.case_id == case.id))
    return [Happening(m.created_at, Kind.MEASURE, f"Maßnahme eingetragen: {m.label}", m.created_by_id) for m in rows]


def _deadlines(case: Case) -> list[Happening]:
    lines = []
    for d in db.session.scalars(sa.select(Deadline).where(Deadline.case_id == case.id)):
        lines.append(Happening(d.created_at, Kind.DEADLINE, f"Frist eingetragen: {d.title}", d.created_by_id))
        if d.closed_on:
            text = f"Frist geschlossen: {d.title}"
            lines.append(Happening(_noon(d.closed_on), Kind.DEADLINE, text, d.closed_by_id, d.outcome_note))
    return lines


def _letters(case: Case) -> list[Happening]:
    rows = db.session.execute(
        sa.select(Letter.created_at, Letter.title, Letter.number, Letter.created_by_id, Letter.dispatched_on).where(
            Letter.case_id == case.id
        )
    )
    return [
        Happening(
            row.created_at,
            Kind.LETTER,
            f"Brief {row.number}: {row.title}",
            row.created_by_id,
            f"versandt am {row.dispatched_on:%d.%m.%Y}" if row.dispatched_on else "",
        )
        for row in rows
    ]


def _reminders(case: Case) -> list[Happening]:
    lines = []
    for r in db.session.scalars(sa.select(Reminder).where(Reminder.case_id == case.id)):
        text = f"Wiedervorlage zum {r.due_on:%d.%m.%Y}: {r.text}"
        lines.append(Happening(r.created_at, Kind.REMINDER, text, r.created_by_id))
        if r.settled_at:
            said = f"Wiedervorlage erledigt: {r.text}"
            lines.append(Happening(r.settled_at, Kind.REMINDER, said, r.settled_by_id, r.outcome_note))
    return lines


def _documents(case: Case, reader: Reader) -> list[Happening]:
    return [
        Happening(d.uploaded_at, Kind.DOCUMENT, f"Dokument: {d.title}", d.uploaded_by_id)
        for d in records.list_documents(case.id, reader)
    ]


def _changes(case: Case) -> list[Happening]:
    rows = db.session.scalars(sa.select(CaseEvent).where(CaseEvent.case_id == case.id))
    return [Happening(e.at, Kind.CHANGE, e.text, e.by_id) for e in rows]


def _noon(day: date) -> datetime:
    return clock.instant(day, time(12))


_SOURCES: dict[Kind, Callable[[Case], list[Happening]]] = {
    Kind.CONTACT: _contacts,
    Kind.REFERRAL: _referrals,
    Kind.MEASURE: _measures,
    Kind.DEADLINE: _deadlines,
    Kind.LETTER: _letters,
    Kind.REMINDER: _reminders,
    Kind.CHANGE: _changes,
}
_GUARDED: dict[Kind, Callable[[Case, Reader], list[Happening]]] = {Kind.NOTE: _notes, Kind.DOCUMENT: _documents}
"""What not everybody reads who sees the case."""
