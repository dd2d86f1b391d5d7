"""What somebody is typing right now, kept on the server: several drafts per person, each only for its author.

Two tabs or two workplaces may have the same draft open. Nothing is overwritten unseen: what does not follow from the
version that is stored goes into a draft of its own, and both stay in the list (ADR 0220).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.crypto import EncryptedText
from lotse.foundation.db import Base, UtcInstant, count_changed, db, table_of
from lotse.foundation.prepared import Prepared

LARGEST = 400_000
"""A draft longer than this (characters of JSON) is refused; no form of ours comes near."""
NOT_TYPED = frozenset({"csrf_token", "form_key", "draft_version", "draft_writer", "draft_kind", "then"})


class FormDraft(Base):
    """One unfinished form."""

    __tablename__ = "form_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(30))
    about: Mapped[str] = mapped_column(sa.String(120), default="")
    page: Mapped[str] = mapped_column(sa.String(500), default="")
    content: Mapped[str] = mapped_column(EncryptedText("form_draft.content"))
    started_at: Mapped[datetime] = mapped_column(UtcInstant)
    saved_at: Mapped[datetime] = mapped_column(UtcInstant)
    version: Mapped[int] = mapped_column(default=1)
    writer: Mapped[str] = mapped_column(sa.String(40), default="")

    @property
    def first_words(self) -> str:
        """The longest text in it, cut, by which its author knows it again."""
        longest = max((value for name, value in self.fields if name not in NOT_TYPED), key=len, default="")
        text = " ".join(longest.split())
        return f"{text[:57]} …" if len(text) > 60 else text

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The typed fields in order; a name may appear several times."""
        return [(name, value) for name, value in json.loads(self.content)]


_ROWS = table_of(FormDraft)
_FINDING = Prepared(
    lambda: sa.select(FormDraft.id).where(
        FormDraft.key == sa.bindparam("key"), FormDraft.user_id == sa.bindparam("user_id")
    )
)
"""Most forms are sent before their first draft is saved: that there is none is asked at every booking."""
_ANY = Prepared(lambda: sa.select(FormDraft.id).where(FormDraft.user_id == sa.bindparam("user_id")).limit(1))
"""And most who open a contact have left none."""
_DISCARDING = sa.delete(_ROWS).where(_ROWS.c.key == sa.bindparam("of_key"), _ROWS.c.user_id == sa.bindparam("of_user"))


def is_key(key: str) -> bool:
    """True for what may serve as the key of a draft: 16 to 40 letters and digits, made by the form."""
    return 16 <= len(key) <= 40 and key.isascii() and key.isalnum()


@dataclass(frozen=True)
class Typed:
    """What one open page holds: its fields, the version of the draft it began with (0: none), and its random name.

    `page` is the path of the page, where its author goes on.
    """

    fields: list[tuple[str, str]]
    version: int = 0
    writer: str = ""
    kind: str = "form"
    about: str = ""
    page: str = ""

    @property
    def content(self) -> str:
        """The fields as they are stored, without what only the form's machinery knows."""
        return json.dumps([pair for pair in self.fields if pair[0] not in NOT_TYPED])


def save(
    *, key: str, typed: Typed, user_id: int, now: datetime, session: sa.orm.Session | None = None
) -> FormDraft | None:
    """Store what is typed under the key, or under a key of its own when the draft was changed elsewhere.

    The caller sees by the key of the answer which of the two it was. None when the key belongs to somebody else or
    the draft is too large.
    """
    session = session or db.session()
    content = typed.content
    draft = session.scalar(sa.select(FormDraft).where(FormDraft.key == key))
    if len(content) > LARGEST or (draft is not None and draft.user_id != user_id):
        return None
    if draft is None and typed.version > 0:
        key, draft = _own(session, key, typed.writer, user_id)  # booked or thrown away elsewhere
    elif draft is not None and is_news(draft, typed):
        key, draft = _own(session, key, typed.writer, user_id)
    if draft is None:
        draft = FormDraft(key=key, user_id=user_id, kind=typed.kind[:30], started_at=now, version=0)
        session.add(draft)
    draft.about, draft.page, draft.content, draft.saved_at = typed.about[:120], typed.page, content, now
    draft.version, draft.writer = draft.version + 1, typed.writer[:40]
    session.flush()
    return draft


def is_news(draft: FormDraft, typed: Typed) -> bool:
    """Whether the stored draft says something that the page has not seen."""
    if draft.version == typed.version or not differences(typed.fields, draft.fields):
        return False
    return not typed.writer or draft.writer != typed.writer


def _own(session: sa.orm.Session, key: str, writer: str, user_id: int) -> tuple[str, FormDraft | None]:
    """Return key and draft of the page's own version: always the same, so that an answer that was lost does no harm."""
    own = hashlib.sha256(f"{key} {writer}".encode()).hexdigest()[:32]
    return own, session.scalar(sa.select(FormDraft).where(FormDraft.key == own, FormDraft.user_id == user_id))


def differences(yours: list[tuple[str, str]], stored: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Return what two versions of one form say differently: field, here, there; several values as one line."""
    here, there = _by_name(yours), _by_name(stored)
    names = [name for name in dict.fromkeys([*here, *there]) if name not in NOT_TYPED]
    return [(n, here.get(n, ""), there.get(n, "")) for n in names if here.get(n, "") != there.get(n, "")]


def _by_name(fields: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name, []).append(value)
    return {name: ", ".join(filter(None, values)) for name, values in found.items()}


def find(key: str, user_id: int) -> FormDraft | None:
    """Return a draft of this author, or None."""
    if _FINDING.first(key=key, user_id=user_id) is None:
        return None
    return db.session.scalar(sa.select(FormDraft).where(FormDraft.key == key, FormDraft.user_id == user_id))


def list_of(user_id: int, kind: str | None = None) -> Sequence[FormDraft]:
    """Return the author's drafts, newest first."""
    if _ANY.first(user_id=user_id) is None:
        return []
    query = sa.select(FormDraft).where(FormDraft.user_id == user_id).order_by(FormDraft.saved_at.desc())
    return db.session.scalars(query.where(FormDraft.kind == kind) if kind else query).all()


def list_waiting(user_id: int, kind: str, page: str) -> Sequence[FormDraft]:
    """Return what the author left unfinished on this page in forms of this kind, newest first."""
    mine = (FormDraft.user_id == user_id, FormDraft.kind == kind, FormDraft.page == page)
    return db.session.scalars(sa.select(FormDraft).where(*mine).order_by(FormDraft.saved_at.desc()).limit(5)).all()


def discard(key: str, user_id: int) -> None:
    """Delete a draft of this author; an unknown key is no error (it may just have been saved for good)."""
    db.session.flush()
    db.session.connection().execute(_DISCARDING, {"of_key": key, "of_user": user_id})


def sweep(before: datetime) -> int:
    """Delete drafts not touched since; returns how many."""
    return count_changed(sa.delete(FormDraft).where(FormDraft.saved_at < before))
