"""Reading notes, documents and conferences: everybody gets only the classes they may read."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.queries import names_of
from lotse.accounts.rules import Role
from lotse.cases.models import Case, Conference, Document, Note
from lotse.cases.rules.notes import NoteClass, Reader, may_read
from lotse.foundation.db import db, get_stored
from lotse.foundation.errors import NotFound


def list_notes(case_id: int, reader: Reader) -> list[Note]:
    """Return the notes this reader may read, newest first; one that was replaced by a correction is left out."""
    replaced = sa.select(Note.replaces_id).where(Note.case_id == case_id, Note.replaces_id.is_not(None))
    query = sa.select(Note).where(Note.case_id == case_id, Note.id.not_in(replaced), _readable(Note, reader))
    return list(db.session.scalars(query.order_by(Note.written_at.desc(), Note.id.desc())))


def _readable(table: type[Note] | type[Document], reader: Reader) -> sa.ColumnElement[bool]:
    """The rule of `may_read` as a condition, so that what may not be read is never decrypted."""
    classes = [c for c in NoteClass if may_read(c, reader, entrusted_to_id=None)]
    entrusted = may_read(NoteClass.CONFIDED, reader, entrusted_to_id=reader.user_id)
    confided = sa.and_(table.note_class == "confided", table.entrusted_to_id == reader.user_id)
    seen = table.note_class.in_([str(c) for c in classes])
    return sa.or_(seen, confided) if entrusted else seen


def get_note(note_id: int, case: Case, reader: Reader) -> Note:
    """Return a note of this case that the reader may read, or answer 404."""
    query = sa.select(Note).where(Note.id == note_id, Note.case_id == case.id, _readable(Note, reader))
    note = db.session.scalar(query)
    if note is None:
        raise NotFound
    return note


def find_correction(note_id: int) -> Note | None:
    """Return the note that has replaced this one already, or None."""
    return db.session.scalar(sa.select(Note).where(Note.replaces_id == note_id).order_by(Note.id.desc()).limit(1))


def list_documents(case_id: int, reader: Reader) -> Sequence[Document]:
    """Return the documents this reader may open, newest first, without their bytes."""
    query = sa.select(Document).where(
        Document.case_id == case_id, Document.removed_at.is_(None), _readable(Document, reader)
    )
    return db.session.scalars(query.order_by(Document.uploaded_at.desc())).all()


def get_document(document_id: int, case: Case, reader: Reader) -> Document:
    """Return a document that the reader may open, or answer 404."""
    query = sa.select(Document).where(
        Document.id == document_id,
        Document.case_id == case.id,
        Document.removed_at.is_(None),
        _readable(Document, reader),
    )
    document = db.session.scalar(query)
    if document is None:
        raise NotFound
    return document


def list_conferences(case_id: int) -> Sequence[Conference]:
    """Return the case conferences, newest first."""
    query = sa.select(Conference).where(Conference.case_id == case_id).order_by(Conference.held_on.desc())
    return db.session.scalars(query).all()


def get_conference(conference_id: int, case: Case) -> Conference:
    """Return a conference of this case, or answer 404."""
    return get_stored(Conference, conference_id, case_id=case.id)


def data_protection_notes(user: User) -> list[tuple[Note, str]]:
    """Return all notes of the data-protection class with their case numbers, for the data protection officer only."""
    if user.role != Role.DATA_PROTECTION:
        return []
    rows = db.session.execute(
        sa.select(Note, Case.number)
        .join(Case, Case.id == Note.case_id)
        .where(Note.note_class == "data_protection")
        .order_by(Note.written_at.desc())
        .limit(500)
    )
    return [(note, number) for note, number in rows]


def authors(rows: Sequence[Note | Document]) -> dict[int, str]:
    """Return the names of those who wrote, uploaded or were entrusted."""
    ids = {r.written_by_id if isinstance(r, Note) else r.uploaded_by_id for r in rows}
    return names_of(ids | {r.entrusted_to_id for r in rows if r.entrusted_to_id})
