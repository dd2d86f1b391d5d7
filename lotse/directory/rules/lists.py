"""The one entrance for delivered lists: CSV or XLSX by content, never by name."""

from lotse.directory.rules.sheets import MAX_BYTES, Sheet, UnusableFile
from lotse.directory.rules.text_files import read_csv
from lotse.directory.rules.workbooks import is_workbook, read_xlsx


def read_list(data: bytes) -> Sheet:
    """Read a delivered list as a sheet, or say in German why it cannot be read."""
    if len(data) > MAX_BYTES:
        raise UnusableFile(f"Die Datei ist größer als {MAX_BYTES // 1024 // 1024} MB.")
    if is_workbook(data):
        return read_xlsx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnusableFile("Das alte Format .xls wird nicht gelesen. Bitte als .xlsx oder CSV speichern.")
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf")):
        raise UnusableFile("Die Datei ist keine Liste. Gelesen werden CSV und XLSX.")
    return read_csv(data)
