"""The pages of the main job on the demo office, as ratios to a bare Flask page."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from bench.data import bench_app
from bench.floors import hello
from bench.measure import Figure, in_turn
from lotse.demo import office as demo_office
from lotse.demo.staff import PASSWORD
from lotse.foundation import clock, migrate
from lotse.foundation.db import db

PAGES = {
    "empfang": (("contact screen", "/empfang/"), ("day list", "/empfang/tag"), ("person", "/personen/3"), ("directory", "/verzeichnis/")),
    "leitung": (("Heute", "/heute"), ("cases", "/faelle"), ("case", "/faelle/1"), ("referrals", "/vermittlungen/"), ("statistics", "/statistik/vermittlungen")),
}  # fmt: skip


def main_job() -> list[Figure]:
    """Load the demo office and open each page as its role does."""
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        app = bench_app(Path(folder) / "demo.db")
        with app.app_context():
            migrate.upgrade(db.engine)
            demo_office.load(today=clock.today(), now=clock.now())
            db.session.commit()
        floor = hello()
        for login, pages in PAGES.items():
            client = app.test_client()
            token = re.search(r'csrf-token" content="([^"]+)"', client.get("/anmelden").text)
            assert token
            client.post("/anmelden", data={"csrf_token": token.group(1), "login": login, "password": PASSWORD})
            for what, address in pages:
                answer = client.get(address)
                if answer.status_code != 200:
                    figures.append(
                        Figure("demo", f"{what} {address} answers {answer.status_code}", "-", None, "-", None)
                    )
                    continue
                mine, _, ratio = in_turn(lambda c=client, a=address: c.get(a).data, floor, 5)
                figures.append(
                    Figure("demo", f"{what}, {login}", f"{mine:.2f} ms", ratio, "<= 25 x /hello", ratio <= 25)
                )
    return figures
