"""Saving what is being typed, and going on with it: every form that asks for it, for its author only."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.parked import DRAFT_PAGES, typed_in
from lotse.accounts.rules import EVERYBODY
from lotse.foundation import drafts
from lotse.foundation.clock import local, now
from lotse.foundation.errors import NotFound

blueprint = Blueprint("drafts", __name__, url_prefix="/entwurf")


LABELS = {
    "contact": "Kontakt", "note": "Notiz", "goal": "Ziel", "measure": "Maßnahme", "conference": "Fallkonferenz",
    "closing": "Abschluss", "rating": "Einschätzung der Lebenslage", "referral": "Vermittlung", "letter": "Brief",
    "request": "Online-Anfrage", "protection": "Kinderschutz", "guide": "Leitfaden", "directory": "Verzeichnis",
    "correction": "Berichtigung", "person": "Person", "relation": "Beziehung", "warning": "Hinweis",
    "call_back": "Rückruf", "appointment": "Termin", "emergency": "Notfallzugriff", "plan": "Plan",
}  # fmt: skip


@blueprint.get("/")
@allow(*EVERYBODY)
def index() -> str:
    """What the account has begun to type and not yet saved, newest first."""
    rows = drafts.list_of(signed_in_user().id)
    return render_template("accounts/drafts.html", rows=rows, labels=LABELS)


@blueprint.get("/<key>")
@allow(*EVERYBODY)
def resume(key: str) -> Response:
    """Go on where a draft was left."""
    draft = drafts.find(key, signed_in_user().id)
    if draft is None:
        raise NotFound
    if endpoint := DRAFT_PAGES.get(draft.kind):
        return redirect(url_for(endpoint, key=key), 303)
    return redirect(f"{draft.page}?{urlencode({'entwurf': key})}" if draft.page else url_for("drafts.index"), 303)


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
    """Throw a draft away, and go back to where it was offered."""
    draft = drafts.find(key, signed_in_user().id)
    drafts.discard(key, signed_in_user().id)
    flash("Der Entwurf ist verworfen.", "info")
    offered_at_form = draft is not None and draft.page and request.form.get("zurueck") == "form"
    return redirect(draft.page if draft is not None and offered_at_form else url_for("drafts.index"), 303)
