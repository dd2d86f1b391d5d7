"""`lotse demo`: the invented office."""

from __future__ import annotations

import click

from lotse.cli.context import committed, prepare_local_instance


@click.group()
def demo() -> None:
    """An invented office to try Lotse with."""


@demo.command()
def load() -> None:
    """Create the invented office in an empty database; refuses one that holds anything."""
    prepare_local_instance()
    with committed():
        from lotse.demo import office
        from lotse.foundation import clock, migrate
        from lotse.foundation.db import db

        migrate.upgrade(db.engine)
        office.load(today=clock.today(), now=clock.now())
    click.echo("Das Demo-Büro ist angelegt.")


def log_ins() -> list[str]:
    """Return a line per demo log-in."""
    from lotse.accounts.rules import ROLE_LABELS
    from lotse.demo.staff import PASSWORD, STAFF

    return [f"  {member.login:<12} {PASSWORD:<20} {ROLE_LABELS[member.role]}" for member in STAFF]
