"""The blueprint of administration."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response

from lotse.accounts.rules import Role

blueprint = Blueprint("administration", __name__, url_prefix="/verwaltung")
ADMIN = Role.ADMINISTRATION
Answer = str | Response | tuple[str, int]
