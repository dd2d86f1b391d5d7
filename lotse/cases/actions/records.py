"""Changing notes, documents and conferences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lotse.cases.actions.chronicle import note_event
from lotse.cases.models import Case, Conference, Document, Note
from lotse.cases.queries import records
from lotse.cases.rules.notes import NoteClass
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, NotFound, Stale
from lotse.foundation.kept_files import keep_file
from lotse.foundation.uploads import safe_name

if TYPE_CHECKING:
    from lotse.accounts.models import User


def write_note(
    *, case: Case, note_class: str, text: str, by: User, now: datetime, replaces: Note | None = None
) -> Note:
    """Write a note; a confided one is entrusted to its writer. A correction replaces, the old text stays stored."""
    if note_class not in set(NoteClass):
        raise FieldError("note_class", "Bitte eine Art aus der Liste wählen.")
    if not text.strip():
        raise FieldError("text", "Bitte die Notiz schreiben.")
    if replaces is not None and replaces.written_by_id != by.id:
        raise FieldError("text", "Berichtigen kann nur, wer die Notiz geschrieben hat.")
    if replaces is not None and (newer := records.find_correction(replaces.id)):
        raise Stale([("Notiz", text.strip(), newer.text)])
    note = Note(
        case_id=case.id,
        note_class=note_class,
        text=text.strip(),
        written_at=now,
        written_by_id=by.id,
        replaces_id=replaces.id if replaces else None,
        entrusted_to_id=by.id if note_class == NoteClass.CONFIDED else None,
    )
    db.session.add(note)
    case.last_change_at = now
    db.session.flush()
    return note


def entrust_note(*, note: Note, case: Case, to: User, agreed_on: date | None, by: User, today: date) -> None:
    """Pass a confided note on to one other person, with the agreement of whoever confided it."""
    if note.note_class != NoteClass.CONFIDED or note.entrusted_to_id != by.id or note.case_id != case.id:
        raise NotFound
    if agreed_on is None or agreed_on > today:
        raise FieldError("agreed_on", "Bitte den Tag nennen, an dem die anvertrauende Person zugestimmt hat.")
    note.entrusted_to_id = to.id
    db.session.flush()


def upload(
    *, case: Case, title: str, note_class: str, file_name: str, content: bytes, by: User, now: datetime
) -> Document:
    """Take a file in after looking at its content; it is stored encrypted. An empty title becomes the file's name.

    Raises FieldError at `note_class` for an unknown class, at `file` for a file that may not come in.
    """
    if note_class not in set(NoteClass):
        raise FieldError("note_class", "Bitte eine Art aus der Liste wählen.")
    case.last_change_at = now
    return keep_file(
        Document, case_id=case.id, title=title.strip() or safe_name(file_name), note_class=note_class,
        entrusted_to_id=by.id if note_class == NoteClass.CONFIDED else None,
        field="file", file_name=file_name, content=content, by_id=by.id, now=now,
    )  # fmt: skip


def remove_document(*, document: Document, case: Case, reason: str, by: User, now: datetime) -> None:
    """Give an original back or remove a wrong file: the bytes go, the line stays with its reason."""
    if not reason.strip():
        raise FieldError("reason", "Bitte den Grund nennen.")
    document.content, document.removed_at = None, now
    document.removed_by_id, document.removed_because = by.id, reason.strip()[:200]
    if document.note_class == NoteClass.ORDINARY:
        note_event(case=case, kind="document", text=f"Dokument entfernt: {document.title} ({reason})", by=by, now=now)
    db.session.flush()


@dataclass(frozen=True)
class Minutes:
    """What was written down of a case conference; a task has `text`, `who` and `due_on` (ISO day or empty)."""

    held_on: date | None
    agenda: str
    participants: list[dict[str, Any]]
    decisions: str
    tasks: list[dict[str, Any]]


def hold_conference(*, case: Case, minutes: Minutes, by: User, now: datetime) -> Conference:
    """Record a case conference. Whoever is not of the office takes part only with the client's consent."""
    if minutes.held_on is None:
        raise FieldError("held_on", "Bitte den Tag der Fallkonferenz nennen.")
    if not minutes.participants:
        raise FieldError("participants", "Bitte mindestens eine teilnehmende Person nennen.")
    lacking = [p["name"] for p in minutes.participants if not p["consent"]]
    if lacking:
        raise FieldError("participants", "Ohne Einwilligung oder Rechtsgrundlage: " + ", ".join(lacking) + ".")
    row = Conference(
        case_id=case.id,
        held_on=minutes.held_on,
        agenda=minutes.agenda.strip(),
        participants=minutes.participants,
        decisions=minutes.decisions.strip(),
        tasks=minutes.tasks,
        created_at=now,
        created_by_id=by.id,
    )
    db.session.add(row)
    who = ", ".join(p["name"] for p in minutes.participants)
    text = f"Fallkonferenz am {minutes.held_on:%d.%m.%Y} mit {who}"
    note_event(case=case, kind="conference", text=text, by=by, now=now)
    db.session.flush()
    return row
