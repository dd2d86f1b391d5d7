"""Schedulers that are killed at random moments: no Message-ID twice, no mail lost in silence.

The number of kills is scaled to the time of the suite; LOTSE_KILLS=200 runs the full count. With
LOTSE_TEST_DATABASE=postgresql the schedulers share a database of the test's cluster.
"""

import os
import random
import signal
import time
from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.foundation.clock import now
from lotse.foundation.db import db
from lotse.outbox import actions, rules
from lotse.outbox.models import OutboxMail
from lotse.reminders.models import JobRun
from tests.factories.outbox import mail_server, make_mail
from tests.outbox.sender import deliver_until_empty, start

KILLS = int(os.environ.get("LOTSE_KILLS", "12"))


def kill(process):
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def wait_for_another_mail(sink):
    before, patience = len(sink.messages), time.monotonic() + 5
    while len(sink.messages) == before and time.monotonic() < patience:
        time.sleep(0.005)


@pytest.fixture
def shared_database(app, tmp_path):
    """A database of their own for the schedulers, of the kind the tests run on; gives its address and an engine."""
    url = f"sqlite:///{tmp_path / 'kill.db'}"
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("drop database if exists kill with (force)")
            connection.exec_driver_sql("create database kill")
        url = db.engine.url.set(database="kill").render_as_string(hide_password=False)
    engine = sa.create_engine(url)
    for table in (OutboxMail.__table__, JobRun.__table__):
        table.create(engine)
    # A forked child must not share the socket of its parent.
    engine.dispose()
    db.engine.dispose()
    yield url, engine
    engine.dispose()


def states(engine):
    with engine.connect() as connection:
        return dict(connection.execute(sa.select(OutboxMail.message_id, OutboxMail.state)).all())


@pytest.mark.slow
def test_two_schedulers_side_by_side_killed_at_random_moments(shared_database):
    url, engine = shared_database
    dice = random.Random(20261122)
    with mail_server() as (sink, server):
        running = [start(url, server, f"s{number}") for number in range(2)]
        for round_ in range(KILLS):
            wait_for_another_mail(sink)
            time.sleep(dice.uniform(0.0, 0.15))
            kill(running.pop(dice.randrange(2)))
            running.append(start(url, server, f"k{round_}"))
        for process in running:
            kill(process)
        # Whoever ticks after the leases have ended: what was being sent is unclear, what was only claimed goes out.
        deliver_until_empty(url, server, rules.LEASE + timedelta(minutes=1))
        took = sink.message_ids
    rows = states(engine)
    tally = Counter(rows.values())
    sent = {message_id for message_id, state in rows.items() if state == "sent"}
    unclear = {message_id for message_id, state in rows.items() if state == "unclear"}
    assert set(tally) <= {"sent", "unclear"}
    assert max(took.values()) == 1, "a Message-ID reached the server twice"
    assert sent <= set(took), "a mail counts as sent that never arrived"
    assert set(took) <= sent | unclear, "a mail arrived that nobody knows of"
    assert tally["unclear"] <= KILLS + 2, "a kill costs more than the one mail that was on its way"
    assert tally["sent"] > KILLS
    arrived = len(unclear & set(took))
    print(
        f"\n{KILLS} kills on {engine.dialect.name}: {len(rows)} mails, {sum(took.values())} taken by the server, "
        f"0 twice, {tally['sent']} sent, {tally['unclear']} unclear ({arrived} of them had arrived)"
    )


def test_what_a_dead_sender_held_becomes_unclear_when_its_lease_ends(app):
    mail = make_mail()
    mail.state, mail.owner, mail.lease_until = "sending", "dead:1", now() - timedelta(seconds=1)
    db.session.flush()
    assert actions.give_up_lost(now=now()) == 1
    db.session.expire_all()
    assert mail.state == "unclear"
