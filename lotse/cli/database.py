"""`lotse migrate` and `lotse backup`."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import click

from lotse.cli.context import application


@click.command()
def migrate() -> None:
    """Bring the database to the shape this version needs."""
    from lotse.foundation import migrate as steps
    from lotse.foundation.db import db

    with application().app_context():
        steps.upgrade(db.engine)
        click.echo(f"Datenbank auf Stand {steps.current(db.engine)}.")


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def backup(target: Path) -> None:
    """Write a verified copy of the SQLite database to TARGET (for PostgreSQL use pg_dump -Fc)."""
    from lotse.foundation import machine
    from lotse.foundation.db import db

    app = application()
    with app.app_context():
        url = db.engine.url
        if url.get_backend_name() != "sqlite":
            raise click.ClickException("Nur für SQLite. Bei PostgreSQL: pg_dump -Fc")
        if target.exists():
            raise click.ClickException(f"{target} gibt es schon.")
        connection = sqlite3.connect(str(url.database))
        connection.execute("VACUUM INTO ?", (str(target),))
        connection.close()
    copy = sqlite3.connect(target)
    verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
    broken = copy.execute("PRAGMA foreign_key_check").fetchall()
    copy.close()
    if verdict != "ok" or broken:
        raise click.ClickException(f"Die Kopie ist fehlerhaft: {verdict}, {len(broken)} verwaiste Verweise.")
    machine.note_backup(app.config["LOTSE"].instance)
    click.echo(f"Gesichert und geprüft: {target}")
