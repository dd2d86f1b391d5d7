"""The directory as CSV and XLSX, in the columns that an import understands."""

from __future__ import annotations

import csv
import io

from flask import Response

from lotse.accounts.access import allow
from lotse.directory.queries.exports import HEAD, export_rows
from lotse.directory.routes.blueprint import EDITORS, blueprint
from lotse.foundation.clock import now
from lotse.foundation.spreadsheets import CSV_TYPE, XLSX_TYPE, Sheet, safe_text, write_xlsx


@blueprint.get("/verzeichnis.csv")
@allow(*EDITORS)
def export_csv() -> Response:
    """Give out all offers as CSV that German Excel opens by itself; the headings stand in the first line."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows(
        ["" if cell is None else safe_text(cell) if isinstance(cell, str) else cell for cell in row]
        for row in export_rows()
    )
    return _file(b"\xef\xbb\xbf" + out.getvalue().encode("utf-8"), CSV_TYPE, "verzeichnis.csv")


@blueprint.get("/verzeichnis.xlsx")
@allow(*EDITORS)
def export_xlsx() -> Response:
    """Give out all offers as a workbook."""
    sheet = Sheet("Verzeichnis", HEAD, export_rows())
    return _file(write_xlsx([sheet], created_at=now()), XLSX_TYPE, "verzeichnis.xlsx")


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f"attachment; filename={name}"})
