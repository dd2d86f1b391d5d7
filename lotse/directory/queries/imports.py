"""Reading uploaded lists and their reports."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import defer

from lotse.directory.models import DirectoryImport
from lotse.foundation.db import db, get_stored


def list_imports(limit: int = 20) -> Sequence[DirectoryImport]:
    """Return the latest uploads without their content."""
    query = sa.select(DirectoryImport).options(defer(DirectoryImport.content)).order_by(DirectoryImport.id.desc())
    return db.session.scalars(query.limit(limit)).all()


def get_import(import_id: int) -> DirectoryImport:
    """Return the upload or answer 404."""
    return get_stored(DirectoryImport, import_id)
