"""Ids in addresses: whole numbers that fit the database, everything else is an unknown page."""

from __future__ import annotations

from werkzeug.routing import BaseConverter, ValidationError

LARGEST_ID = 2**31 - 1


class IdConverter(BaseConverter):
    """`<id:case_id>`: ASCII digits, 1 to 2^31 − 1 (PostgreSQL's integer); 0, −1, ٣ and 2^63 are no such page."""

    regex = "[0-9]{1,10}"

    def to_python(self, value: str) -> int:
        """Turn the digits into the id."""
        number = int(value)
        if not 1 <= number <= LARGEST_ID:
            raise ValidationError
        return number
