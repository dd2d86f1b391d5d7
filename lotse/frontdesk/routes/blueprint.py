"""The blueprint of the counter, and the words its templates use."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from lotse.clients.rules.households import RELATIONS, ROLES, evidence_state
from lotse.contacts.rules import CHANNELS, INTERPRETING, RESULT_BADGES, RESULTS
from lotse.frontdesk.rules import draft_title

blueprint = Blueprint("frontdesk", __name__)


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {
        "result_badge": RESULT_BADGES.__getitem__,
        "result_label": RESULTS.__getitem__,
        "channel_label": CHANNELS.__getitem__,
        "interpreting_label": lambda value: INTERPRETING.get(value, value),
        "draft_title": draft_title,
        "evidence_state": evidence_state,
        "role_label": lambda value: ROLES.get(value, ""),
        "relation_label": lambda kind, stands_for: RELATIONS[kind][0 if stands_for else 1],
    }


def back_to_person(person_id: int, message: str) -> Response:
    """Say what was done, on the page of the person."""
    flash(message, "success")
    return redirect(url_for("frontdesk.person", person_id=person_id), 303)
