"""Files on their way between a browser and the office: one that was chosen in a form, one that is given out."""

from __future__ import annotations

from flask import Response
from wtforms import FileField

from lotse.foundation.kept_files import KeptFile


def chosen_file(field: FileField) -> tuple[str, bytes]:
    """Return name and bytes of the file that was chosen in a field; only for a field that holds one."""
    return field.data.filename or "", field.data.read()


def as_download(file: KeptFile, content: bytes) -> Response:
    """Give a file out: always as a download, never shown inside the application."""
    answer = Response(content, mimetype=file.mime)
    answer.headers.set("Content-Disposition", "attachment", filename=file.file_name)
    return answer
