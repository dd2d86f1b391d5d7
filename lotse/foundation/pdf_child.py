"""The process that turns HTML into PDF. It reads jobs from standard input and knows nothing else of the application.

Started by `lotse.foundation.pdf` as a module, so that a crash in a C library, a hang or a page that eats all memory
ends this process and not the server. A job is one JSON list, an answer a status byte and a body, each with its
length in front.
"""

import json
import logging
import struct
import sys
import unicodedata
from typing import Any, BinaryIO

from lotse.foundation.pdf_finish import FileInside, finish

MEMORY_LIMIT = 512 * 1024 * 1024
CACHED_STYLESHEETS = 16
OPTIONS = {"pdf_variant": "pdf/a-3a", "pdf_forms": True}


class Refused(Exception):
    """The document cannot be printed as it should be; carries a word for the reason and the detail."""


class Complaints(logging.Handler):
    """Collects what WeasyPrint would only have written to its log: every complaint is a reason to refuse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []
        self.missing_glyphs: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Remember one complaint; a character that no font has is told apart, for the user can mend it."""
        if record.msg.startswith(".notdef glyph") and isinstance(record.args, tuple):
            self.missing_glyphs.add(str(record.args[0]))
        else:
            self.heard.append(record.getMessage())

    def answer_for(self) -> None:
        """Refuse the document if anything was heard."""
        if self.missing_glyphs:
            raise Refused("glyph", "".join(sorted(self.missing_glyphs)))
        if self.heard:
            raise Refused("markup", " / ".join(self.heard[:5]))


class Press:
    """WeasyPrint with everything that is dear to set up made once: fonts, stylesheets, the fetcher."""

    def __init__(self) -> None:
        import weasyprint  # a second of loading that only a child which prints pays
        from weasyprint.text.fonts import FontConfiguration

        self._weasyprint = weasyprint
        self._fonts = FontConfiguration()
        self._fetcher = weasyprint.URLFetcher(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)
        self._stylesheets: dict[str, Any] = {}
        self._complaints = Complaints()
        logger = logging.getLogger("weasyprint")
        logger.handlers[:] = [self._complaints]
        logger.propagate = False

    def print(self, sheets: list[tuple[str, str]]) -> bytes:
        """Return one PDF of the given HTML documents, each starting on a page of its own."""
        self._complaints.heard.clear()
        self._complaints.missing_glyphs.clear()
        documents = [self._layout(unicodedata.normalize("NFC", html), css) for html, css in sheets]
        joined = documents[0].copy([page for document in documents for page in document.pages])
        pdf: bytes = joined.write_pdf(
            finisher=lambda document, objects: finish(objects, document.fonts.values()), **OPTIONS
        )
        self._complaints.answer_for()
        return pdf

    def _layout(self, html: str, css: str) -> Any:
        if css not in self._stylesheets:
            while len(self._stylesheets) >= CACHED_STYLESHEETS:
                self._stylesheets.pop(next(iter(self._stylesheets)))
            self._stylesheets[css] = self._weasyprint.CSS(
                string=css, font_config=self._fonts, url_fetcher=self._fetcher
            )
        document = self._weasyprint.HTML(string=html, url_fetcher=self._fetcher, base_url="data:,")
        return document.render(stylesheets=[self._stylesheets[css]], font_config=self._fonts, **OPTIONS)


def answer(press: Press, sheets: list[tuple[str, str]]) -> tuple[bytes, bytes]:
    """Do one job; a failure is an answer too."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        return b"+", press.print(sheets)
    except Refused as refused:
        kind, detail = refused.args
    except FatalURLFetchingError:
        kind, detail = "asset", ""  # the address may hold personal data
    except FileInside:
        kind, detail = "attachment", ""
    except MemoryError:
        kind, detail = "memory", ""
    except Exception as error:
        kind, detail = "crash", type(error).__name__
    return b"-", json.dumps({"kind": kind, "detail": detail}).encode()


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer jobs until the server closes the pipe."""
    press = Press()
    while len(head := source.read(4)) == 4:
        status, body = answer(press, json.loads(source.read(struct.unpack(">I", head)[0])))
        sink.write(status + struct.pack(">I", len(body)) + body)
        sink.flush()
        if status == b"-" and b'"memory"' in body:
            return


def limit_memory() -> None:
    """Let the system refuse this process more memory than a letter can need."""
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


if __name__ == "__main__":
    limit_memory()
    serve(sys.stdin.buffer, sys.stdout.buffer)
