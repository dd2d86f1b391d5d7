"""What the audit writes, and how its rows are chained. Pure."""

from __future__ import annotations

import enum
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime


class Action(enum.StrEnum):
    """What somebody did to a record."""

    VIEW = "view"
    CHANGE = "change"
    CREATE = "create"
    DELETE = "delete"
    SEARCH = "search"
    PRINT = "print"
    EXPORT = "export"
    DISCLOSE = "disclose"
    REFUSED = "refused"
    LOGIN = "login"
    LOGIN_FAILED = "login_failed"
    LOGOUT = "logout"
    RIGHTS = "rights"


ACTION_LABELS = {
    Action.VIEW: "angesehen",
    Action.CHANGE: "geändert",
    Action.CREATE: "angelegt",
    Action.DELETE: "gelöscht",
    Action.SEARCH: "gesucht",
    Action.PRINT: "gedruckt",
    Action.EXPORT: "ausgegeben",
    Action.DISCLOSE: "übermittelt",
    Action.REFUSED: "Zugriff verweigert",
    Action.LOGIN: "angemeldet",
    Action.LOGIN_FAILED: "Anmeldung fehlgeschlagen",
    Action.LOGOUT: "abgemeldet",
    Action.RIGHTS: "Rechte geändert",
}

NOT_PERSONAL = frozenset(
    {
        "organisation_id",
        "offer_id",
        "concern_id",
        "guide_id",
        "site_id",
        "unit_id",
        "closure_id",
        "agreement_id",
        "view_id",
        "import_id",
    }
)
"""Arguments of addresses that name no person, case or document: no audit row per view."""


@dataclass(frozen=True)
class Entry:
    """One row of the audit before it is chained. Ids and field names only, never contents."""

    at: datetime
    actor_id: int | None
    actor_kind: str
    action: str
    endpoint: str
    object_kind: str = ""
    object_id: int | None = None
    person_id: int | None = None
    case_id: int | None = None
    detail: str = ""


def chained(previous: str, entry: Entry, key: bytes) -> str:
    """Return the digest of an entry: an HMAC over the digest before it and every field of its own."""
    parts = (
        previous,
        entry.at.isoformat(timespec="microseconds"),
        *(
            str(value)
            for value in (
                entry.actor_id,
                entry.actor_kind,
                entry.action,
                entry.endpoint,
                entry.object_kind,
                entry.object_id,
                entry.person_id,
                entry.case_id,
                entry.detail,
            )
        ),
    )
    return hmac.new(key, "\x1f".join(parts).encode(), hashlib.sha256).hexdigest()


def object_of(arguments: dict[str, object]) -> tuple[str, int | None] | None:
    """Return kind and id of the record an address names (its last personal id), or None when it names none."""
    personal = [(name, value) for name, value in arguments.items() if name.endswith("_id") and name not in NOT_PERSONAL]
    if not personal:
        return None
    name, value = personal[-1]
    return name.removesuffix("_id"), value if isinstance(value, int) else None
