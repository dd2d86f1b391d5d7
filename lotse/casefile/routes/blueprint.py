"""The blueprint of the composed case pages, and how they file a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, url_for

from lotse.accounts.access import signed_in_user
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now
from lotse.letters import actions as letters

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from lotse.letters.rules.draft import Draft

blueprint = Blueprint("casefile", __name__, url_prefix="/faelle")


def file_and_show(draft: Draft) -> BaseResponse:
    """Print a paper of a case, keep it as it was printed, and show where it lies."""
    letter = letters.print_and_file(draft=draft, by=signed_in_user(), now=now())
    audit_about(person_id=letter.person_id, case_id=letter.case_id, action=Action.PRINT, detail=letter.kind)
    flash(f"Gedruckt und abgelegt als {letter.number}.", "success")
    return redirect(url_for("letters.show", letter_id=letter.id), 303)
