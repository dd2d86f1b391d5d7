"""The blueprint of the pages of measures."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("measures", __name__)
