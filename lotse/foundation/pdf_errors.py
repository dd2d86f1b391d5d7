"""What can go wrong between HTML and PDF, in sentences for the user."""

from __future__ import annotations

from typing import ClassVar

from lotse.foundation.errors import LotseError, Unavailable

INSTALL_LINE = "sudo apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class PdfUnavailable(Unavailable):
    """This machine lacks the libraries that PDFs need; the message names the line that installs them."""

    message = f"PDFs können auf diesem Server noch nicht erzeugt werden. Auf dem Server ausführen: {INSTALL_LINE}"


class PdfFailed(LotseError):
    """One document could not be printed; `message` says why, `kind` in a word, `detail` is for the log only."""

    sentences: ClassVar[dict[str, str]] = {
        "timeout": "Das Dokument braucht mehr als 20 Sekunden Rechenzeit und wurde abgebrochen. Bitte kürzen Sie es.",
        "memory": "Das Dokument ist zu groß und wurde abgebrochen. Bitte kürzen Sie es.",
        "glyph": "Diese Zeichen kann der Drucker nicht: {signs}. Bitte schreiben Sie sie mit anderen Buchstaben.",
        "asset": "Ein Bild für das Dokument fehlt. Das ist ein Fehler der Vorlage.",
        "attachment": "Das Dokument enthält eine angehängte Datei und wird deshalb nicht gedruckt.",
        "busy": "Gerade werden sehr viele Dokumente gedruckt. Bitte versuchen Sie es gleich noch einmal.",
        "markup": "Die Vorlage des Dokuments ist fehlerhaft.",
    }
    otherwise = "Das Dokument konnte nicht erzeugt werden. Bitte versuchen Sie es noch einmal."
    statuses: ClassVar[dict[str, int]] = {"glyph": 422, "timeout": 422, "memory": 422, "busy": 503}

    def __init__(self, kind: str, detail: str = "") -> None:
        self.kind, self.detail = kind, detail
        self.status = self.statuses.get(kind, 500)
        signs = ", ".join(f"„{sign}“ (U+{ord(sign):04X})" for sign in detail[:5]) if kind == "glyph" else ""
        super().__init__(self.sentences.get(kind, self.otherwise).format(signs=signs))
