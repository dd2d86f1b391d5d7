"""The document of a relation as a file: taken in after a look at its content, taken out again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lotse.clients.models import Relation, RelationSheet
from lotse.clients.queries.relations import count_sheets
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError
from lotse.foundation.uploads import SCANS, Refused, check

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
    try:
        checked = check(file_name, content, SCANS)
    except Refused as refused:
        raise FieldError("sheet", str(refused)) from refused
    sheet = RelationSheet(relation_id=relation.id, uploaded_at=now, uploaded_by_id=by.id, **checked.columns)
    db.session.add(sheet)
    db.session.flush()
    return sheet


def remove_sheet(*, sheet: RelationSheet) -> None:
    """Delete a wrong or outdated file."""
    db.session.delete(sheet)
    db.session.flush()
