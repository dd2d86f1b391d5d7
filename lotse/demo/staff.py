"""The invented people who work in the demo office, their sites, team and departments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lotse.accounts.actions import units as account_units
from lotse.accounts.actions import users as account_users
from lotse.accounts.models import User
from lotse.accounts.rules import ROLE_LABELS, Role
from lotse.foundation.db import db

PASSWORD = "Musterkreis-2026"  # noqa: S105  # invented office, shown on the first page of the README

SITES = (
    ("Sozialbüro Musterstadt", "Marktplatz 4", "00901", "Musterstadt", "0399 555-100", 51.1806, 10.0254),
    ("Sozialbüro Birkenfurt", "Bahnhofstraße 12", "00902", "Birkenfurt", "0399 555-200", 51.2457, 9.8566),
)
TEAM = "Lotsenteam"
DEPARTMENTS = (
    "Rentenstelle",
    "Pflegestützpunkt",
    "Jobcenter im Haus",
    "Kindertagesbetreuung",
    "Wohngeldstelle",
    "Sozialhilfe und Grundsicherung",
    "Eingliederungshilfe",
    "Jugendamt, Soziale Dienste",
    "Fachstelle Wohnungsnotfälle",
)


@dataclass(frozen=True)
class Member:
    """One invented colleague."""

    login: str
    name: str
    job_title: str
    role: Role
    unit: str | None
    site: int = 0


STAFF = (
    Member("empfang", "Ayla Demirkan", "Beraterin am Empfang", Role.FRONT_DESK, None),
    Member("empfang2", "Jonas Hellwig", "Berater am Empfang", Role.FRONT_DESK, None, 1),
    Member("lotsin", "Mira Kranich", "Lotsin", Role.NAVIGATOR, TEAM),
    Member("lotse2", "Tobias Wendland", "Lotse", Role.NAVIGATOR, TEAM),
    Member("lotsin3", "Sahar Nouri", "Lotsin", Role.NAVIGATOR, TEAM, 1),
    Member("leitung", "Cornelia Brandauer", "Teamleiterin", Role.TEAM_LEAD, TEAM),
    Member("wohngeld", "Henrik Soltau", "Sachbearbeiter", Role.DEPARTMENT, "Wohngeldstelle"),
    Member("pflege", "Rosa Immenhof", "Pflegeberaterin", Role.DEPARTMENT, "Pflegestützpunkt"),
    Member("kita", "Nele Achterberg", "Fachberaterin", Role.DEPARTMENT, "Kindertagesbetreuung"),
    Member("jobcenter", "Milan Petrovski", "Arbeitsvermittler", Role.DEPARTMENT, "Jobcenter im Haus"),
    Member("rente", "Ulla Hagedorn", "Sachbearbeiterin", Role.DEPARTMENT, "Rentenstelle"),
    Member("sozialhilfe", "Bernd Kessling", "Sachbearbeiter", Role.DEPARTMENT, "Sozialhilfe und Grundsicherung"),
    Member("teilhabe", "Frieda Ollmann", "Teilhabeplanerin", Role.DEPARTMENT, "Eingliederungshilfe"),
    Member("jugendamt", "Karim Zaidan", "Sozialarbeiter", Role.DEPARTMENT, "Jugendamt, Soziale Dienste"),
    Member("wohnung", "Jule Petersdorf", "Fachberaterin", Role.DEPARTMENT, "Fachstelle Wohnungsnotfälle"),
    Member("statistik", "Gesine Rautenberg", "Sozialplanerin", Role.STATISTICS, None),
    Member("admin", "Ole Steinbrück-Fuhr", "Fachadministrator", Role.ADMINISTRATION, None),
    Member("datenschutz", "Dr. Imke Thorwald", "Datenschutzbeauftragte", Role.DATA_PROTECTION, None),
)


def log_ins() -> list[dict[str, str]]:
    """Return what the log-in page of the demo shows: one account per role, in the order of the work."""
    first = {member.role: member for member in reversed(STAFF)}
    return [
        {"login": first[role].login, "label": ROLE_LABELS[role], "password": PASSWORD} for role in Role if role in first
    ]


def create(now: datetime) -> dict[str, User]:
    """Create sites, units and accounts; returns the accounts by log-in name."""
    sites = [
        account_units.open_site(
            name=name, street=street, postcode=postcode, town=town, phone=phone, latitude=latitude,
            longitude=longitude, opening_hours="Mo–Fr 8–12, Do 14–18 Uhr",
        )
        for name, street, postcode, town, phone, latitude, longitude in SITES
    ]  # fmt: skip
    units = {name: account_units.open_unit(kind="department", name=name, site=sites[0]) for name in DEPARTMENTS}
    units[TEAM] = account_units.open_unit(kind="team", name=TEAM, site=sites[0])
    users: dict[str, User] = {}
    for number, member in enumerate(STAFF, 1):
        fields: dict[str, Any] = {
            "login": member.login, "name": member.name, "role": member.role, "job_title": member.job_title,
            "site_id": sites[member.site].id, "email": f"{member.login}@sozialbuero.example",
            "phone": f"0399 555-{100 + number}",
        }  # fmt: skip
        unit = units[member.unit] if member.unit else None
        users[member.login] = (
            _colleague_of(next(iter(users.values())), unit.id if unit else None, now, fields)
            if users
            else account_users.create_user(password=PASSWORD, now=now, unit=unit, **fields)
        )
    return users


def _colleague_of(first: User, unit_id: int | None, now: datetime, fields: dict[str, Any]) -> User:
    """Create an account with the same password as the first: hashing one word eighteen times takes seconds."""
    user = User(
        unit_id=unit_id, password_hash=first.password_hash, password_changed_at=now, created_at=now, preferences={},
        **fields,
    )  # fmt: skip
    db.session.add(user)
    db.session.flush()
    return user
