"""The blueprint of letters."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("letters", __name__, url_prefix="/briefe")
