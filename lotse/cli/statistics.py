"""`lotse statistics`: are the kept figures those a full count gives, and counting everything afresh."""

from __future__ import annotations

import sys

import click

from lotse.cli.context import application


@click.group()
def statistics() -> None:
    """The kept figures of the statistics."""


@statistics.command()
def check() -> None:
    """Compare every kept figure with a full count; exit 1 and say where they differ."""
    with application().app_context():
        from lotse.accounts.queries import office_region
        from lotse.foundation import clock
        from lotse.foundation.db import db
        from lotse.statistics.queries import case_counts, contact_faults, full_counts

        faults = full_counts.faults(db.session())
        faults += case_counts.faults(db.session())
        faults += contact_faults.faults(db.session(), clock.today(), office_region())
    for fault in faults:
        click.echo(f"Statistik: {fault}.")
    if faults:
        click.echo("Abhilfe: lotse statistics rebuild")
        sys.exit(1)
    click.echo("Statistik: alle Summen stimmen mit dem vollen Zählen überein.")


@statistics.command()
def rebuild() -> None:
    """Count all figures afresh from the records: after an import around Lotse, or when `check` finds a fault."""
    with application().app_context():
        from lotse.accounts.queries import office_region
        from lotse.foundation import clock
        from lotse.foundation.db import db
        from lotse.statistics.actions import case_upkeep, contact_months, upkeep

        upkeep.rebuild(db.session(), region=office_region(), today=clock.today(), now=clock.now())
        case_upkeep.rebuild(db.session())
        upkeep.stamp(db.session(), cases=True)
        contact_months.rebuild(db.session(), today=clock.today(), region=office_region())
        db.session.commit()
    click.echo("Statistik: alles neu gezählt.")
