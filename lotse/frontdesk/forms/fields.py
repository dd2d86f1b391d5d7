"""Fields that several forms of the counter share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from wtforms import SelectField, SelectMultipleField, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lotse.clients.rules.birthdates import UNKNOWN, BirthDate, BirthDateUnreadable, read_birth_date
from lotse.clients.rules.phones import PhoneUnreadable, read_phone
from lotse.foundation.clock import today
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.forms import LineField

BAD_TIME = "Bitte die Uhrzeit wie 10:42 eingeben."


@dataclass(frozen=True)
class Pick:
    """A hit to tick where nobody can pick while typing: its number (or "new"), its name, and what tells it apart."""

    value: str
    label: str
    hint: str = ""
    marks: Sequence[Any] = ()


class PickField(LineField):
    """A name of which one hit is meant; its number comes in the hidden field of this name with `_id`.

    Without a script nothing is picked while typing: the answer shows `picks` to tick, and `picked` is what was ticked,
    as long as it was the answer to the very name that still stands in the field.
    """

    picked = ""
    picks: Sequence[Pick] = ()

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        """Read the name and what was ticked for it."""
        super().process(formdata, *args, **kwargs)
        if formdata and formdata.get(f"{self.name}_asked") == self.data:
            self.picked = formdata.get(f"{self.name}_pick", "")


class BirthDateField(LineField):
    """A birth date in any usual spelling; `born` is what was read."""

    born: BirthDate = UNKNOWN

    def pre_validate(self, form: Any) -> None:
        """Read the date and tell in German what is wrong with it."""
        super().pre_validate(form)
        try:
            self.born = read_birth_date(self.data or "", today())
        except BirthDateUnreadable as refusal:
            raise ValidationError(str(refusal)) from refusal


class PhoneField(LineField):
    """A telephone number in any spelling, or nothing."""

    def pre_validate(self, form: Any) -> None:
        """Check the number."""
        super().pre_validate(form)
        if self.data:
            try:
                read_phone(self.data)
            except PhoneUnreadable as refusal:
                raise ValidationError(str(refusal)) from refusal


class TimeOfDayField(LineField):
    """A time like 10:42, 1042 or 9; `at` is what was read."""

    at: time | None = None

    def pre_validate(self, form: Any) -> None:
        """Read the time."""
        super().pre_validate(form)
        digits = "".join(c for c in self.data or "" if "0" <= c <= "9")
        if not (self.data or "").strip():
            return
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        if not digits or len(digits) > 4 or int(hours) > 23 or int(minutes) > 59:
            raise ValidationError(BAD_TIME)
        self.at = time(int(hours), int(minutes))


class PostcodeField(LineField):
    """Five digits, or nothing."""

    def pre_validate(self, form: Any) -> None:
        """Check the digits."""
        super().pre_validate(form)
        if self.data and not (len(self.data) == 5 and self.data.isascii() and self.data.isdigit()):
            raise ValidationError("Die Postleitzahl hat 5 Ziffern.")


class ChipsField(SelectMultipleField):
    """Several choices as chips."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class IdField(SelectField):
    """A choice by id, empty for none; `chosen` is the id."""

    def __init__(self, label: str = "", validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **{"default": "", **kwargs})

    def pre_validate(self, form: Any) -> None:
        """Nothing chosen is fine; what must be there is decided by the rules."""
        if self.data:
            super().pre_validate(form)

    @property
    def chosen(self) -> int | None:
        """The chosen id."""
        return record_id(self.data)
