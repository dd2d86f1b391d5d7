"""A token per session against forged forms: in every form and in the head of every page, compared on every write.

Sessions lie on the server, so the token needs no signature: what the page carries is compared with what the session
holds. Beside it a browser's own word about where a request comes from is taken, where it gives one.
"""

from __future__ import annotations

import hmac
import secrets
from typing import Any
from urllib.parse import urlsplit

from flask import request, session
from wtforms import ValidationError
from wtforms.csrf.core import CSRF

from lotse.foundation.errors import LotseError

FIELD = "csrf_token"
HEADER = "X-CSRFToken"


class ForeignForm(LotseError):
    """The request carries no token of this session, or comes from another site."""

    status = 400
    message = "Das Formular war abgelaufen. Bitte laden Sie die Seite neu und senden Sie es noch einmal."


class OldToken(ForeignForm):
    """The page is one of ours, but older than the session: somebody signed in again since it was opened."""


def token() -> str:
    """Return the token of the running session; a session without one gets it now."""
    held: str | None = session.get(FIELD)
    if held is None:
        held = session[FIELD] = secrets.token_hex(20)
    return held


def check() -> None:
    """Refuse the running request unless its form field or header carries the session's token."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"} or _is_foreign():
        raise ForeignForm
    if not _is_token(request.headers.get(HEADER) or request.form.get(FIELD) or ""):
        raise OldToken


def _is_foreign() -> bool:
    """Whether the browser names another host as the origin (with our Referrer-Policy most send `null`)."""
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).hostname != urlsplit(f"//{request.host}").hostname


def _is_token(given: str) -> bool:
    held: str | None = session.get(FIELD)
    return held is not None and hmac.compare_digest(held.encode(), given.encode("utf-8", "replace"))


class SessionToken(CSRF):
    """The same token as a field of every form; the guard has compared it before the form is read."""

    def generate_csrf_token(self, csrf_token_field: Any) -> str:  # noqa: ARG002  # the signature is WTForms'
        """Return what the page carries."""
        return token()

    def validate_csrf_token(self, form: Any, field: Any) -> None:  # noqa: ARG002
        """Refuse a form without the token; a fragment's header counts too."""
        if not _is_token(request.headers.get(HEADER) or field.data or ""):
            raise ValidationError(ForeignForm.message)
