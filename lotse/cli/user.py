"""`lotse user`: accounts from the command line. The first administrator is made here, never in the browser."""

from __future__ import annotations

import sys

import click

from lotse.accounts.rules import Role
from lotse.cli.context import committed


@click.group()
def user() -> None:
    """Create, list, deactivate accounts; set passwords (read from standard input)."""


@user.command("list")
def list_accounts() -> None:
    """List all accounts."""
    with committed():
        from lotse.accounts import queries

        for account in queries.list_users(active_only=False):
            state = "deaktiviert" if account.deactivated_at else "aktiv"
            click.echo(f"{account.login:<16} {account.role:<16} {state:<12} {account.name}")


@user.command()
@click.argument("login")
@click.option("--name", required=True, help="Full name as shown to colleagues.")
@click.option("--role", type=click.Choice([str(role) for role in Role]), required=True, help="What the person does.")
@click.option("--unit", default=None, help="Name of the team or department; needed for the role department.")
def create(login: str, name: str, role: str, unit: str | None) -> None:
    """Create an account; the password comes from standard input (one line)."""
    password = _password()
    with committed():
        from lotse.accounts import queries
        from lotse.accounts.actions import users
        from lotse.foundation.clock import now

        units = {each.name: each for each in queries.list_units()}
        if unit is not None and unit not in units:
            raise click.ClickException(f"Die Einheit {unit!r} gibt es nicht. Es gibt: {', '.join(units) or 'keine'}")
        users.create_user(
            login=login, name=name, role=Role(role), password=password, now=now(), unit=units[unit] if unit else None
        )
    click.echo(f"Angelegt: {login}")


@user.command()
@click.argument("login")
def password(login: str) -> None:
    """Set a new password (standard input) and end all sessions of the account."""
    text = _password()
    with committed():
        from lotse.accounts import queries
        from lotse.accounts.actions import passwords
        from lotse.foundation.clock import now

        account = queries.find_user_by_login(login)
        if account is None:
            raise click.ClickException(f"Die Anmeldung {login!r} gibt es nicht.")
        passwords.set_password(user=account, password=text, now=now())
    click.echo(f"Neues Passwort gesetzt: {login}")


@user.command()
@click.argument("login")
def deactivate(login: str) -> None:
    """Close an account and end its sessions."""
    with committed():
        from lotse.accounts import queries
        from lotse.accounts.actions import users
        from lotse.foundation.clock import now

        account = queries.find_user_by_login(login)
        if account is None:
            raise click.ClickException(f"Die Anmeldung {login!r} gibt es nicht.")
        users.deactivate(user=account, now=now())
    click.echo(f"Deaktiviert: {login}")


def _password() -> str:
    if sys.stdin.isatty():
        text: str = click.prompt("Passwort", hide_input=True, confirmation_prompt=True)
        return text
    return sys.stdin.readline().rstrip("\n")
