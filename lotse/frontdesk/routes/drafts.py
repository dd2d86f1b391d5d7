"""Drafts of contacts: resumed on whatever desk, thrown away by their author, never overwritten unseen."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import Field, HiddenField

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.parked import keep_draft, typed_in
from lotse.accounts.rules import SOCIAL_WORK
from lotse.foundation import drafts
from lotse.foundation.clock import now
from lotse.foundation.errors import NotFound
from lotse.frontdesk.forms.contact import ContactForm
from lotse.frontdesk.routes.blueprint import blueprint
from lotse.frontdesk.routes.contact_page import page, prepared


@blueprint.get("/empfang/entwurf/<key>")
@allow(*SOCIAL_WORK)
def resume(key: str) -> str:
    """Go on where a draft was left, on whatever desk."""
    draft = drafts.find(key, signed_in_user().id)
    if draft is None:
        raise NotFound
    form = prepared(ContactForm(formdata=MultiDict(draft.fields)))
    form.form_key.data, form.draft_version.data = draft.key, str(draft.version)
    return page(form, resumed=draft)


@blueprint.post("/empfang/entwurf/<key>/verwerfen")
@allow(*SOCIAL_WORK)
def discard(key: str) -> Response:
    """Throw a draft away."""
    drafts.discard(key, signed_in_user().id)
    flash("Der Entwurf ist verworfen.", "info")
    return redirect(url_for("frontdesk.index"), 303)


def two_versions(form: ContactForm) -> str | None:
    """Return the screen with both versions when the draft went on at another desk; each is kept as a draft."""
    typed, user_id = typed_in(request), signed_in_user().id
    other = drafts.find(form.form_key.data or "", user_id)
    if other is None or not drafts.is_news(other, typed):
        return None
    shown = (row for row in drafts.differences(typed.fields, other.fields) if not _is_hidden(form, row[0]))
    rows = [_in_words(form, row) for row in shown]
    mine = keep_draft(request, other.key, user_id, now())
    if mine is not None:
        form.form_key.data, form.draft_version.data = mine.key, str(mine.version)
    return page(form, rows=rows, other=other)


def _is_hidden(form: ContactForm, name: str) -> bool:
    """Whether a field is only the machinery's, or a tick among hits, which says nothing without them."""
    return isinstance(form._fields.get(name), HiddenField | None)


def _in_words(form: ContactForm, row: tuple[str, str, str]) -> tuple[str, str, str]:
    """Write a field and its two values as the screen shows them."""
    field = form._fields[row[0]]
    return field.label.text, _value_in_words(field, row[1]), _value_in_words(field, row[2])


def _value_in_words(field: Field, value: str) -> str:
    labels = {str(choice): label for choice, label, *_ in getattr(field, "choices", None) or []}
    return ", ".join(labels.get(part, part) for part in value.split(", ")) if labels else value
