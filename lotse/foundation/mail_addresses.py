"""What people may write down as a mail address. Whether Lotse can send a mail there is for `outbox` to say."""

import re

_LIKELY = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\".]+(\.[^@\s,;<>\".]+)+")


def is_likely_address(text: str) -> bool:
    """True for one complete address without name or list; umlauts before and behind the @ are allowed."""
    return _LIKELY.fullmatch(text) is not None
