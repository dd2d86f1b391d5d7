"""The region whose working days count for the office."""

from __future__ import annotations

from lotse.accounts.queries import get_setting
from lotse.foundation.workdays import is_region

DEFAULT_REGION = "HE"


def office_region() -> str:
    """Return the region of the settings, or the usual one."""
    region = str(get_setting("land", DEFAULT_REGION))
    return region if is_region(region) else DEFAULT_REGION
