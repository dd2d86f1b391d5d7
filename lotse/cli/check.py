"""`lotse check` and `lotse routes`: is this installation whole, and which pages are there."""

from __future__ import annotations

import sys

import click

from lotse.cli.context import application


@click.command()
def check() -> None:
    """Say what is missing for this installation to work; exit 1 when something is."""
    faults = [*_library_faults(), *(_database_faults() or _statistics_faults())]
    for fault in faults:
        click.echo(fault)
    if faults:
        sys.exit(1)
    click.echo(
        "Alles da: Bibliotheken für den Druck, Schlüssel, Datenbank auf dem Stand des Programms, Statistik stimmig."
    )


@click.command()
def routes() -> None:
    """List every page with its methods and the roles that may open it."""
    from lotse.accounts.access import roles_of

    app = application()
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        roles = roles_of(app, rule.endpoint)
        who = "?" if roles is None else roles if isinstance(roles, str) else ",".join(sorted(roles))
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        click.echo(f"{methods:<10} {rule.rule:<60} {who}")


def _library_faults() -> list[str]:
    from lotse.foundation import pdf

    missing = pdf.missing_libraries()
    if not missing:
        return []
    return [f"Briefe: es fehlen {', '.join(missing)}. Abhilfe: {pdf.INSTALL_LINE}"]


def _database_faults() -> list[str]:
    from lotse.foundation import migrate
    from lotse.foundation.db import db

    app = application()
    with app.app_context():
        try:
            at = migrate.current(db.engine)
        except Exception as error:  # any driver's error means the same here: not reachable
            return [f"Datenbank: nicht erreichbar ({type(error).__name__})."]
    return (
        []
        if at == migrate.head()
        else [f"Datenbank: steht auf {at or 'leer'}, das Programm braucht {migrate.head()}: lotse migrate"]
    )


def _statistics_faults() -> list[str]:
    from lotse.foundation.db import db
    from lotse.statistics.queries import full_counts

    with application().app_context():
        # Only the totals: `lotse statistics check` compares every figure, which takes a while in a large office.
        faults = full_counts.faults(db.session(), axes=("total",))
    return [f"Statistik: {fault}. Abhilfe: lotse statistics rebuild" for fault in faults]
