"""Errors that carry a sentence for the user. A normal "no" is a value, not an error."""

from __future__ import annotations

from typing import Any


class LotseError(Exception):
    """Base of all errors that people may see; `message` is German and complete."""

    message = "Das ist nicht möglich."
    status = 400

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.message)
        if message:
            self.message = message


class RuleBroken(LotseError):
    """A rule of the domain refuses the change; nothing was stored."""

    status = 422


class FieldError(RuleBroken):
    """A rule refuses the value of one field; routes show the sentence there."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotFound(LotseError):
    """Unknown or forbidden: both look alike from outside."""

    message = "Diese Seite gibt es nicht, oder Sie dürfen sie nicht sehen."
    status = 404


class Forbidden(LotseError):
    """The role may not do this at all."""

    message = "Dafür fehlt Ihnen die Berechtigung."
    status = 403


class Stale(LotseError):
    """Somebody else saved the record meanwhile; `pairs` holds (label, yours, stored) for the page that shows both."""

    message = "Der Datensatz wurde inzwischen von jemand anderem geändert. Ihr Text ist nicht verloren."
    status = 409

    def __init__(self, pairs: list[tuple[str, Any, Any]], message: str | None = None) -> None:
        super().__init__(message)
        self.pairs = pairs


class Unavailable(LotseError):
    """A part of the installation is missing or does not answer; the message says what to do."""

    message = "Diese Funktion steht gerade nicht zur Verfügung."
    status = 503
