"""CSV as offices hand it over: unknown encoding, unknown delimiter, single lines that are broken."""

import csv
from collections.abc import Iterator

from lotse.directory.rules.sheets import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Problem, ProblemKind, Row, Sheet
from lotse.directory.rules.sheets import UnusableFile as Unusable

DELIMITERS = {";": "Semikolon", ",": "Komma", "\t": "Tabulator", "|": "senkrechter Strich"}
ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252", "cp850": "DOS (CP850)"}
_GERMAN = set("äöüÄÖÜß")
_USUAL = _GERMAN | set("éèáàâêëïîôúñçÉØøåÅæ–—„“”‚‘’…€§°·•½²³ \u00a0\u00ad«»´`+|~")
_MAX_LINES_PER_RECORD = 20


def read_csv(data: bytes, *, delimiter: str | None = None) -> Sheet:
    """Read delimited text whatever its encoding; broken lines become problems, the others rows."""
    if len(data) > MAX_BYTES:
        raise Unusable(f"Die Datei ist größer als {MAX_BYTES // 1024 // 1024} MB.")
    if not data.strip():
        raise Unusable("Die Datei ist leer.")
    encoding = recognise_encoding(data)
    lines, misfits = _decode_lines(data, encoding)
    chosen = delimiter or recognise_delimiter(lines)
    rows: list[Row] = []
    problems: list[Problem] = []
    header: tuple[str, ...] | None = None
    for first, last, text in _records(lines):
        if header is not None and (problem := _visible_problem(first, last, text, misfits, encoding)):
            problems.append(problem)
            continue
        try:
            cells = tuple(cell.strip() for cell in next(csv.reader([text], delimiter=chosen, strict=True)))
        except (csv.Error, StopIteration):
            problems.append(Problem(first, ProblemKind.QUOTES, "Anführungszeichen sind nicht richtig gesetzt."))
            continue
        if header is None:
            header = _check_header(cells)
            continue
        if problem := _shape_problem(first, cells, header):
            problems.append(problem)
        else:
            rows.append(Row(first, cells[: len(header)]))
        if len(rows) + len(problems) > MAX_ROWS:
            raise Unusable(f"Die Datei hat mehr als {MAX_ROWS} Zeilen. Bitte in Teilen einlesen.")
    if header is None:
        raise Unusable("Die Datei hat keine Kopfzeile.")
    source = f"{ENCODINGS[encoding]}, {DELIMITERS.get(chosen, chosen)}"
    return Sheet(header, tuple(rows), tuple(sorted(problems, key=lambda p: p.line)), source)


def recognise_encoding(data: bytes) -> str:
    """Name the encoding under which most lines of the file make sense."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in data[:200] and data[:200].count(b"\x00") > len(data[:200]) // 4:
        raise Unusable("Die Datei ist keine Textdatei. Bitte als CSV (UTF-8) oder XLSX speichern.")
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8"
    foreign = [line for line in data.splitlines() if not line.isascii()]
    good = sum(1 for line in foreign if _decodes(line, "utf-8"))
    if not foreign or good * 2 >= len(foreign):
        return "utf-8"
    return max(("cp1252", "cp850"), key=lambda name: _german_score(foreign, name))


def recognise_delimiter(lines: list[str]) -> str:
    """Return the delimiter that splits the first lines most evenly into most columns."""
    sample = [line for line in lines[:30] if line.strip()][:15]

    def evenness(mark: str) -> tuple[int, int]:
        counts = [_count_outside_quotes(line, mark) for line in sample]
        head = counts[0] if counts else 0
        return (sum(1 for n in counts if n == head) if head else 0, head)

    best = max(DELIMITERS, key=lambda mark: (evenness(mark)[0] * min(evenness(mark)[1], 5), evenness(mark)[1]))
    return best if evenness(best)[1] else ";"


def _decodes(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _german_score(lines: list[bytes], encoding: str) -> int:
    text = b"\n".join(lines[:2000]).decode(encoding, errors="replace")
    strange = sum(1 for sign in text if ord(sign) > 127)
    return 2 * sum(1 for sign in text if sign in _GERMAN) - strange


def _decode_lines(data: bytes, encoding: str) -> tuple[list[str], set[int]]:
    """Return all lines as text, and the numbers (from 1) of those that do not fit the encoding."""
    if encoding == "utf-16":
        return data.decode("utf-16", errors="replace").splitlines(), set()
    lines: list[str] = []
    misfits: set[int] = set()
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").split(b"\n"), start=1):
        line = raw.replace(b"\r", b"\n")
        try:
            text = line.decode(encoding)
        except UnicodeDecodeError:
            text = line.decode(encoding, errors="replace")
            misfits.add(number)
        else:
            if encoding != "utf-8" and _looks_like_other_encoding(line, text):
                misfits.add(number)
        lines.append(text)
    # A file of old Macintosh line ends is one line so far.
    if len(lines) <= 2 and "\n" in lines[0]:
        return [part for line in lines for part in line.split("\n")], set()
    return lines, misfits


def _looks_like_other_encoding(raw: bytes, text: str) -> bool:
    """Tell whether a line of an eight-bit file was written as UTF-8 (two odd signs for one umlaut)."""
    return not raw.isascii() and _decodes(raw, "utf-8") and any(sign not in _USUAL for sign in text if ord(sign) > 127)


def _records(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """Join physical lines whose quotes are still open; give up on a quote that never closes."""
    at = 0
    while at < len(lines):
        end, text = at, lines[at]
        while text.count('"') % 2 and end + 1 < len(lines) and end - at < _MAX_LINES_PER_RECORD:
            end += 1
            text = f"{text}\n{lines[end]}"
        if text.count('"') % 2:
            end, text = at, lines[at]
        if text.strip():
            yield at + 1, end + 1, text
        at = end + 1


def _visible_problem(first: int, last: int, text: str, misfits: set[int], encoding: str) -> Problem | None:
    if misfits.intersection(range(first, last + 1)):
        return Problem(
            first,
            ProblemKind.ENCODING,
            f"Die Zeichen dieser Zeile passen nicht zum Zeichensatz der Datei ({ENCODINGS[encoding]}).",
        )
    if any((ord(sign) < 32 and sign not in "\t\n\r") or sign in "\u2028\u2029\ufffe\uffff" for sign in text):
        return Problem(first, ProblemKind.CHARACTERS, "Die Zeile enthält Steuerzeichen, die kein Text sind.")
    if "\ufffd" in text:
        return Problem(first, ProblemKind.ENCODING, "Die Zeile enthält Ersatzzeichen (�): Umlaute sind verloren.")
    return None


def _shape_problem(line: int, cells: tuple[str, ...], header: tuple[str, ...]) -> Problem | None:
    surplus = cells[len(header) :]
    if len(cells) < len(header) or any(surplus):
        return Problem(
            line,
            ProblemKind.COLUMNS,
            f"Die Zeile hat {len(cells)} statt {len(header)} Spalten.",
        )
    if any(len(cell) > MAX_CELL for cell in cells):
        return Problem(line, ProblemKind.TOO_LONG, f"Ein Feld ist länger als {MAX_CELL} Zeichen.")
    return None


def _check_header(cells: tuple[str, ...]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    if len(cells) > MAX_COLUMNS:
        raise Unusable(f"Die Datei hat mehr als {MAX_COLUMNS} Spalten.")
    if len(cells) < 2:
        raise Unusable("In der ersten Zeile sind keine Spalten zu erkennen. Trennzeichen ist meist das Semikolon.")
    return cells


def _count_outside_quotes(line: str, mark: str) -> int:
    return sum(part.count(mark) for part in line.split('"')[::2])
