"""Decisions about mails: what may go into a header, which name a mail has, when to try again."""

import hashlib
import re
from datetime import timedelta

MAX_ATTEMPTS = 8
LEASE = timedelta(minutes=5)

STATE_LABELS = {
    "due": "fällig",
    "sending": "wird gesendet",
    "sent": "gesendet",
    "unclear": "unklar",
    "failed": "nicht zustellbar",
    "discarded": "verworfen",
}

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
_PAUSES = (1, 2, 5, 15, 60, 180, 360, 720)


def is_address(text: str) -> bool:
    """Say whether the text is one plain mail address: no name, no list, no line break."""
    return len(text) <= 200 and _ADDRESS.fullmatch(text) is not None


def header_text(text: str) -> str:
    """Return the text as one line that cannot open a second header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]


def message_id(dedupe_key: str, host: str, again: int = 0) -> str:
    """Return the stable Message-ID of a mail; a person who sends it again gives it a new one."""
    name = hashlib.sha256(f"{dedupe_key}\n{again}".encode()).hexdigest()[:40]
    return f"<{name}@{host}>"


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts."""
    return timedelta(minutes=_PAUSES[min(max(attempts, 1), len(_PAUSES)) - 1])
