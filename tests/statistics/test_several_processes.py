"""Several processes change the same cases and referrals at once: what is kept stays equal to a full count."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lotse.accounts.rules import Role
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.statistics.queries import case_counts, full_counts
from tests.factories.accounts import make_unit, make_user
from tests.factories.statistics import NOW, TODAY, make_desk_year, make_many


@pytest.fixture
def office(app, monkeypatch):
    """Cases and referrals of two teams."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    monkeypatch.setattr(clock, "now", lambda: NOW)
    people = [make_user(Role.TEAM_LEAD, unit_id=make_unit(name=name).id) for name in ("Nord", "Süd")]
    make_desk_year(people, 20, seed=5)
    make_many(people, 20, seed=6)
    db.session.commit()
    db.session.remove()


def start(url: str, folder, seed: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.statistics.changing", url, str(folder), str(seed)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_sums_of_cases_and_referrals_stay_equal_to_a_full_count_while_two_processes_change_them(
    office, database_url, tmp_path
):
    processes = [start(database_url, tmp_path, seed) for seed in (1, 2)]
    assert [process.stdout.readline() for process in processes] == ["ready\n"] * 2
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=240)
    assert [process.returncode for process in processes] == [0, 0]
    assert case_counts.faults(db.session()) == []
    assert full_counts.faults(db.session()) == []
