"""The figures of B1 to B6 and B13 to B15, each against its divisor in the same run."""

from __future__ import annotations

import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from bench import duplicates, interlock, peer, statistics_pages
from bench.data import Made, bench_app
from bench.floors import SortedLists, hello, scan
from bench.measure import Figure, in_turn, percentile
from lotse.accounts.models import User
from lotse.clients.rules.names import key, words
from lotse.foundation.db import db

PASSWORD = "correct horse battery bench"


@dataclass
class Browser:
    """A signed-in client that counts the statements of its requests."""

    app: Flask
    client: FlaskClient
    statements: int = 0

    def token(self) -> str:
        """Return a fresh CSRF token."""
        found = re.search(r'csrf-token" content="([^"]+)"', self.client.get("/empfang/rueckrufe").text)
        assert found
        return found.group(1)

    def count(self, work: Callable[[], object]) -> int:
        """Return how many statements a request needs."""
        self.statements = 0
        work()
        return self.statements


def sign_in(path: Path, role: str) -> Browser:
    """Return a browser of an account of the role."""
    from lotse.accounts.actions.passwords import hasher

    app = bench_app(path)
    with app.app_context():
        user = db.session.scalars(sa.select(User).where(User.role == role).order_by(User.id)).first()
        assert user
        user.password_hash = hasher.hash(PASSWORD)
        login = user.login
        db.session.commit()
        browser = Browser(app, app.test_client())

        @sa.event.listens_for(db.engine, "before_cursor_execute")
        def _count(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            browser.statements += not statement.startswith("BEGIN")

    token = re.search(r'csrf-token" content="([^"]+)"', browser.client.get("/anmelden").text)
    assert token
    browser.client.post("/anmelden", data={"csrf_token": token.group(1), "login": login, "password": PASSWORD})
    return browser


def generating(made: Made, scale: float) -> list[Figure]:
    """B1: filling the county against bare inserts into one narrow table."""
    ratio = made.rows_per_second / made.narrow_rows_per_second
    return [
        Figure(
            "B1", f"generate county at {scale:g}: {made.rows} rows", f"{made.seconds:.1f} s ({made.cpu_seconds:.1f} cpu)",
            ratio, ">= 0.25 x, <= 60 s", ratio >= 0.25 and made.seconds <= 60,
        )
    ]  # fmt: skip


def keystrokes(path: Path, count: int = 600) -> list[str]:
    """Return what people type on the way to a person: two letters up to name and four letters, half with ae, oe, ss."""
    chance = random.Random(3)
    with sqlite3.connect(path) as connection:
        most = connection.execute("select max(id) from person").fetchone()[0]
        people = [
            connection.execute(
                "select last_name, first_name from person where id = ?", (chance.randrange(1, most + 1),)
            ).fetchone()
            for _ in range(count // 4)
        ]
    typed = []
    for last, first in people:
        name = " ".join(words(last)) if chance.random() < 0.5 else last
        typed += [name[:2], name[: max(3, len(name) // 2)], name, f"{name} {first[:4]}"]
    return typed


END = "\U0010ffff"
_ONE_WORD = " union all ".join(
    f"select person_id from person_search_part where kind = '{kind}' and part >= ?1 and part < ?2" for kind in "na"
) + " limit 20"  # fmt: skip
_TWO_WORDS = " union all ".join(
    "select person_id from person_name_pair where one in"
    f" (select word from name_word where word >= ?{one} and word < ?{one + 1}) and other >= ?{other} and other < ?{other + 1}"
    for one, other in ((1, 3), (3, 1))
) + " limit 20"  # fmt: skip
_ADDRESS = "select 1 from person_search_part where kind = 'a' and part >= ? and part < ? limit 1"
_ANY_PARTS = (
    "select p.person_id from person_search_part p where p.kind in ('n', 'a') and p.part >= ?1 and p.part < ?2 and exists"
    " (select 1 from person_search_part o where o.person_id = p.person_id and o.kind in ('n', 'a') and o.part >= ?3"
    " and o.part < ?4) limit 20"
)


def searching(path: Path) -> list[Figure]:
    """B2 and B3: one keystroke, in the engine and as a request."""
    typed, lists, like = keystrokes(path), SortedLists(path), scan(path)
    connection = sqlite3.connect(path)

    in_order = "select id from person where folded_last = ? and folded_first >= ? and folded_first < ? limit 8"

    def engine(text: str) -> object:
        """As `find_persons` asks, without who may see whom and without ranking."""
        keys = [key(word) for word in words(text)]
        last, first = (" ".join(words(" ".join(part))) for part in (text.split()[:1], text.split()[1:]))
        if first:
            found = connection.execute(in_order, (last, first, first + END)).fetchall()
            if len(found) == 8:
                return found
        if len(keys) == 1:
            return connection.execute(_ONE_WORD, (keys[0], keys[0] + END)).fetchall()
        a, b = sorted(keys, key=len, reverse=True)[:2]
        found = connection.execute(_TWO_WORDS, (a, a + END, b, b + END)).fetchall()
        if len(found) < 8 and any(connection.execute(_ADDRESS, (word, word + END)).fetchone() for word in (a, b)):
            found += connection.execute(_ANY_PARTS, (a, a + END, b, b + END)).fetchall()
        return found

    each, bisected = _each(engine, typed), _each(lambda text: lists.find(key("".join(words(text)))), typed)
    scanned = percentile(_each(like, typed[:40]), 0.5)
    floor, p50, p99 = percentile(bisected, 0.5), percentile(each, 0.5), percentile(each, 0.99)
    hits = sum(bool(engine(text)) for text in typed) / len(typed)
    figures = [
        Figure("B2", f"keystroke in the search engine, p50; hits {hits:.1%}", f"{p50:.3f} ms", p50 / floor, "<= 4 x, hits 100 %",
               p50 / floor <= 4 and hits == 1),
        Figure("B2", "the same, p99", f"{p99:.3f} ms", p99 / floor, "<= 100 x", p99 / floor <= 100),
        Figure("B2", "the same against LIKE over all persons", f"{scanned:.1f} ms", scanned / p50, ">= 200 x", None),
    ]  # fmt: skip
    for role in ("front_desk", "team_lead"):
        browser, chance = sign_in(path, role), random.Random(4)
        headers = {"HX-Request": "true", "X-CSRFToken": browser.token()}

        def keystroke(
            browser: Browser = browser, headers: dict[str, str] = headers, chance: random.Random = chance
        ) -> object:
            return browser.client.post("/empfang/personen", data={"q": chance.choice(typed)}, headers=headers).data

        mine, _, ratio = in_turn(keystroke, hello(), 40)
        figures.append(
            Figure("B3", f"type-ahead request, {role}, {browser.count(keystroke)} statements", f"{mine:.2f} ms", ratio,
                   "<= 2.5 x /hello", ratio <= 2.5)
        )  # fmt: skip
    return figures


def importing(path: Path) -> list[Figure]:
    """B13: importing the application against flask and flask_sqlalchemy."""

    def seconds(code: str) -> float:
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - began

    pairs = [(seconds("import lotse.app"), seconds("import flask, flask_sqlalchemy")) for _ in range(5)]
    ratio = sorted(mine / floor for mine, floor in pairs)[2]
    code = "import lotse.app, sys; print([m for m in ('weasyprint', 'apscheduler', 'openpyxl', 'pyproj') if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
    return [
        Figure("B13", f"app import; dear modules loaded: {loaded}", f"{min(p[0] for p in pairs) * 1000:.0f} ms", ratio, "<= 1.3 x",
               ratio <= 1.3 and loaded == "[]"),
        *_memory(path),
    ]  # fmt: skip


def _memory(path: Path) -> list[Figure]:
    """Private memory of a worker that has answered one page; the kernel's own figure, so Linux only."""
    code = (
        f"from bench.data import bench_app; from pathlib import Path; app = bench_app(Path({str(path)!r}));"
        "app.test_client().get('/anmelden').data;"
        "print(sum(int(l.split()[1]) for l in open('/proc/self/smaps_rollup') if l.startswith('Private_')) // 1024)"
    )
    if not Path("/proc/self/smaps_rollup").exists():
        return []
    mebibytes = int(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
    return [Figure("B13", "private memory of a worker", f"{mebibytes} MiB", None, "<= 70 MiB", mebibytes <= 70)]


def many_writers(path: Path) -> list[Figure]:
    """B14: eight processes, ten bookings' worth of rows a second each, against one."""

    def p99(processes: int) -> tuple[float, int]:
        command = [sys.executable, "-m", "bench.writer", str(path), "4"]
        running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
        times: list[float] = []
        errors = 0
        for process in running:
            output, _ = process.communicate()
            errors += process.returncode != 0
            times += [float(line) for line in output.split()]
        return percentile(times, 0.99), errors

    (alone, _), (together, errors) = p99(1), p99(8)
    return [
        Figure("B14", f"8 writers at 10/s, p99; errors {errors}", f"{together:.1f} ms", together / alone, "<= 15 x, 0 errors",
               together / alone <= 15 and errors == 0)
    ]  # fmt: skip


def counter_pages(path: Path) -> list[Figure]:
    """B4 and B5."""
    from bench.pages import pages

    return pages(path)


def bookings(path: Path) -> list[Figure]:
    """B6."""
    from bench.pages import writing

    return writing(path)


def demo_office(_path: Path) -> list[Figure]:
    """Issue 2: the pages of the main job on the demo office."""
    from bench.demo_pages import main_job

    return main_job()


def _each(find: Callable[[str], object], typed: list[str]) -> list[float]:
    times = []
    for text in typed:
        began = time.thread_time()
        find(text)
        times.append((time.thread_time() - began) * 1000)
    return times


PARTS: dict[str, Callable[[Path], list[Figure]]] = {
    "search": searching,
    "pages": counter_pages,
    "write": bookings,
    "import": importing,
    "writers": many_writers,
    "demo": demo_office,
    "gaps": interlock.figures,
    "duplicates": duplicates.figures,
    "statistics": statistics_pages.figures,
    "peer": peer.figures,
}
