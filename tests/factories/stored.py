"""What the database holds after something was done."""

from typing import TypeVar

import sqlalchemy as sa

from lotse.foundation.db import Base, db

Row = TypeVar("Row", bound=Base)


def only(table: type[Row]) -> Row:
    """The one row of a table."""
    return db.session.scalars(sa.select(table)).one()


def count(table: type[Base]) -> int:
    """How many rows a table has."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(table))
