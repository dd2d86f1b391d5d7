"""The blueprint of administration."""

from __future__ import annotations

from flask import Blueprint

from lotse.accounts.rules import Role

blueprint = Blueprint("administration", __name__, url_prefix="/verwaltung")
ADMIN = Role.ADMINISTRATION
