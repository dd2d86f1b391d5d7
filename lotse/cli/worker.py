"""`lotse worker`: the scheduler in a process of its own, beside any number of servers."""

import logging

import click

from lotse import scheduler
from lotse.cli.context import application
from lotse.foundation import clock


@click.command()
@click.option("--once", is_flag=True, help="Look once at what is due, do it, and end.")
def worker(once: bool) -> None:
    """Do the unattended work: send mails, write digests, clean up."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    app = application()
    if once:
        for name in scheduler.tick(app, clock.now()):
            click.echo(name)
        return
    scheduler.work(app)
