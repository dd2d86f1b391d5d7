"""One process that logs contacts as the application begins its transactions; prints the milliseconds of each."""

from __future__ import annotations

import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from bench.data import bench_app
from lotse.contacts.models import Contact
from lotse.foundation.db import db


def main(path: Path, seconds: float) -> None:
    """Write ten times a second."""
    app = bench_app(path)
    with app.app_context():
        end, at = time.monotonic() + seconds, datetime(2026, 11, 22, 10, tzinfo=UTC)
        while time.monotonic() < end:
            began = time.perf_counter()
            row = {
                "site_id": 1, "day": date(2026, 11, 22), "started_at": at, "channel": "phone", "result": "advice",
                "created_at": at, "created_by_id": 1, "version": 1,
            }  # fmt: skip
            db.session.execute(sa.insert(Contact).values(**row))
            db.session.commit()
            spent = time.perf_counter() - began
            print(f"{spent * 1000:.2f}", flush=True)
            time.sleep(max(0, 0.1 - spent))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
