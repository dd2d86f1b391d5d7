"""`lotse audit`: is the chain whole?"""

from __future__ import annotations

import sys

import click

from lotse.cli.context import application


@click.group()
def audit() -> None:
    """The audit log."""


@audit.command()
def verify() -> None:
    """Walk the whole chain; exit 1 and name the first row that was changed, removed or slipped in."""
    app = application()
    with app.app_context():
        from lotse.audit import queries
        from lotse.audit.actions import chain_key

        fault = queries.find_fault(chain_key())
        count, digest = queries.head()
    if fault:
        click.echo(f"Das Protokoll ist ab Zeile {fault.event_id} verändert.")
        sys.exit(1)
    click.echo(f"Das Protokoll ist unverändert: {count} Zeilen, Kopf {digest[:16]}")
