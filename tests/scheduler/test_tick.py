"""The tick: due jobs once, whoever ticks; failures seen; a weekend caught up once."""

import os
import socket
import subprocess
import threading
from datetime import UTC, datetime, timedelta

import pytest

from lotse import scheduler
from lotse.foundation.db import db
from lotse.reminders.actions import job_runs as actions
from lotse.reminders.queries import job_runs as queries
from lotse.scheduler import JOBS, Job, tick

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class Work:
    """A job that counts its runs and fails when told to."""

    def __init__(self):
        self.days, self.fails = [], False

    def __call__(self, today):
        self.days.append(today)
        if self.fails:
            raise RuntimeError("kaputt")


@pytest.fixture
def work():
    return Work()


def row(name):
    db.session.remove()
    found = queries.job_runs()[name]
    db.session.expunge_all()
    db.session.remove()
    return found


def last_tick():
    db.session.remove()
    seen = queries.last_tick_at()
    db.session.remove()
    return seen


def test_jobs_have_unique_names_a_title_and_one_kind_of_time():
    assert len({job.name for job in JOBS}) == len(JOBS)
    for job in JOBS:
        assert callable(job.run)
        assert job.title
        assert bool(job.at) != bool(job.every)


def test_a_daily_job_runs_at_its_time_and_not_before(app, work):
    jobs = (Job("t", work, at="14:00", title="t"),)
    assert tick(app, NOW, jobs) == []
    assert tick(app, NOW + timedelta(hours=1), jobs) == ["t"]
    assert tick(app, NOW + timedelta(hours=1, minutes=1), jobs) == []
    assert len(work.days) == 1


def test_a_machine_that_was_off_over_the_weekend_catches_up_once(app, work):
    jobs = (Job("t", work, at="06:00", title="t"),)
    tick(app, NOW, jobs)
    monday = NOW + timedelta(days=3)
    assert tick(app, monday, jobs) == ["t"]
    assert tick(app, monday + timedelta(minutes=1), jobs) == []
    assert len(work.days) == 1
    assert row("t").lateness_seconds > 2 * 86_400


def test_a_failing_job_says_so_and_is_tried_again_soon(app, work):
    jobs = (Job("t", work, every=60, title="t"),)
    work.fails = True
    assert tick(app, NOW, jobs) == ["t"]
    assert "kaputt" in row("t").last_error
    assert row("t").due_at == NOW + timedelta(minutes=5)
    work.fails = False
    tick(app, NOW + timedelta(minutes=5), jobs)
    assert row("t").last_error == ""


def test_one_failing_job_does_not_stop_the_next(app, work):
    other = Work()
    work.fails = True
    jobs = (Job("a", work, every=1, title="a"), Job("b", other, every=1, title="b"))
    tick(app, NOW, jobs)
    assert len(other.days) == 1


def test_a_job_of_a_dead_process_runs_again_when_its_lease_ends(app, work):
    jobs = (Job("t", work, every=1, title="t"),)
    actions.enter_job(name="t", due_at=NOW)
    assert actions.claim_job(name="t", owner="dead:1", now=NOW) == NOW
    db.session.commit()
    assert tick(app, NOW + timedelta(minutes=1), jobs) == []
    assert tick(app, NOW + timedelta(minutes=11), jobs) == ["t"]


def claimed_by(owner):
    actions.enter_job(name="t", due_at=NOW)
    assert actions.claim_job(name="t", owner=owner, now=NOW) == NOW
    db.session.commit()
    db.session.remove()


def gone_process():
    child = subprocess.Popen(["true"])
    child.wait()
    return child.pid


def test_a_restart_need_not_wait_for_the_lease_of_the_process_that_was_killed(app, work):
    jobs = (Job("t", work, every=1, title="t"),)
    claimed_by(f"{socket.gethostname()}:{gone_process()}:77")
    assert tick(app, NOW + timedelta(seconds=30), jobs) == []
    assert scheduler.free_claims_of_the_dead(app) == 1
    assert tick(app, NOW + timedelta(seconds=60), jobs) == ["t"]


@pytest.mark.parametrize("alive", ["same machine", "other machine"])
def test_a_claim_of_somebody_who_may_live_is_left_alone(app, work, alive):
    jobs = (Job("t", work, every=1, title="t"),)
    process = f"{os.getppid()}:77" if alive == "same machine" else f"{gone_process()}:77"
    host = socket.gethostname() if alive == "same machine" else "anderswo"
    claimed_by(f"{host}:{process}")
    assert scheduler.free_claims_of_the_dead(app) == 0
    assert tick(app, NOW + timedelta(seconds=60), jobs) == []


def test_a_number_the_system_gave_to_this_very_process_again_counts_as_gone(app):
    claimed_by(f"{socket.gethostname()}:{os.getpid()}:77")
    assert scheduler.free_claims_of_the_dead(app) == 1


def test_many_schedulers_run_a_job_once(app, work):
    jobs = (Job("t", work, every=60, title="t"),)
    tick(app, NOW - timedelta(hours=2), jobs)
    work.days.clear()
    db.session.remove()
    threads = [threading.Thread(target=tick, args=(app, NOW, jobs)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(work.days) == 1


def test_each_tick_leaves_a_sign_of_life(app):
    tick(app, NOW, ())
    assert last_tick() == NOW
    tick(app, NOW + timedelta(minutes=1), ())
    assert last_tick() == NOW + timedelta(minutes=1)


def test_a_clock_put_back_by_an_hour_repeats_nothing(app, work):
    jobs = (Job("t", work, at="12:30", title="t"),)
    tick(app, NOW - timedelta(hours=2), jobs)
    assert tick(app, NOW, jobs) == ["t"]
    assert tick(app, NOW - timedelta(hours=1), jobs) == []
    assert tick(app, NOW, jobs) == []


def test_the_scheduler_uses_one_interval_trigger_and_never_drops_a_run(app, monkeypatch):
    seen = {}

    class Fake:
        def add_job(self, function, trigger, **options):
            seen.update(options, trigger=trigger)

        def start(self):
            seen["started"] = True

    scheduler._run_by(Fake(), app)
    assert seen["trigger"] == "interval"
    assert seen["misfire_grace_time"] is None
    assert seen["max_instances"] == 1
    assert seen["started"]
