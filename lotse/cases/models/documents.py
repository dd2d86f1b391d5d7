"""Table of documents: uploaded files of a case, encrypted at rest, in the database and so outside the web root."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.crypto import EncryptedBytes
from lotse.foundation.db import Base, UtcInstant
from lotse.foundation.kept_files import KeptFile


class Document(KeptFile, Base):
    """One uploaded file; its class decides who may open it. The bytes are read only when somebody downloads it."""

    __tablename__ = "document"
    __table_args__ = (sa.CheckConstraint("class in ('ordinary','confided','data_protection')", name="class_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(sa.ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    note_class: Mapped[str] = mapped_column("class", sa.String(16), default="ordinary")
    title: Mapped[str] = mapped_column(sa.String(200))
    content: Mapped[bytes | None] = mapped_column(EncryptedBytes("document.content"), deferred=True)
    entrusted_to_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcInstant)
    removed_by_id: Mapped[int | None]
    removed_because: Mapped[str] = mapped_column(sa.String(200), default="")
