"""The list of personal data names every table from which foreign keys lead to a person."""

from __future__ import annotations

from flask import Flask

from lotse.foundation.db import Base
from lotse.privacy.personal_data import ENTRIES, WITHOUT_EXPORT


def tables_that_reach_a_person() -> set[str]:
    reaching = {"person"}
    while True:
        more = {
            table.name
            for table in Base.metadata.tables.values()
            if table.name not in reaching and any(key.column.table.name in reaching for key in table.foreign_keys)
        }
        if not more:
            return reaching
        reaching |= more


def test_every_table_about_a_person_has_its_place(app: Flask) -> None:
    listed = {entry.table for entry in ENTRIES} | set(WITHOUT_EXPORT)
    assert tables_that_reach_a_person() - listed == set(), "name them in lotse/privacy/personal_data.py"


def test_every_path_of_the_list_exists(app: Flask) -> None:
    for entry in ENTRIES:
        first, *rest = entry.path.split(">")
        for table, column in [(entry.table, first), *(hop.split(".") for hop in rest)]:
            assert column in Base.metadata.tables[table].c, (entry.table, table, column)
