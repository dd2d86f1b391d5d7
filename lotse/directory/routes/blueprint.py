"""The blueprint of the directory and who may read and write in it."""

from __future__ import annotations

from flask import Blueprint

from lotse.accounts.rules import CASE_WORK, SOCIAL_WORK, Role

blueprint = Blueprint("directory", __name__, url_prefix="/verzeichnis")

READERS = (*SOCIAL_WORK, Role.DEPARTMENT, Role.STATISTICS, Role.ADMINISTRATION)
CAPACITY_REPORTERS = (*SOCIAL_WORK, Role.ADMINISTRATION)
EDITORS = (*CASE_WORK, Role.ADMINISTRATION)
KEEPERS = (Role.TEAM_LEAD, Role.ADMINISTRATION)
"""May import lists, edit the catalogue and the guides."""
