"""`lotse directory`: read delivered lists in, write the directory out, install the delivered catalogue."""

from __future__ import annotations

from pathlib import Path

import click

from lotse.cli.context import committed, prepare_local_instance


@click.group()
def directory() -> None:
    """Organisations and offers: import lists, export, catalogue of concerns and guides."""


@directory.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
def import_file(file: Path, dry_run: bool) -> None:
    """Import a CSV or XLSX list; unusable rows are named by line and reason, good rows go in."""
    prepare_local_instance()
    with committed():
        from lotse.directory.actions import imports, planning
        from lotse.directory.rules.import_words import refused, summary
        from lotse.foundation import clock, migrate
        from lotse.foundation.db import db

        migrate.upgrade(db.engine)
        plan = planning.read_and_plan(file.read_bytes())
        if dry_run:
            report = plan.report()
        else:
            report = imports.carry_out(plan=plan, source=f"Liste {file.name}"[:120], by=None, now=clock.now())
        click.echo(
            f"{file.name}: {report['source']}, {report['rows']} Zeilen, Koordinaten {report['system'] or 'keine'}"
        )
        click.echo(summary(report, done=not dry_run))
        click.echo(refused(report))
        for line, _, reason in report["problems"]:
            click.echo(f"  Zeile {line}: {reason}")
        for line, _, reason in report["warnings"]:
            click.echo(f"  Zeile {line}, übernommen ohne Lage: {reason}")
        for name, field, here, there in report["conflicts"]:
            click.echo(f"  Abweichung bei {name}: {field} bleibt „{here}“, in der Liste steht „{there}“.")


@directory.command()
def catalogue() -> None:
    """Add the delivered concerns and guides that are missing; edited ones stay as they are."""
    prepare_local_instance()
    with committed():
        from lotse.directory.actions.catalogue import install_catalogue
        from lotse.foundation import clock, migrate
        from lotse.foundation.db import db

        migrate.upgrade(db.engine)
        installed = install_catalogue(today=clock.today(), now=clock.now())
        click.echo(f"Neu: {installed.concerns} Anliegen, {installed.guides} Leitfäden.")
