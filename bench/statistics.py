"""Statistics over a million referrals (B8): the page, and its numbers alone, against one unindexed GROUP BY.

    python -m bench.statistics                  1,000,000 referrals, some minutes
    python -m bench.statistics --scale 0.02     20,000, for CI
    python -m bench --scale 1 --only statistics every page, on the county with its contacts and cases

The page is measured for a lead, who sees it exactly, and for everybody else, for whom it is protected with a guard
over the year and its quarters. The summary must equal the full count, or the run fails.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from bench.measure import Figure, in_turn
from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.app import create_app
from lotse.cases.models import Case
from lotse.clients.models import Person
from lotse.config import Settings
from lotse.demo.municipalities import MAP_FILE, MUNICIPALITIES
from lotse.directory.actions.catalogue import install_catalogue
from lotse.directory.models import Concern, Organisation
from lotse.foundation import clock
from lotse.foundation.db import Base, db
from lotse.referrals.models import Referral
from lotse.statistics.actions import keeping, upkeep
from lotse.statistics.queries import summary
from lotse.statistics.queries.building import REFERRAL_PAGES
from lotse.statistics.queries.live import concern_groups
from lotse.statistics.rules.periods import Comparison, Period
from lotse.statistics.rules.referral_cells import ARRIVED, EVERYTHING, NOT_ARRIVED, OPEN
from lotse.statistics.rules.referral_facts import UNKNOWN
from tests.conftest import csrf_token
from tests.factories.accounts import PASSWORD, make_unit, make_user

OPEN_RECORDS = "and person_id not in (select id from person where restricted)"
"""Restricted records count in the total of the county and in no group."""
Grid = dict[tuple[str, str], dict[str, int]]
STATUSES = {"arrived": ARRIVED, "open": OPEN, "not_arrived": NOT_ARRIVED, "withdrawn": {"withdrawn"}}
REFERRALS, PERSONS, CASES, RECEIVERS, YEARS = 1_000_000, 200_000, 100_000, 200, 10
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
STATES = ("requested", "accepted", "in_progress", "completed", "declined", "unsuccessful", "no_response", "withdrawn")
WEIGHTS = (6, 8, 10, 40, 12, 8, 10, 6)
YEAR = Period(2025)


def build(scale: float) -> tuple[User, User]:
    """Fill the application's own tables, count the facts, and return a lead and a statistician."""
    dice = random.Random(8)
    Base.metadata.create_all(db.engine)
    lead = make_user(Role.TEAM_LEAD, unit_id=make_unit(name="Lotsenteam").id)
    reader = make_user(Role.STATISTICS)
    install_catalogue(today=TODAY, now=NOW)
    keeping.store_map(raw=MAP_FILE.read_bytes(), file_name="musterkreis.geojson", by=None, now=NOW)
    units = [lead.unit_id, make_unit(name="Team Nord").id]
    db.session.commit()
    insert(Organisation, [{"id": i, "name": f"Stelle {i}", "identity": f"stelle {i}"} for i in range(1, RECEIVERS + 1)])
    persons, cases = max(int(PERSONS * scale), 10), max(int(CASES * scale), 10)
    weights = [m.population for m in MUNICIPALITIES]
    homes = dice.choices([m.key for m in MUNICIPALITIES], weights, k=persons)
    born = [date(1935, 1, 1) + timedelta(days=dice.randrange(30_000)) for _ in range(persons)]
    insert(
        Person,
        [
            {"id": i + 1, "number": f"P{i}", "last_name": f"E{i}", "municipality_key": homes[i], "birth_date": born[i],
             "restricted": i % 200 == 0, "created_at": NOW}
            for i in range(persons)
        ],
    )  # fmt: skip
    insert(
        Case,
        [
            {"id": i + 1, "number": f"L{i}", "person_id": i % persons + 1, "unit_id": units[i % 3 == 0], "reason": "",
             "site_id": lead.site_id, "opened_on": date(2016, 1, 1), "created_at": NOW, "last_change_at": NOW}
            for i in range(cases)
        ],
    )  # fmt: skip
    concerns = list(db.session.scalars(sa.select(Concern.id).where(Concern.parent_id.is_not(None))))
    for start in range(0, int(REFERRALS * scale), 50_000):
        count = min(50_000, int(REFERRALS * scale) - start)
        insert(Referral, [_referral(dice, start + i, cases, persons, concerns, lead) for i in range(count)])
    upkeep.rebuild(db.session(), region="HE", today=TODAY, now=NOW)
    db.session.commit()
    return lead, reader


def _referral(
    dice: random.Random, number: int, cases: int, persons: int, concerns: list[int], by: User
) -> dict[str, object]:
    sent = TODAY - timedelta(days=dice.randrange(365 * YEARS))
    state = dice.choices(STATES, WEIGHTS)[0]
    answered = None if state in ("requested", "no_response", "withdrawn") else sent + timedelta(days=dice.randrange(30))
    case = dice.randrange(cases)
    return {
        "number": f"V{number}", "kind": "hint" if number % 9 == 0 else "referral", "state": state, "case_id": case + 1,
        "person_id": case % persons + 1, "organisation_id": dice.randrange(RECEIVERS) + 1,
        "concern_id": dice.choice(concerns), "site_id": by.site_id, "unit_id": by.unit_id, "created_at": NOW,
        "created_by_id": by.id, "sent_on": sent, "answered_on": answered,
        "accepted_on": None if state in ("declined",) else answered,
        "reason_code": "no_capacity" if state == "declined" else "",
    }  # fmt: skip


def insert(model: type[Base], rows: list[dict[str, object]]) -> None:
    """Insert many rows around the unit of work."""
    db.session.execute(sa.insert(model), rows)
    db.session.commit()


def group_by(which: str = "") -> Grid:
    """The divisor: month, department and status of one year, counted without any index."""
    names = ", ".join(
        f"({concern or 0}, '{found[2] or UNKNOWN}')" for concern, found in concern_groups(db.session()).items()
    )
    query = sa.text(
        f"with led (concern, department) as (values {names})"
        " select substr(sent_on, 1, 7), department, state, count(*) from referral not indexed"
        " left join led on concern = concern_id where sent_on between :start and :end"
        f" {which} group by 1, 2, 3"
    )
    rows = db.session.execute(query, {"start": YEAR.start.isoformat(), "end": YEAR.end.isoformat()})
    found: Grid = {}
    for month, department, state, n in rows:
        cell = found.setdefault((month, department), dict.fromkeys(STATUSES, 0))
        cell[next(name for name, states in STATUSES.items() if state in states)] += n
    return found


def grid() -> Grid:
    """Month, department and status of one year, read from the kept summary."""
    by_month = summary.counts_by_month(db.session(), EVERYTHING, YEAR.months(), "department")
    return {
        (month, department): {name: counts[name] for name in STATUSES}
        for month, groups in by_month.items()
        for department, counts in groups.items()
    }


def inside(app: Flask, work: Callable[[], object]) -> Callable[[], object]:
    """Return the work with an application context of its own around it, as a request has one."""

    def run() -> object:
        with app.app_context():
            return work()

    return run


def sign_in(app: Flask, login: str) -> FlaskClient:
    """Return a signed-in browser."""
    browser = app.test_client()
    token = csrf_token(browser.get("/anmelden").text)
    browser.post("/anmelden", data={"csrf_token": token, "login": login, "password": PASSWORD})
    return browser


def page(browser: FlaskClient, address: str) -> Callable[[], None]:
    """Return the work of opening one page."""

    def open_page() -> None:
        answer = browser.get(address)
        assert answer.status_code == 200

    return open_page


def read(kept: bool, scope: str) -> object:
    """Return the numbers of the largest page, from the summary or in full."""
    months, before = YEAR.months(), YEAR.compared_months(Comparison.YEAR_BEFORE, TODAY)
    wanted = REFERRAL_PAGES["vermittlungen"].wanted
    if kept:
        return summary.counted(db.session(), scope, YEAR, months, before, wanted)
    return summary.counted_in_full(db.session(), scope, YEAR, months, before, wanted, {}, TODAY)


def main() -> None:
    """Build, prove, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=1.0)
    scale = parser.parse_args().scale
    clock.today, clock.now = lambda: TODAY, lambda: NOW
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        app = create_app(
            Settings(
                instance=path, public_base_url="http://localhost", secret_key=b"only for benchmarks, never elsewhere, 32",
                database_url=f"sqlite:///{path / 'b.db'}", testing=True, run_scheduler=False,
            )
        )  # fmt: skip
        with app.app_context():
            began = time.perf_counter()
            lead, reader = build(scale)
            print(
                f"{int(REFERRALS * scale):,} referrals with facts and summaries in {time.perf_counter() - began:.0f} s"
            )
            names = {"lead": (lead.login, lead.unit_id), "reader": (reader.login, None)}
        for figure in figures(app, names):
            print(figure)


def figures(app: Flask, names: dict[str, tuple[str, int | None]]) -> list[Figure]:
    """Measure B8."""
    found = []
    team, floor = f"unit{names['lead'][1]}", inside(app, group_by)
    with app.app_context():
        equal = read(True, EVERYTHING) == read(False, EVERYTHING) and read(True, team) == read(False, team)
        equal_grid = grid() == group_by(OPEN_RECORDS)
    found.append(Figure("B8", "summary equals the full count, county and team", "", None, "equal", equal))
    found.append(Figure("B8", "month x department x status equals the GROUP BY", "", None, "equal", equal_grid))
    for what, work, target in (
        ("query: one year month x department x status", grid, 50),
        ("numbers of the largest page", lambda: read(True, EVERYTHING), 50),
    ):
        mine, theirs, ratio = in_turn(inside(app, work), floor, 3)
        absolute = f"{mine:.1f} / {theirs:.0f} ms"
        found.append(Figure("B8", what, absolute, ratio, f"<= 1/{target}", ratio <= 1 / target))
    for name, who, rest in (("exact, lead of a team", "lead", f"&sicht={team}"), ("protected", "reader", "")):
        browser = sign_in(app, names[who][0])
        for key in ("vermittlungen", "empfaenger", "bedarf"):
            mine, theirs, ratio = in_turn(page(browser, f"/statistik/{key}?zeitraum={YEAR.key}{rest}"), floor, 3)
            absolute = f"{mine:.1f} / {theirs:.0f} ms"
            found.append(Figure("B8", f"page {key}, {name}", absolute, ratio, "<= 1/10", ratio <= 1 / 10))
    return found


if __name__ == "__main__":
    main()
