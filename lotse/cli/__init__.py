"""The lotse command: each subcommand says in a sentence what it does."""

from __future__ import annotations

import importlib
from typing import Any

import click

from lotse.config import VERSION

COMMANDS = {
    "run": "lotse.cli.run:run",
    "check": "lotse.cli.check:check",
    "migrate": "lotse.cli.database:migrate",
    "backup": "lotse.cli.database:backup",
    "routes": "lotse.cli.check:routes",
    "user": "lotse.cli.user:user",
    "audit": "lotse.cli.audit:audit",
    "plan": "lotse.cli.plan:plan",
    "deadline": "lotse.cli.deadline:deadline",
    "demo": "lotse.cli.demo:demo",
    "directory": "lotse.cli.directory:directory",
    "statistics": "lotse.cli.statistics:statistics",
    "worker": "lotse.cli.worker:worker",
}
"""Name of each command and where it lives; loaded when used, so that `plan check` starts without Flask."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for.

    A command imports what it needs when it runs: help and the two commands on files never load the application.
    """

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """All commands, sorted."""
        return sorted(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: Any = getattr(importlib.import_module(module), name)
        return command if isinstance(command, click.Command) else None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="lotse", message="%(prog)s %(version)s")
def main() -> None:
    """Lotse: the back office of a one-stop social office."""
