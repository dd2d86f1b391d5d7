"""The blueprint of referrals, and the words its templates need."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from lotse.referrals.routes.words import words

blueprint = Blueprint("referrals", __name__, url_prefix="/vermittlungen")


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return words()
