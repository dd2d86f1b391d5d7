"""The proof of a consent: drawn or typed on the screen before a witness, or a signed sheet that was scanned."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from lotse.disclosure import queries
from lotse.disclosure.models import Consent, ConsentSheet
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.foundation.kept_files import keep_file
from lotse.foundation.signature import NoSignature, read
from lotse.foundation.uploads import SCANS

if TYPE_CHECKING:
    from lotse.accounts.models import User

MOST_SHEETS = 10


def sign(*, consent: Consent, signature: str = "", typed_name: str = "", witnessed: bool = False, by: User) -> None:
    """Sign an electronic consent: by a drawn signature, or by a typed name that a colleague witnessed.

    Raises FieldError at the field that is missing; a consent on paper or by word takes no signature on the screen.
    """
    if consent.form != "electronic":
        if signature.strip() or typed_name.strip():
            raise FieldError("form", "Auf dem Bildschirm unterschrieben wird nur eine elektronische Einwilligung.")
        return
    if signature.strip():
        try:
            consent.signature, consent.signed_how = read(signature).stored(), "drawn"
        except NoSignature as fault:
            raise FieldError("typed_name", str(fault)) from fault
    elif not typed_name.strip():
        raise FieldError("typed_name", "Bitte im Feld unterschreiben lassen oder den Namen eintippen.")
    elif not witnessed:
        raise FieldError("witnessed", "Ein getippter Name zählt nur, wenn jemand von uns dabei war.")
    else:
        consent.signed_how = "typed"
    if typed_name.strip():
        consent.signed_by = typed_name.strip()[:200]
    consent.witnessed_by_id = by.id if witnessed or consent.signed_how == "typed" else None
    db.session.flush()


def add_sheet(*, consent: Consent, file_name: str, content: bytes, by: User, now: datetime) -> ConsentSheet:
    """Keep the scan of a signed sheet (PDF, JPEG or PNG, judged by its content), encrypted.

    Raises RuleBroken for an oral consent, FieldError at `sheet` for a file that may not come in and one too many.
    """
    if consent.form == "oral":
        raise RuleBroken("Zu einer mündlichen Einwilligung gehört kein unterschriebener Bogen.")
    if queries.count_sheets(consent.id) >= MOST_SHEETS:
        raise FieldError("sheet", f"Mehr als {MOST_SHEETS} Bögen gehören nicht zu einer Einwilligung.")
    return keep_file(
        ConsentSheet, consent_id=consent.id,
        field="sheet", file_name=file_name, content=content, allowed=SCANS, by_id=by.id, now=now,
    )  # fmt: skip
