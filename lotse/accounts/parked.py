"""What arrived and could not be taken in: kept for its author, who finds it again and decides.

A form whose page keeps drafts goes to the drafts, every other one to the parked forms.
"""

from __future__ import annotations

import json
import uuid
from datetime import datetime

import sqlalchemy as sa
from flask import Request, current_app, url_for
from werkzeug.exceptions import HTTPException

from lotse.accounts.models import ParkedForm, User
from lotse.foundation import drafts
from lotse.foundation.db import db, own_transaction, roll_back

ENOUGH_FOR_A_FORM = 400_000
NEVER_KEPT = frozenset({"csrf_token", "parked_form", "password", "current", "again", "code"})
DRAFT_PAGES: dict[str, str] = {}
"""Kind of draft → endpoint that goes on with one; filled by the application, which knows every slice."""


def typed_in(request: Request) -> drafts.Typed:
    """Return what the page behind this request holds."""
    version = request.form.get("draft_version", "")
    return drafts.Typed(
        fields=list(request.form.items(multi=True)),
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
        writer=request.form.get("draft_writer", ""),
        kind=request.args.get("art") or request.form.get("draft_kind", "form"),
        about=request.args.get("zu", ""),
        page=_own_page(request.args.get("seite", "")),
    )


def _own_page(path: str) -> str:
    """Return the path when a form of ours can stand there, else nothing."""
    if not path.startswith("/") or path.startswith(("//", "/\\")) or len(path) > 500:
        return ""
    try:
        current_app.url_map.bind("localhost").match(path, method="GET")
    except HTTPException:
        return ""
    return path


def keep(request: Request, user_id: int, why: str, at: datetime) -> str | None:
    """Keep the form of this request beside its refusal; return the page where its author goes on, if there is one."""
    endpoint = DRAFT_PAGES.get(request.form.get("draft_kind", ""))
    roll_back()  # frees the write lock for the transaction that must survive
    with own_transaction() as own:
        if endpoint is not None:
            draft = _keep_draft(own, request, user_id, why, at)
            return url_for(endpoint, key=draft.key) if draft else None
        parked = _park(own, request, user_id, why, at)
        return url_for("accounts.parked_form", form_id=parked.id) if parked else None


def keep_draft(request: Request, key: str, user_id: int, at: datetime) -> drafts.FormDraft | None:
    """Keep a draft that is saved by a page whose session has ended."""
    roll_back()
    with own_transaction() as own:
        return drafts.save(key=key, typed=typed_in(request), user_id=user_id, now=at, session=own)


def _keep_draft(own: sa.orm.Session, request: Request, user_id: int, why: str, at: datetime) -> drafts.FormDraft | None:
    typed, key = typed_in(request), request.form.get("form_key", "")
    if why == "twice" or not drafts.is_key(key):
        typed, key = drafts.Typed(typed.fields, kind=typed.kind), uuid.uuid4().hex
    return drafts.save(key=key, typed=typed, user_id=user_id, now=at, session=own)


def _park(own: sa.orm.Session, request: Request, user_id: int, why: str, at: datetime) -> ParkedForm | None:
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in NEVER_KEPT]
    if why == "twice":
        fields = [(name, uuid.uuid4().hex if name == "form_key" else value) for name, value in fields]
    text = json.dumps(fields)
    if len(text) > ENOUGH_FOR_A_FORM:
        return None
    parked = ParkedForm(user_id=user_id, path=request.path[:500], why=why, fields=text, parked_at=at)
    own.add(parked)
    own.flush()
    return parked


def newest(user: User) -> ParkedForm | None:
    """Return the newest parked form of the account."""
    query = sa.select(ParkedForm).where(ParkedForm.user_id == user.id).order_by(ParkedForm.id.desc()).limit(1)
    return db.session.scalar(query)


def find(form_id: int, user: User) -> ParkedForm | None:
    """Return a parked form if it is the account's own."""
    return db.session.scalar(sa.select(ParkedForm).where(ParkedForm.id == form_id, ParkedForm.user_id == user.id))


def discard(form_id: int, user_id: int) -> None:
    """Delete a parked form of the account."""
    db.session.execute(sa.delete(ParkedForm).where(ParkedForm.id == form_id, ParkedForm.user_id == user_id))
