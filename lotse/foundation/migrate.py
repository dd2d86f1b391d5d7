"""Bringing the database to the shape of the code, one numbered step at a time, each whole or not at all."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from lotse.config import ROOT
from lotse.foundation.errors import Unavailable


def configuration(engine: Engine | None = None) -> Config:
    """Return Alembic's configuration for the steps in `migrations/`."""
    settings = Config()
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["engine"] = engine
    return settings


def head() -> str:
    """Return the newest step the code knows. There is exactly one."""
    newest = ScriptDirectory.from_config(configuration()).get_current_head()
    assert newest is not None
    return newest


def revisions() -> list[str]:
    """Return all steps in order."""
    return [script.revision for script in reversed(list(ScriptDirectory.from_config(configuration()).walk_revisions()))]


def current(engine: Engine) -> str | None:
    """Return the step the database is at, None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, to: str = "head") -> None:
    """Take all missing steps. A database newer than the code is refused with a plain sentence."""
    at = current(engine)
    if at is not None and at not in revisions():
        raise Unavailable(
            f"Die Datenbank ist neuer als dieses Programm (Schritt {at}). Bitte das Programm aktualisieren."
        )
    command.upgrade(configuration(engine), to)


def downgrade(engine: Engine, to: str) -> None:
    """Go back to a step (`base` for the empty database)."""
    command.downgrade(configuration(engine), to)
