"""From the empty database the steps lead exactly to the models, and back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from lotse.foundation import migrate
from lotse.foundation.db import Base, prepare_engine


def fresh_engine(tmp_path) -> sa.Engine:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    prepare_engine(engine)
    return engine


def test_the_steps_from_empty_equal_the_models(app: Flask, tmp_path) -> None:
    engine = fresh_engine(tmp_path)
    migrate.upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_every_step_can_be_undone(app: Flask, tmp_path) -> None:
    engine = fresh_engine(tmp_path)
    migrate.upgrade(engine)
    migrate.downgrade(engine, "base")
    assert sa.inspect(engine).get_table_names() == ["alembic_version"]


def test_there_is_one_head(app: Flask) -> None:
    assert migrate.revisions()[-1] == migrate.head()
