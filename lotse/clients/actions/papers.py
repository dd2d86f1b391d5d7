"""The document of a relation as a file: taken in after a look at its content, taken out again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lotse.clients.models import Relation, RelationSheet
from lotse.clients.queries.relations import count_sheets
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError
from lotse.foundation.kept_files import keep_file
from lotse.foundation.uploads import SCANS

if TYPE_CHECKING:
    from lotse.accounts.models import User

MOST_SHEETS = 10


def add_sheet(*, relation: Relation, file_name: str, content: bytes, by: User, now: datetime) -> RelationSheet:
    """Keep a scan or photograph of the document (PDF, JPEG or PNG, judged by its content), encrypted.

    Raises FieldError at `sheet` for a file that may not come in, one too many, and where no document is named.
    """
    if not relation.evidence:
        raise FieldError("evidence", "Bitte sagen, welcher Nachweis gemeint ist.")
    if count_sheets(relation.id) >= MOST_SHEETS:
        raise FieldError("sheet", f"Mehr als {MOST_SHEETS} Dateien gehören nicht zu einer Beziehung.")
    return keep_file(
        RelationSheet, relation_id=relation.id,
        field="sheet", file_name=file_name, content=content, allowed=SCANS, by_id=by.id, now=now,
    )  # fmt: skip


def remove_sheet(*, sheet: RelationSheet) -> None:
    """Delete a wrong or outdated file."""
    db.session.delete(sheet)
    db.session.flush()
