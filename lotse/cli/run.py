"""`lotse run`: migrate, load the demo office on a first local start, serve."""

from __future__ import annotations

import logging
import threading
from typing import Any

import click
from flask import Flask

from lotse.cli.context import application, follow_port, prepare_local_instance


@click.command()
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--threads", default=8, show_default=True, help="Threads of the server.")
@click.option(
    "--demo/--no-demo", default=True, show_default=True, help="Load the invented office into an empty database."
)
def run(port: int, host: str, threads: int, demo: bool) -> None:
    """Bring the database up to date and serve Lotse (waitress)."""
    prepare_local_instance(port)
    follow_port(port)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for chatty in ("alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    app = application()
    from lotse.accounts import queries
    from lotse.app.start import settle
    from lotse.foundation import migrate, pdf
    from lotse.foundation.db import db

    with app.app_context():
        migrate.upgrade(db.engine)
        empty = not queries.has_users()
        db.session.rollback()
        if empty and demo:
            _load_demo()
        with_log_ins = queries.get_setting("demo", False)
        db.session.remove()
    server = _listen(app, host=host, port=port, threads=threads)
    _say_where(app.config["LOTSE"].public_base_url, port, with_log_ins)
    _start_scheduler(app)
    threading.Thread(target=pdf.printer.warm_up, daemon=True).start()
    settle()
    server.run()


def _listen(app: Flask, *, host: str, port: int, threads: int) -> Any:
    """Take the port before anything is announced; ends with a sentence when somebody else has it."""
    from waitress import create_server

    try:
        return create_server(
            app,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            connection_limit=1000,
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=True,
            max_request_body_size=app.config["MAX_CONTENT_LENGTH"],
        )
    except OSError as error:
        told = f"Auf {host}:{port} kann Lotse nicht hören ({error.strerror}). Mit --port einen anderen Port wählen."
        raise click.ClickException(told) from None


def _load_demo() -> None:
    from lotse.demo import office
    from lotse.foundation import clock
    from lotse.foundation.db import db

    click.echo("Das Demo-Büro wird angelegt …")
    office.load(today=clock.today(), now=clock.now())
    db.session.commit()


def _say_where(base: str, port: int, with_log_ins: bool) -> None:
    from lotse.cli.demo import log_ins

    click.echo(f"\nLotse läuft: {base}  (Port {port}, beenden mit Strg+C)\n")
    for line in log_ins() if with_log_ins else ():
        click.echo(line)
    click.echo()


def _start_scheduler(app: Flask) -> None:
    from lotse import scheduler

    if app.config["LOTSE"].run_scheduler:
        scheduler.start(app)
