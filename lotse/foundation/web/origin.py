"""A browser's own word about where a request comes from, beside the token that Flask-WTF compares."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Request

from lotse.foundation.errors import LotseError


class ForeignForm(LotseError):
    """The request comes from another site."""

    status = 400
    message = "Das Formular war abgelaufen. Bitte laden Sie die Seite neu und senden Sie es noch einmal."


def refuse_foreign(request: Request) -> None:
    """Raise ForeignForm when the browser says that another site sends the request; silence is no word against it.

    With our Referrer-Policy most browsers send `Origin: null`, and none sends the Referer that Flask-WTF could compare.
    """
    origin = request.headers.get("Origin", "null")
    is_foreign = origin != "null" and urlsplit(origin).hostname != urlsplit(f"//{request.host}").hostname
    if is_foreign or request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise ForeignForm
