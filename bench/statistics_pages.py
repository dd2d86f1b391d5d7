"""B8 on the whole county: every page of the statistics, exact and protected, against one unindexed GROUP BY.

A protected page is measured twice: while nothing changes, and anew after a change. The report is told in seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from bench.data import bench_app
from bench.measure import Figure, in_turn
from bench.population import TODAY
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.statistics.actions import case_upkeep, contact_months, upkeep
from lotse.statistics.queries import pages
from lotse.statistics.queries.building import PAGES
from lotse.statistics.queries.summary import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.parts import Browser

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FULL = 900_000
"""Referrals from which on the targets hold: the divisor grows with the county, the pages do not."""
GROUP_BY = sa.text(
    "select substr(sent_on, 1, 7), concern_id, state, count(*) from referral not indexed"
    " where sent_on between '2026-01-01' and '2026-12-31' group by 1, 2, 3"
)


def figures(path: Path) -> list[Figure]:
    """Measure every page of the running year for a lead and for a reader, and the report of a quarter."""
    from bench.parts import sign_in

    with _fixed_day():
        is_full = keep(path)
        found = []
        for role, view, words in (("team_lead", "&sicht=unit1", "exact"), ("navigator", "", "protected")):
            browser = sign_in(path, role)
            for key in PAGES:
                address = f"/statistik/{key}?zeitraum={TODAY.year}{view}"
                found.append(_page(browser, address, f"page {key}, {words}", is_full))
                if words == "protected" and key != "kontakte":
                    found.append(_page(browser, address, f"page {key}, protected, after a change", None, anew=True))
        found.append(_report(browser))
    return found


def keep(path: Path) -> bool:
    """Count what the pages read, once for a file; returns whether the county is a full one."""
    with bench_app(path).app_context():
        session = db.session()
        if stamp(session) is None:
            upkeep.rebuild(session, region="HE", today=TODAY, now=NOW)
            case_upkeep.rebuild(session)
            upkeep.stamp(session, cases=True)
            contact_months.rebuild(session, today=TODAY, region="HE")
            session.commit()
        return bool((session.scalar(sa.text("select count(*) from referral")) or 0) >= FULL)


def _page(browser: Browser, address: str, what: str, is_full: bool | None, *, anew: bool = False) -> Figure:
    def open_page() -> None:
        if anew:
            pages.forget_finished()
        assert browser.client.get(address).status_code == 200

    mine, theirs, ratio = in_turn(open_page, _floor(browser), 1)
    statements = browser.count(open_page)
    absolute = f"{mine:.1f} / {theirs:.0f} ms"
    return Figure(
        "B8", f"{what} ({statements} statements)", absolute, ratio, "<= 1/10", ratio <= 0.1 if is_full else None
    )


def _floor(browser: Browser) -> Callable[[], object]:
    def group_by() -> object:
        with browser.app.app_context():
            return db.session.execute(GROUP_BY).all()

    return group_by


def _report(browser: Browser) -> Figure:
    pages.forget_finished()
    began = time.perf_counter()
    assert browser.client.get("/statistik/bericht.pdf").status_code == 200
    seconds = time.perf_counter() - began
    return Figure("B8", "report of a quarter as PDF, all pages built anew", f"{seconds:.1f} s", None, "reported", None)


@contextmanager
def _fixed_day() -> Iterator[None]:
    before = clock.today, clock.now
    clock.today, clock.now = lambda: TODAY, lambda: NOW
    try:
        yield
    finally:
        clock.today, clock.now = before
