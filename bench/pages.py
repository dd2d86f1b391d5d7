"""B4 to B6 and Heute: the pages of the counter for front desk, navigator and lead, and whether they stay flat.

python -m bench.pages FILE...   the same pages on several fillings of the county, side by side
"""

from __future__ import annotations

import random
import re
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import template_rendered

from bench.floors import hello
from bench.measure import Figure, in_turn
from bench.parts import Browser, keystrokes, sign_in
from lotse.foundation.db import db

ROLES = ("front_desk", "navigator", "team_lead")


@dataclass(frozen=True)
class Place:
    """A page with the target of its ratio to /hello and of its statements."""

    id: str
    name: str
    address: str
    target: float
    most: int


def places(path: Path, role: str) -> list[Place]:
    """Return what the role opens: the fullest day, a known person, the contact screen, Heute, a case of its own."""
    with sqlite3.connect(path) as connection:
        one = connection.cursor().execute
        day = one("select day from contact group by day order by count(*) desc, day limit 1").fetchone()[0]
        person = one("select person_id from contact where case_id is not null limit 1").fetchone()[0]
        user, unit = one("select id, unit_id from user_account where role = ? order by id", (role,)).fetchone()
        own = "lead_id = ?" if role == "navigator" else "unit_id = ?"
        case = one(
            f"select id from case_file where status = 'open' and {own} limit 1", (user if "lead" in own else unit,)
        ).fetchone()
    found = [
        Place("B4", "day list", f"/empfang/tag?tag={day}", 15, 5),
        Place("B5", "person page", f"/personen/{person}", 15, 8),
        Place("B5", "contact screen", "/empfang/", 15, 8),
        Place("B5", "Heute", "/heute", 25, 25),
    ]
    opens_cases = role != "front_desk" and case is not None
    return [*found, Place("B5", "case page", f"/faelle/{case[0]}", 25, 12)] if opens_cases else found


def pages(path: Path) -> list[Figure]:
    """B4 and B5: each page for each role against /hello; the day list also against its bare statements and template."""
    figures = []
    for role in ROLES:
        browser = sign_in(path, role)
        for place in places(path, role):
            if (status := browser.client.get(place.address).status_code) != 200:
                figures.append(Figure(place.id, f"{place.name}, {role}: answers {status}", "-", None, "-", False))
                continue
            mine, _, ratio = in_turn(lambda b=browser, p=place: b.client.get(p.address).data, hello(), 8)
            needed = browser.count(lambda b=browser, p=place: b.client.get(p.address).data)
            figures.append(
                Figure(place.id, f"{place.name}, {role}, {needed} statements", f"{mine:.2f} ms", ratio,
                       f"<= {place.target} x /hello, <= {place.most} st.", ratio <= place.target and needed <= place.most)
            )  # fmt: skip
        figures.append(_against_bare(browser, path, places(path, role)[0].address, role))
    return figures


def _against_bare(browser: Browser, path: Path, address: str, role: str) -> Figure:
    """B4: the day list against /hello, its own statements through bare sqlite3, and its own template."""
    said, drawn = _overheard(browser, address)
    connection, say_hello = sqlite3.connect(path), hello()
    template, context = drawn[-1]
    with browser.app.test_request_context(address):

        def bare() -> None:
            say_hello()
            for statement, values in said:
                connection.execute(statement, values).fetchall()
            template.render(context)

        mine, theirs, ratio = in_turn(lambda: browser.client.get(address).data, bare, 8)
    what = f"day list, {role}, against bare statements and template"
    return Figure("B4", what, f"{mine:.2f} / {theirs:.2f} ms", ratio, "<= 1.3 x", ratio <= 1.3)


def _overheard(browser: Browser, address: str) -> tuple[list[tuple[str, Any]], list[tuple[Any, Any]]]:
    said: list[tuple[str, Any]] = []
    drawn: list[tuple[Any, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if statement.startswith("SELECT"):
            said.append((statement, [str(v) if hasattr(v, "value") else v for v in values]))

    def see(_sender: Any, template: Any, context: Any, **_: Any) -> None:
        for row in [value for value in context.values() if hasattr(value, "__table__")]:
            for part in (row, *(vars(row).get(name) for name in ("site", "unit"))):
                if part is not None and sa.inspect(part).session is not None:
                    sa.orm.make_transient(part)  # drawn again after its request, it must not ask the database
        drawn.append((template, context))

    with browser.app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", hear)
    with template_rendered.connected_to(see, browser.app):
        browser.client.get(address)
    sa.event.remove(engine, "before_cursor_execute", hear)
    return said, drawn


def booking(browser: Browser, chance: random.Random) -> Callable[[], object]:
    """Return the posting of a phone call of a known person."""
    page, token = browser.client.get("/empfang/?weg=phone").text, browser.token()
    hidden = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', page))

    def book() -> object:
        person = str(chance.randrange(1, 4000))
        data = {**hidden, "csrf_token": token, "form_key": f"{chance.getrandbits(120):032x}", "channel": "phone",
                "minutes": "15", "language": "Deutsch", "concerns": "1", "result": "advice", "person_id": person}  # fmt: skip
        answer = browser.client.post("/empfang/kontakt", data=data)
        assert answer.status_code == 303, re.findall(r"field__error.*?</p>", answer.text)
        return answer

    return book


def writing(path: Path) -> list[Figure]:
    """B6: booking a contact with audit and roles, against the same rows written bare plus /hello."""
    say_hello, chance = hello(), random.Random()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma synchronous=full")

    def bare() -> None:
        say_hello()
        connection.execute("begin immediate")
        connection.execute("select id from person where id = ?", (chance.randrange(1, 4000),)).fetchone()
        connection.execute(
            "insert into contact (site_id, desk, day, started_at, channel, direction, language, interpreter, postcode, note,"
            " result, created_at, created_by_id, version) values (1,'','2026-11-22','2026-11-22 10:00:00','phone','in',"
            "'Deutsch','','','','advice','2026-11-22 10:00:00',1,1)"
        )
        connection.execute("insert into contact_concern values (last_insert_rowid(), 1)")
        connection.execute(
            "insert into form_key (key, location, digest, used_at) values (?, '/', '', '2026-11-22 10:00:00')",
            (f"{chance.getrandbits(120)}",),
        )
        connection.execute("commit")

    figures = []
    for role in ROLES:
        browser = sign_in(path, role)
        book = booking(browser, chance)
        mine, _, ratio = in_turn(book, bare, 6)
        needed = browser.count(book)
        figures.append(
            Figure("B6", f"book a contact with audit, {role}, {needed} statements", f"{mine:.2f} ms", ratio,
                   "<= 5 x (rows + /hello), <= 20 st.", ratio <= 5 and needed <= 20)
        )  # fmt: skip
    return figures


def flat(paths: list[Path]) -> None:
    """Print each page's ratio to /hello on each filling, and how much the largest costs more than the smallest."""
    print(f"{'page':18}{'role':12}" + "".join(f"{path.stem:>18}" for path in paths) + f"{'last/first':>12}")
    for role in ROLES:
        browsers = [sign_in(path, role) for path in paths]
        works: dict[str, list[Callable[[], object]]] = {}
        for path, browser in zip(paths, browsers, strict=True):
            typed, chance = keystrokes(path, 200), random.Random(4)
            headers = {"HX-Request": "true", "X-CSRFToken": browser.token()}
            works.setdefault("keystroke", []).append(
                lambda b=browser, h=headers, t=typed, c=chance: (
                    b.client.post("/empfang/personen", data={"q": c.choice(t)}, headers=h).data
                )
            )
            works.setdefault("contact save", []).append(booking(browser, random.Random()))
            for place in places(path, role):
                works.setdefault(place.name, []).append(lambda b=browser, a=place.address: b.client.get(a).data)
        for name, each in works.items():
            found = [in_turn(work, hello(), 20 if name == "keystroke" else 4) for work in each]
            cells = "".join(f"{mine:8.2f} ms {ratio:5.1f} x" for mine, _, ratio in found)
            print(f"{name:18}{role:12}{cells}{found[-1][2] / found[0][2]:10.2f} x", flush=True)


if __name__ == "__main__":
    flat([Path(name) for name in sys.argv[1:]])
