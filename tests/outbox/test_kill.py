"""Senders that are killed at random moments: no Message-ID twice, no mail lost in silence.

The number of kills is scaled to the time of the suite; LOTSE_KILLS=200 runs the full count.
"""

import os
import random
import signal
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.foundation.clock import now
from lotse.foundation.db import db
from lotse.outbox import actions
from lotse.outbox.models import OutboxMail
from tests.factories.outbox import mail_server, make_mail
from tests.outbox.sender import start

KILLS = int(os.environ.get("LOTSE_KILLS", "12"))


def kill(process):
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def wait_for_another_mail(sink):
    before, patience = len(sink.messages), time.monotonic() + 5
    while len(sink.messages) == before and time.monotonic() < patience:
        time.sleep(0.005)


@pytest.mark.slow
def test_two_schedulers_side_by_side_killed_at_random_moments(app, tmp_path):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("the senders of this test share a SQLite file")
    database, dice = tmp_path / "kill.db", random.Random(20261122)
    engine = sa.create_engine(f"sqlite:///{database}")
    OutboxMail.__table__.create(engine)
    with mail_server() as (sink, server):
        running = [start(str(database), server, f"s{number}") for number in range(2)]
        for round_ in range(KILLS):
            wait_for_another_mail(sink)
            time.sleep(dice.uniform(0.0, 0.15))
            victim = running.pop(0)
            kill(victim)
            running.append(start(str(database), server, f"k{round_}"))
        for process in running:
            kill(process)
        took = sink.message_ids
    with sa.orm.Session(engine) as session:
        rows = session.execute(sa.select(OutboxMail.message_id, OutboxMail.state)).all()
    sent = {row.message_id for row in rows if row.state == "sent"}
    open_ = {row.message_id for row in rows if row.state == "sending"}
    assert {row.state for row in rows} <= {"sent", "due", "sending", "unclear"}
    assert took
    assert max(took.values()) == 1, "a Message-ID reached the server twice"
    assert sent <= set(took), "a mail counts as sent that never arrived"
    assert set(took) <= sent | open_ | {row.message_id for row in rows if row.state == "unclear"}
    assert len(open_) <= KILLS + 2
    engine.dispose()
    print(f"{KILLS} kills: {len(rows)} mails, {sum(took.values())} taken, {len(open_)} with a dead sender")


def test_what_a_dead_sender_held_becomes_unclear_when_its_lease_ends(app):
    mail = make_mail()
    mail.state, mail.owner, mail.lease_until = "sending", "dead:1", now() - timedelta(seconds=1)
    db.session.flush()
    assert actions.give_up_lost(now=now()) == 1
    db.session.expire_all()
    assert mail.state == "unclear"
