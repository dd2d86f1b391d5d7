"""A place in a JSON document that reads its fields and notes what is wrong with them instead of stopping."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from lotse.measures.rules.faults import Fault

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00", re.ASCII)
MISSING = object()


@dataclass(frozen=True, slots=True)
class Node:
    """A JSON value, its path, and the list in which faults are collected.

    After a fault a reading function returns its `otherwise`, so that one pass finds every fault of a document.
    """

    value: Any
    path: str
    faults: list[Fault]

    def fault(self, wrong: str, allowed: str) -> None:
        self.faults.append(Fault(self.path, wrong, allowed))

    def at(self, key: str, otherwise: Any = MISSING) -> "Node":
        """The field of that name, present or not."""
        value = self.value.get(key, otherwise) if isinstance(self.value, dict) else MISSING
        return Node(value, f"{self.path}.{key}", self.faults)

    def is_object(self) -> bool:
        return self._is(dict, "ein Objekt { … }")

    def items(self) -> Iterator["Node"]:
        """The entries of a list."""
        if self._is(list, "eine Liste [ … ]"):
            for index, value in enumerate(self.value):
                yield Node(value, f"{self.path}[{index}]", self.faults)

    def text(self, allowed: str = "ein Text") -> str:
        if self._is(str, allowed) and not self.value.strip():
            self.fault("ist leer", allowed)
        return self.value if isinstance(self.value, str) else ""

    def text_or_null(self) -> str | None:
        if self.value is None:
            return None
        return self.value if self._is(str, "ein Text oder null") else None

    def flag(self) -> bool:
        return self.value is True if self._is(bool, "true oder false") else False

    def whole(self, at_least: int) -> int:
        """A whole number; booleans and fractions are none."""
        allowed = f"eine ganze Zahl ab {at_least}"
        if self._is(int, allowed):
            if not isinstance(self.value, bool) and self.value >= at_least:
                return int(self.value)
            self.fault(f"{self.shown} ist unzulässig", allowed)
        return at_least

    def day(self, otherwise: date = date.min) -> date:
        """A date as JJJJ-MM-TT."""
        allowed = "ein Datum JJJJ-MM-TT"
        if self._is(str, allowed):
            try:
                if DATE.fullmatch(self.value):
                    return date.fromisoformat(self.value)
            except ValueError:
                pass
            self.fault(f"{self.shown} ist kein Datum", allowed)
        return otherwise

    def day_or_null(self) -> date | None:
        return None if self.value is None else self.day(date.max)

    def minute(self, otherwise: int) -> int:
        """A time of day as HH:MM, in minutes after midnight."""
        allowed = "eine Uhrzeit HH:MM von 00:00 bis 24:00"
        if self._is(str, allowed):
            if TIME.fullmatch(self.value):
                return int(self.value[:2]) * 60 + int(self.value[3:])
            self.fault(f"{self.shown} ist keine Uhrzeit", allowed)
        return otherwise

    def one_of(self, known: Iterable[str], noun: str) -> str:
        """A text out of a known set."""
        choices = list(known)
        allowed = ", ".join(choices) or "nichts, es ist keine angelegt"
        if self._is(str, allowed) and self.value not in choices:
            self.fault(f"{self.shown} ist {noun}", allowed)
        return self.value if isinstance(self.value, str) else ""

    @property
    def shown(self) -> str:
        text = json.dumps(self.value, ensure_ascii=True, default=str)
        return text if len(text) <= 60 else text[:57] + "…"

    def _is(self, kind: type, allowed: str) -> bool:
        if self.value is MISSING:
            self.fault("fehlt", allowed)
            return False
        if not isinstance(self.value, kind) or (kind is int and isinstance(self.value, bool)):
            self.fault(f"{self.shown} ist unzulässig", allowed)
            return False
        return True
