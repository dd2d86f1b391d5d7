"""Reading for the statistics: live records, facts, kept summaries, names, and the records behind a number."""

from sqlalchemy.orm import Session

from lotse.foundation.db import db


def reading() -> Session:
    """Return the request's session."""
    return db.session()
