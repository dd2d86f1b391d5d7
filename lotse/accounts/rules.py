"""Who may do what in general: roles, passwords, sessions, log-in throttle. Pure."""

from __future__ import annotations

import enum
from datetime import datetime, timedelta


class Role(enum.StrEnum):
    """What somebody is employed for. One per account; a second hat is a second account."""

    FRONT_DESK = "front_desk"
    NAVIGATOR = "navigator"
    TEAM_LEAD = "team_lead"
    DEPARTMENT = "department"
    STATISTICS = "statistics"
    ADMINISTRATION = "administration"
    DATA_PROTECTION = "data_protection"


ROLE_LABELS = {
    Role.FRONT_DESK: "Empfang und Beratung",
    Role.NAVIGATOR: "Lotsin / Lotse",
    Role.TEAM_LEAD: "Teamleitung",
    Role.DEPARTMENT: "Fachstelle im Haus",
    Role.STATISTICS: "Statistik",
    Role.ADMINISTRATION: "Administration",
    Role.DATA_PROTECTION: "Datenschutz",
}

SOCIAL_WORK = (Role.FRONT_DESK, Role.NAVIGATOR, Role.TEAM_LEAD)
"""Roles that meet clients: they may search persons and log contacts."""

CASE_WORK = (Role.NAVIGATOR, Role.TEAM_LEAD)
"""Roles that work in case files, each in the cases it may see."""

EVERYBODY = tuple(Role)

EMERGENCY = "emergency"
"""The reason of the grants that an emergency access writes."""

MIN_PASSWORD = 12
THROTTLE_FREE_TRIES = 5
THROTTLE_WINDOW = timedelta(minutes=15)
ADDRESS_TRIES = 30

_COMMON = {
    "password",
    "passwort",
    "12345678",
    "qwertz",
    "sozialbuero",
    "sozialamt",
    "landkreis",
    "willkommen",
    "geheim",
    "lotse",
}


def password_fault(password: str, *, login: str, name: str) -> str | None:
    """Return a German sentence why the password is not acceptable, or None.

    Length counts (at least 12 characters, any characters, no composition rules), common words and the own name do not.
    """
    if len(password) < MIN_PASSWORD:
        return f"Das Passwort braucht mindestens {MIN_PASSWORD} Zeichen. Ein kurzer Satz ist leicht zu merken."
    if len(password) > 200:
        return "Das Passwort ist länger als 200 Zeichen."
    folded = password.casefold()
    for word in (login, *name.split()):
        if len(word) > 2 and word.casefold() in folded:
            return "Das Passwort enthält Ihren Namen oder Ihre Anmeldung."
    core = "".join(c for c in folded if c.isalpha())
    if core in _COMMON or len(set(password)) < 5:
        return "Das Passwort ist zu leicht zu erraten."
    return None


def is_throttled(failures: int, last_failure_at: datetime | None, *, allowed: int, now: datetime) -> bool:
    """True while so many failures lie so close behind that the next try must wait."""
    if last_failure_at is None or failures < allowed:
        return False
    return now < last_failure_at + THROTTLE_WINDOW


def session_has_ended(
    *, created_at: datetime, last_seen_at: datetime, now: datetime, idle_minutes: int, absolute_hours: int
) -> bool:
    """True when the session was idle too long or is older than a working day."""
    idle = now - last_seen_at >= timedelta(minutes=idle_minutes)
    return idle or now - created_at >= timedelta(hours=absolute_hours)


TITLES = ("Dr.", "Prof.", "Dipl.")


def without_titles(name: str) -> str:
    """Return the name without academic titles in front."""
    return " ".join(part for part in name.split() if part not in TITLES)


def initials(name: str) -> str:
    """Return up to two capital letters for the badge beside the name: first name and (first) surname."""
    first, _, last = without_titles(name).rpartition(" ")
    return "".join(part[0].upper() for part in (first, last) if part[:1].isalpha())
