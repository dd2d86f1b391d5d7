"""The catalogue of statutory deadlines as a page to read."""

from __future__ import annotations

from itertools import groupby

from flask import render_template

from lotse.accounts.access import allow
from lotse.accounts.rules import SOCIAL_WORK
from lotse.deadlines.routes.blueprint import blueprint
from lotse.deadlines.rules.catalogue import CERTAINTIES, ROLLS, STARTS, catalogue


@blueprint.get("/fristen/katalog")
@allow(*SOCIAL_WORK)
def show_catalogue() -> str:
    """All 68 entries by area, with what is computed and what is not."""
    entries = sorted(catalogue(), key=lambda entry: entry.area)
    return render_template(
        "deadlines/catalogue.html",
        areas=[(area, list(group)) for area, group in groupby(entries, key=lambda entry: entry.area)],
        certainties=CERTAINTIES,
        starts=STARTS,
        rolls=ROLLS,
    )
