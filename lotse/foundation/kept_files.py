"""Files that people brought and the office keeps: the columns of every such table, and how a file comes in."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from lotse.foundation.db import UtcInstant, db
from lotse.foundation.errors import FieldError
from lotse.foundation.uploads import ALLOWED, FileType, Refused, check


class KeptFile:
    """Mixin of a table of files. The table adds whose file it is, and `content`: sealed under its own name, deferred.

    `mime` is judged by the content, not by what the browser said; `size` counts bytes, `sha256` is of the plain bytes.
    """

    file_name: Mapped[str] = mapped_column(sa.String(140))
    mime: Mapped[str] = mapped_column(sa.String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(sa.String(64))
    uploaded_at: Mapped[datetime] = mapped_column(UtcInstant)
    uploaded_by_id: Mapped[int]


AnyFile = TypeVar("AnyFile", bound=KeptFile)


def keep_file(
    table: type[AnyFile], *, field: str, file_name: str, content: bytes, by_id: int, now: datetime,
    allowed: tuple[FileType, ...] = ALLOWED, **belongs_to: Any,
) -> AnyFile:  # fmt: skip
    """Store a file that may come in as a row of its table, with the columns that say whose it is.

    Raises FieldError at the form's `field` for a file that may not.
    """
    try:
        checked = check(file_name, content, allowed)
    except Refused as refused:
        raise FieldError(field, str(refused)) from refused
    brought = {"uploaded_at": now, "uploaded_by_id": by_id}
    kept = table(**belongs_to, **checked.columns, **brought)
    db.session.add(kept)
    db.session.flush()
    return kept
