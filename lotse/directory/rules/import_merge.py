"""What a repeated import may change: the list's own news, never what the office has corrected since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Conflict:
    """List and office both changed a field; the office's text stays and a person looks."""

    field: str
    in_directory: Any
    in_list: Any


@dataclass(frozen=True)
class Merge:
    """The fields to write, and those that need a person."""

    changes: dict[str, Any]
    conflicts: tuple[Conflict, ...]


def merge(current: Mapping[str, Any], last_import: Mapping[str, Any], delivered: Mapping[str, Any]) -> Merge:
    """Compare field by field what stands here, what was imported last, and what is delivered now."""
    changes: dict[str, Any] = {}
    conflicts: list[Conflict] = []
    for field, new in delivered.items():
        here, before = current.get(field), last_import.get(field)
        if new in (here, before) or (new in (None, "") and before in (None, "")):
            continue
        if here == before or here in (None, ""):
            changes[field] = new
        else:
            conflicts.append(Conflict(field, here, new))
    return Merge(changes, tuple(conflicts))
