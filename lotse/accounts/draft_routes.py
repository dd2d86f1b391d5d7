"""Saving what is being typed: every form that asks for it, for its author only."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import EVERYBODY
from lotse.foundation import drafts
from lotse.foundation.clock import local, now
from lotse.foundation.errors import NotFound

blueprint = Blueprint("drafts", __name__, url_prefix="/entwurf")


@blueprint.post("/<key>")
@allow(*EVERYBODY)
def save(key: str) -> tuple[str, int]:
    """Store the form's fields as a draft; answers with the wall-clock time it was kept."""
    if not drafts.is_key(key):
        raise NotFound
    fields = list(request.form.items(multi=True))
    kind, about = request.args.get("art", "form"), request.args.get("zu", "")
    at = now()
    draft = drafts.save(key=key, user_id=signed_in_user().id, kind=kind, about=about, fields=fields, now=at)
    if draft is None:
        raise NotFound
    return f"Entwurf gesichert {local(at):%H:%M:%S}", 200


@blueprint.post("/<key>/verwerfen")
@allow(*EVERYBODY)
def discard(key: str) -> Response:
    """Throw a draft away."""
    drafts.discard(key, signed_in_user().id)
    return Response("", 204)
