"""Upload of a delivered list."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired

from lotse.foundation.web.forms import GermanForm


class UploadForm(GermanForm):
    """One file; what it is, its content says."""

    file = FileField(
        "CSV- oder XLSX-Datei",
        [FileRequired("Bitte eine Datei wählen.")],
        description="Höchstens 10 MB. Zeichensatz, Trennzeichen und Spalten werden erkannt.",
        render_kw={"accept": ".csv,.txt,.xlsx"},
    )
