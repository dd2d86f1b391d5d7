"""Uploads: what a file is, judged by its content, and whether it may come in. Pure."""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from typing import Any

MOST_BYTES = 10 * 1024 * 1024
_MOST_ENTRIES, _MOST_UNPACKED, _MOST_RATIO = 500, 60 * 1024 * 1024, 200


@dataclass(frozen=True)
class FileType:
    """A kind of file that the office takes."""

    label: str
    mime: str
    endings: tuple[str, ...]


PDF = FileType("PDF", "application/pdf", (".pdf",))
JPEG = FileType("JPEG-Bild", "image/jpeg", (".jpg", ".jpeg"))
PNG = FileType("PNG-Bild", "image/png", (".png",))
DOCX = FileType("Word-Dokument", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
ODT = FileType("OpenDocument-Text", "application/vnd.oasis.opendocument.text", (".odt",))
ALLOWED = (PDF, JPEG, PNG, DOCX, ODT)
SCANS = (PDF, JPEG, PNG)
"""What comes out of a scanner or a camera."""


def endings(kinds: tuple[FileType, ...]) -> str:
    """Return the file endings of some kinds, for a sentence or an accept attribute."""
    return ", ".join(ending for kind in kinds for ending in kind.endings)


ENDINGS = endings(ALLOWED)


class Refused(ValueError):
    """The file may not come in; the text is a German sentence."""


@dataclass(frozen=True)
class Upload:
    """A file that was checked: safe name, type by content, the bytes."""

    name: str
    kind: FileType
    content: bytes

    @property
    def columns(self) -> dict[str, Any]:
        """The values that every table of files keeps, by the names of their columns."""
        digest = hashlib.sha256(self.content).hexdigest()
        size = len(self.content)
        return {
            "file_name": self.name, "mime": self.kind.mime, "size": size, "sha256": digest, "content": self.content
        }  # fmt: skip


def check(name: str, content: bytes, allowed: tuple[FileType, ...] = ALLOWED) -> Upload:
    """Return the checked upload, or raise Refused with the sentence for the user."""
    if not content:
        raise Refused("Die Datei ist leer.")
    if len(content) > MOST_BYTES:
        raise Refused(f"Die Datei ist größer als {MOST_BYTES // 1024 // 1024} MB.")
    safe = safe_name(name)
    kind = _recognise(content)
    if kind is None or kind not in allowed:
        raise Refused(f"Dieser Dateityp wird nicht angenommen. Möglich sind: {endings(allowed)}.")
    if not safe.lower().endswith(kind.endings):
        raise Refused(f"Der Inhalt ist {kind.label}, die Dateiendung sagt etwas anderes. Bitte nicht umbenennen.")
    return Upload(safe, kind, content)


def safe_name(name: str) -> str:
    """Return a name without path, control characters or surprises, at most 120 characters, its ending kept."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    clean = "".join(c if c.isalnum() or c in " ._-()+" else "_" for c in last).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    if not dot:
        return clean[:120] or "datei"
    return f"{stem[: 119 - len(ending[:10])] or 'datei'}.{ending[:10]}"


def _recognise(content: bytes) -> FileType | None:
    if content[:5] == b"%PDF-" and b"%%EOF" in content[-2048:]:
        return PDF
    if content[:3] == b"\xff\xd8\xff" and content.rstrip(b"\0")[-2:] == b"\xff\xd9":
        return JPEG
    if content[:8] == b"\x89PNG\r\n\x1a\n" and content[12:16] == b"IHDR" and b"IEND" in content[-16:]:
        return PNG
    return _recognise_archive(content) if content[:4] == b"PK\x03\x04" else None


def _recognise_archive(content: bytes) -> FileType | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {e.filename for e in entries}
            unpacked = sum(e.file_size for e in entries)
            if len(entries) > _MOST_ENTRIES or unpacked > min(_MOST_UNPACKED, _MOST_RATIO * len(content)):
                raise Refused("Die Datei ist ungewöhnlich gepackt und wird nicht angenommen.")
            if any(n.lower().endswith("vbaproject.bin") or n.startswith("Basic/") for n in names):
                raise Refused("Dokumente mit Makros werden nicht angenommen.")
            if "word/document.xml" in names and "[Content_Types].xml" in names:
                return DOCX
            if "mimetype" in names and archive.read("mimetype")[:60] == ODT.mime.encode():
                return ODT
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        return None
    return None
