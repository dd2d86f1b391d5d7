"""A process of its own that changes cases and referrals: python -m tests.statistics.changing URL FOLDER SEED.

It begins when a line comes in, so that several of them begin together.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from lotse.app import create_app
from lotse.cases.models import Case, Goal
from lotse.config import Settings
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import State
from tests.factories.statistics import NOW, TODAY

TIMES = 15


def main(url: str, folder: str, seed: str) -> None:
    """Change a handful of records, one transaction after the other."""
    clock.today, clock.now = lambda: TODAY, lambda: NOW
    settings = Settings(
        instance=Path(folder),
        public_base_url="http://localhost",
        secret_key=b"only for tests, never anywhere else, 32+",
        database_url=url,
        testing=True,
        run_scheduler=False,
    )
    dice = random.Random(seed)
    with create_app(settings).app_context():
        db.session.execute(sa.select(1))
        db.session.rollback()
        print("ready", flush=True)
        sys.stdin.readline()
        for _ in range(TIMES):
            while not is_changed(dice):
                pass
            time.sleep(dice.random() / 50)


def is_changed(dice: random.Random) -> bool:
    """Change something; False where somebody else had just changed the record, or SQLite had no turn for us in time."""
    try:
        change(dice)
        db.session.commit()
    except (StaleDataError, OperationalError) as refused:
        db.session.rollback()
        # On PostgreSQL everybody gets a turn: whoever does not has run into a deadlock.
        if isinstance(refused, OperationalError) and db.engine.dialect.name != "sqlite":
            raise
        return False
    return True


def change(dice: random.Random) -> None:
    """Alter what one of a few cases counts, and every other time what a referral counts, too."""
    case = dice.choice(db.session.scalars(sa.select(Case).order_by(Case.id).limit(4)).all())
    match dice.randrange(4):
        case 0:
            case.weight = dice.choice("ABC")
        case 1:
            case.restricted = not case.restricted
        case 2:
            case.opened_on -= timedelta(days=dice.randrange(30))
        case 3:
            goal = db.session.scalars(sa.select(Goal).where(Goal.case_id == case.id)).first()
            if goal:
                goal.due_on, goal.outcome = TODAY - timedelta(days=dice.randrange(200)), dice.choice([None, "reached"])
    if dice.random() < 0.5:
        referral = dice.choice(db.session.scalars(sa.select(Referral).order_by(Referral.id).limit(4)).all())
        referral.state = dice.choice([State.ACCEPTED, State.REQUESTED, State.COMPLETED, State.DECLINED])


if __name__ == "__main__":
    main(*sys.argv[1:])
