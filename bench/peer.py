"""B15: Django's admin over Lotse's own tables does the same four things; processor milliseconds per request, in turn.

Django is no part of Lotse: install the extra `bench` into this environment, or name a Python that has it in
LOTSE_BENCH_PEER (`uv venv peer && uv pip install --python peer/bin/python "django>=5.2,<5.3"`).
"""

from __future__ import annotations

import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from bench.measure import ROUNDS, Figure, cpu_ms, with_load
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.statistics.actions import upkeep
from lotse.statistics.models import Upkeep

TARGETS = {"typeahead": 40, "open": 8, "post": 2.5, "statistics": 20}
LABELS = {
    "typeahead": "type-ahead over the names",
    "open": "open a person with her contacts",
    "post": "log a contact, with audit",
    "statistics": "one year of referrals",
}
TIMES = 4


class Peer:
    """The running Django process."""

    def __init__(self, python: str, county: Path) -> None:
        script = str(Path(__file__).with_name("django_admin.py"))
        self.process = subprocess.Popen(
            [python, "-P", script, str(county)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def cpu_ms(self, action: str, arguments: list[str]) -> float:
        """Return the median of the processor time of a request per argument."""
        assert self.process.stdin
        self.process.stdin.write("\t".join([action, *arguments]) + "\n")
        self.process.stdin.flush()
        spent, statuses = self._line().split()
        assert statuses in {"200", "302"}, f"Django answers {statuses} to {action}"
        return float(spent)

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()


@contextmanager
def running(county: Path) -> Iterator[Peer | None]:
    """Start Django where there is one."""
    python = os.environ.get("LOTSE_BENCH_PEER", sys.executable)
    has_django = subprocess.run([python, "-c", "import django"], check=False, capture_output=True).returncode == 0
    peer = Peer(python, county) if has_django else None
    try:
        yield peer
    finally:
        if peer:
            peer.close()


def figures(county: Path) -> list[Figure]:
    """Do each action in turn with Django and with Lotse."""
    with running(county) as peer:
        if peer is None:
            return [Figure("B15", "Django is not installed here: see bench/peer.py", "-", None, "-", None)]
        doing, arguments = _lotse(county), _arguments(county)
        return [_compare(peer, action, doing[action], arguments[action]) for action in TARGETS]


def _compare(peer: Peer, action: str, do: Callable[[str], object], choices: list[str]) -> Figure:
    chance, pairs = random.Random(7), []
    for _ in range(ROUNDS + 1):
        given = chance.choices(choices, k=TIMES)
        theirs = peer.cpu_ms(action, given)
        pairs.append((theirs, statistics.median(cpu_ms(lambda text=text: do(text)) for text in given)))
    pairs = pairs[1:]  # the first warms both up
    theirs, mine = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    target = TARGETS[action]
    what = with_load(f"Django admin, {LABELS[action]}")
    return Figure("B15", what, f"{theirs:.1f} / {mine:.2f} ms", ratio, f">= {target} x less cpu", ratio >= target)


def _arguments(county: Path) -> dict[str, list[str]]:
    from bench.parts import keystrokes

    with sqlite3.connect(county) as connection:
        people = [
            str(row[0])
            for row in connection.execute(
                "select distinct person_id from contact where person_id is not null limit 200"
            )
        ]
        year = connection.execute("select max(substr(sent_on, 1, 4)) from referral").fetchone()[0]
    return {"typeahead": keystrokes(county, 200), "open": people, "post": people, "statistics": [str(int(year) - 1)]}


def _lotse(county: Path) -> dict[str, Callable[[str], object]]:
    """Return the same four things as requests to Lotse, by those whose work they are."""
    from bench.parts import sign_in

    desk, lead = sign_in(county, "front_desk"), sign_in(county, "team_lead")
    headers = {"HX-Request": "true", "X-CSRFToken": desk.token()}
    page = desk.client.get("/empfang/?weg=phone").text
    hidden = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', page))
    chance = random.Random()  # a form key that was used before is answered without booking

    def checked(status: int, answer: object) -> object:
        assert answer.status_code == status, answer.status_code
        return answer.data

    def book(person: str) -> object:
        data = {
            **hidden, "csrf_token": headers["X-CSRFToken"], "form_key": f"{chance.getrandbits(120):032x}", "channel": "phone",
            "minutes": "15", "language": "Deutsch", "concerns": "1", "result": "advice", "person_id": person,
            "note": "Anfrage beantwortet.",
        }  # fmt: skip
        return checked(303, desk.client.post("/empfang/kontakt", data=data))

    def report(year: str) -> object:
        with lead.app.app_context():
            _count_referrals()  # at the first, unmeasured request only; a million of them takes many minutes
        return checked(200, lead.client.get(f"/statistik/vermittlungen?zeitraum={year}"))

    return {
        "typeahead": lambda text: checked(
            200, desk.client.post("/empfang/personen", data={"q": text}, headers=headers)
        ),
        "open": lambda person: checked(200, desk.client.get(f"/personen/{person}")),
        "post": book,
        "statistics": report,
    }


def _count_referrals() -> None:
    """The county is filled around the application, so its summaries are counted once."""
    if db.session.scalar(sa.select(Upkeep.id)) is None:
        db.session.rollback()
        upkeep.rebuild(db.session(), region="HE", today=clock.today(), now=clock.now())
        db.session.commit()
