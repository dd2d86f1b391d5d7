"""Saving what is being typed: every form that asks for it, for its author only."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.parked import typed_in
from lotse.accounts.rules import EVERYBODY
from lotse.foundation import drafts
from lotse.foundation.clock import local, now
from lotse.foundation.errors import NotFound

blueprint = Blueprint("drafts", __name__, url_prefix="/entwurf")


@blueprint.post("/<key>")
@allow(*EVERYBODY)
def save(key: str) -> Response:
    """Store the form's fields as a draft; 409 when it was changed elsewhere, then both versions are kept."""
    typed, at = typed_in(request), now()
    draft = drafts.save(key=key, typed=typed, user_id=signed_in_user().id, now=at) if drafts.is_key(key) else None
    if draft is None:
        raise NotFound
    known = {"Lotse-Draft-Key": draft.key, "Lotse-Draft-Version": str(draft.version)}
    if draft.key == key:
        return Response(f"Entwurf gesichert {local(at):%H:%M:%S}", 200, known)
    other = drafts.find(key, signed_in_user().id)
    rows = drafts.differences(typed.fields, other.fields if other else [])
    text = render_template("accounts/_draft_elsewhere.html", rows=rows, other=other)
    # Two versions are no failure of this request: both are stored, so the hook must commit.
    return Response(text, 200, {**known, "Lotse-Draft-Elsewhere": "yes"})


@blueprint.post("/<key>/verwerfen")
@allow(*EVERYBODY)
def discard(key: str) -> Response:
    """Throw a draft away."""
    drafts.discard(key, signed_in_user().id)
    return Response("", 204)
