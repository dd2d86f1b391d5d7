"""B11: the tick with nothing due at a million rows, claim and mark, and four senders of which one is killed.

python -m bench.reminders [ROWS]
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask

from bench.measure import ROUNDS, Figure
from lotse.foundation.db import Base, db, load_tables, prepare_engine
from lotse.outbox import actions, jobs
from lotse.outbox.models import OutboxMail
from lotse.outbox.transport import Mail
from lotse.reminders.models import JobRun

ROWS = 1_000_000
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
DUE = 5_000


def office(path: Path) -> Flask:
    """Return an application that has nothing but the tables."""
    app = Flask("bench")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{path}"
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    return app


def fill(app: Flask, rows: int) -> None:
    """Write so many open reminders and mails of which none is due, and the job table."""
    load_tables("lotse")
    stamp, later = NOW.replace(tzinfo=None), (NOW + timedelta(days=400)).replace(tzinfo=None)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with db.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            raw.execute("pragma foreign_keys=off")
            raw.execute("begin")
            raw.executemany(
                "insert into reminder (kind, text, due_on, first_due_on, owner_id, urgent, outcome_note, created_at, version)"
                " values ('reminder', 'Nachfragen', date('2026-11-24', '+' || ? || ' days'), '2026-11-24', 1, 0, '', ?, 1)",
                ((number % 700, str(stamp)) for number in range(rows)),
            )
            raw.executemany(
                "insert into outbox_mail (dedupe_key, message_id, recipient, subject, body, state, due_at, attempts,"
                " last_error, created_at) values (?, ?, 'a@b.example', 'x', '', ?, ?, 0, '', ?)",
                (
                    (f"k{n}", f"<{n}@x>", "sent" if n % 10 else "due", str(later) + ".000000", str(stamp))
                    for n in range(rows)
                ),
            )
            raw.execute("commit")
            raw.execute("analyze")
        for number in range(10):
            db.session.add(JobRun(name=f"job{number}", due_at=NOW + timedelta(days=1)))
        db.session.commit()


def idle_statements(app: Flask) -> list[tuple[str, tuple[object, ...]]]:
    """Return the statements that the tick and the delivery ask when nothing is due, as they reach the driver."""
    from lotse.reminders.queries import job_runs

    seen: list[tuple[str, tuple[object, ...]]] = []
    with app.app_context():
        sa.event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append((args[2], args[3])))
        job_runs.list_due_jobs(NOW)
        actions.give_up_lost(now=NOW)
        actions.claim(owner="bench", now=NOW)
        db.session.rollback()
    return [(text, tuple(given)) for text, given in seen if not text.startswith("BEGIN")]


def tick(path: Path, statements: list[tuple[str, tuple[object, ...]]]) -> Figure:
    """Ask them of the driver, without the ORM, beside `select 1`."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma mmap_size=268435456")

    def ask() -> None:
        for text, given in statements:
            connection.execute(text, given).fetchall()

    mine = _median(ask)
    floor = _median(lambda: connection.execute("select 1").fetchall())
    connection.close()
    return Figure(
        "B11", f"tick, nothing due, {len(statements)} statements, ORM off", f"{mine * 1000:.3f} ms", mine / floor,
        "<= 0.1 ms", mine * 1000 <= 0.1,
    )  # fmt: skip


def whole_tick(app: Flask) -> Figure:
    """Time a whole tick as the worker does it: sign of life, commit and all."""
    from lotse import scheduler

    scheduler.tick(app, NOW, ())
    mine = _median(lambda: scheduler.tick(app, NOW, ()), times=5)
    return Figure(
        "B11", "tick, nothing due, whole, with its sign of life", f"{mine * 1000:.2f} ms", None, "reported", None
    )


def claim_and_mark(app: Flask) -> list[Figure]:
    """Take mails through all their states, and deliver them durably by a transport that costs nothing."""
    with app.app_context():
        _make_due(DUE)
        rate = _states_per_second()
        _make_due(DUE)
        began = time.perf_counter()
        taken = jobs.deliver_by(lambda _mail: None, lambda: NOW)
        durable = taken / (time.perf_counter() - began)
    what = f"claim 500 at once, mark sending, mark sent: {DUE} mails"
    return [
        Figure("B11", what, f"{rate:,.0f}/s", None, ">= 5,000/s", rate >= 5_000),
        Figure("B11", "delivery: the same with one commit a mail to disk", f"{durable:,.0f}/s", None, "reported", None),
    ]


def _states_per_second() -> float:
    done, began = 0, time.perf_counter()
    while mails := actions.claim(owner="bench", now=NOW, limit=500):
        for mail_id in mails:
            actions.begin_sending(mail_id=mail_id, owner="bench", now=NOW)
            done += actions.mark_sent(mail_id=mail_id, owner="bench", now=NOW)
        db.session.commit()
    return done / (time.perf_counter() - began)


def four_senders(app: Flask, path: Path) -> Figure:
    """Let four processes send the same mails, kill one, and count what each file got."""
    folder = Path(tempfile.mkdtemp())
    with app.app_context():
        _make_due(DUE)
        db.engine.dispose()
    children = [_send_in_child(path, folder / str(number)) for number in range(4)]
    time.sleep(0.35)
    os.kill(children[0], signal.SIGKILL)
    for child in children:
        os.waitpid(child, 0)
    took = Counter(name for file in folder.iterdir() for name in file.read_text().split())
    twice = sum(1 for count in took.values() if count > 1)
    with app.app_context():
        lost = db.session.scalars(
            sa.select(OutboxMail.message_id).where(OutboxMail.state == "sent", OutboxMail.sent_at == NOW)
        )
        silent = set(lost) - set(took)
    what = f"{sum(took.values())} mails by 4 processes, one killed: twice {twice}, lost {len(silent)}"
    return Figure("B11", what, f"{twice} twice", None, "0", twice == 0 and not silent)


def _send_in_child(path: Path, file: Path) -> int:
    child = os.fork()
    if child:
        return child
    try:
        with file.open("a") as stream:

            def transport(mail: Mail) -> None:
                stream.write(mail.message_id + "\n")
                stream.flush()

            with office(path).app_context():
                jobs.deliver_by(transport, lambda: NOW)
    finally:
        os._exit(0)


def _make_due(count: int) -> None:
    db.session.execute(sa.delete(OutboxMail).where(OutboxMail.due_at == NOW))
    db.session.execute(
        sa.insert(OutboxMail),
        [
            {
                "dedupe_key": f"b{number}", "message_id": f"<b{number}@x>", "recipient": "a@b.example", "subject": "x",
                "body": "x", "due_at": NOW, "created_at": NOW, "last_error": "", "attempts": 0, "state": "due",
            }
            for number in range(count)
        ],
    )  # fmt: skip
    db.session.commit()


def _median(work: Callable[[], object], times: int = 200) -> float:
    """Return the seconds of one call: the median of rounds."""
    work()
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for _ in range(times):
            work()
        rounds.append((time.perf_counter() - began) / times)
    return sorted(rounds)[len(rounds) // 2]


def main(rows: int = ROWS) -> list[Figure]:
    """Measure all of B11 on a file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b11.db"
        app = office(path)
        fill(app, rows)
        statements = idle_statements(app)
        figures = [tick(path, statements), whole_tick(app), *claim_and_mark(app), four_senders(app, path)]
        print(*figures, sep="\n")
        return figures


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
