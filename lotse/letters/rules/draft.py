"""A letter before it is filed: what it is about, what is printed, and the data to keep."""

from __future__ import annotations

from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime, time
from typing import Any

from lotse.letters.rules.kinds import Kind
from lotse.letters.rules.printing import Printable


@dataclass(frozen=True, kw_only=True)
class Draft:
    """Everything that filing a letter needs; the sheets are printed one after the other into one file."""

    kind: Kind
    title: str
    sheets: tuple[Printable, ...]
    content: Any
    person_id: int | None = None
    case_id: int | None = None
    referral_id: int | None = None
    contact_id: int | None = None
    organisation_id: int | None = None

    @property
    def snapshot(self) -> dict[str, Any]:
        """The content as plain data, to be kept beside the PDF."""
        kept = plain(self.content)
        return kept if isinstance(kept, dict) else {"content": kept}


def plain(value: Any) -> Any:
    """Turn dataclasses, dates and tuples into what JSON knows."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return value
