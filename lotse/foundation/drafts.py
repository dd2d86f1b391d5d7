"""What somebody is typing right now, kept on the server: several drafts per person, each only for its author."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.crypto import EncryptedText
from lotse.foundation.db import Base, UtcInstant, db

LARGEST = 400_000
"""A draft longer than this (characters of JSON) is refused; no form of ours comes near."""


class FormDraft(Base):
    """One unfinished form."""

    __tablename__ = "form_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(30))
    about: Mapped[str] = mapped_column(sa.String(120), default="")
    content: Mapped[str] = mapped_column(EncryptedText("form_draft.content"))
    started_at: Mapped[datetime] = mapped_column(UtcInstant)
    saved_at: Mapped[datetime] = mapped_column(UtcInstant)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The typed fields in order; a name may appear several times."""
        return [(name, value) for name, value in json.loads(self.content)]


def is_key(key: str) -> bool:
    """True for what may serve as the key of a draft: 16 to 40 letters and digits, made by the form."""
    return 16 <= len(key) <= 40 and key.isascii() and key.isalnum()


def save(
    *, key: str, user_id: int, kind: str, about: str, fields: list[tuple[str, str]], now: datetime
) -> FormDraft | None:
    """Store the fields under the key; None when the key belongs to somebody else or the draft is too large."""
    content = json.dumps([pair for pair in fields if pair[0] not in {"csrf_token", "form_key"}])
    session = db.session()
    draft = session.scalar(sa.select(FormDraft).where(FormDraft.key == key))
    if len(content) > LARGEST or (draft is not None and draft.user_id != user_id):
        return None
    if draft is None:
        draft = FormDraft(key=key, user_id=user_id, kind=kind[:30], started_at=now)
        session.add(draft)
    draft.about, draft.content, draft.saved_at = about[:120], content, now
    session.flush()
    return draft


def find(key: str, user_id: int) -> FormDraft | None:
    """Return a draft of this author, or None."""
    return db.session.scalar(sa.select(FormDraft).where(FormDraft.key == key, FormDraft.user_id == user_id))


def list_of(user_id: int, kind: str | None = None) -> Sequence[FormDraft]:
    """Return the author's drafts, newest first."""
    query = sa.select(FormDraft).where(FormDraft.user_id == user_id).order_by(FormDraft.saved_at.desc())
    return db.session.scalars(query.where(FormDraft.kind == kind) if kind else query).all()


def discard(key: str, user_id: int) -> None:
    """Delete a draft of this author; an unknown key is no error (it may just have been saved for good)."""
    db.session.execute(sa.delete(FormDraft).where(FormDraft.key == key, FormDraft.user_id == user_id))


def sweep(before: datetime) -> int:
    """Delete drafts not touched since; returns how many."""
    result = db.session.execute(sa.delete(FormDraft).where(FormDraft.saved_at < before))
    return int(result.rowcount)  # type: ignore[attr-defined]
