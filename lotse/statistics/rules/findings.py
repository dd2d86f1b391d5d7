"""One sentence per table that says what it shows; written from the same, perhaps protected, numbers."""

from collections.abc import Collection, Sequence

from lotse.statistics.rules.tables import Table, german

NOTHING = "Nichts davon in diesem Zeitraum."
TOO_SMALL = "Für diesen Zeitraum zu klein oder null."


def nothing(table: Table) -> str:
    """Say that there is nothing to say; of protected numbers nobody knows whether they are null or small."""
    return TOO_SMALL if table.is_protected else NOTHING


def largest(table: Table, column: str, what: str) -> str:
    """Say which group leads: 'Die meisten Vermittlungen: Schulden (612 von 2 914).'"""
    shown = table.column(column)
    rows = [(table.value(row, shown) or 0, row) for row in table.shown_rows]
    most, row = max(rows, key=lambda pair: pair[0], default=(0, None))
    if row is None or not most:
        return nothing(table)
    whole = table.value(table.total, shown) if table.total else None
    of = f" von {german(whole)}" if whole else ""
    second = sorted(rows, key=lambda pair: -pair[0])[1:2]
    tie = second and second[0][0] == most
    return f"{what}: {row.label}{' und andere' if tie else ''} ({german(most)}{of})."


def peak(table: Table, column: str, what: str) -> str:
    """Say when most happened and how the last stands to the first: for time series."""
    shown = table.column(column)
    rows = [(table.value(row, shown), row) for row in table.shown_rows]
    known = [(value, row) for value, row in rows if value is not None]
    if not known or not max(value for value, _ in known):
        return nothing(table)
    most, row = max(known, key=lambda pair: pair[0])
    least, low = min(known, key=lambda pair: pair[0])
    if len(known) == 1:
        return f"{what}: {row.label} ({table.text(row, shown)})."
    if most == least:
        return f"{what}: durchgehend gleich ({table.text(row, shown)})."
    sentence = f"{what}: am meisten {row.label} ({table.text(row, shown)})"
    if sum(value == least for value, _ in known) > 1:
        return f"{sentence}."
    return f"{sentence}, am wenigsten {low.label} ({table.text(low, shown)})."


def busiest(table: Table, what: str, keys: Collection[str] = ()) -> str:
    """Say which cell of a grid is the fullest; of all columns, or of those named."""
    columns = [column for column in table.columns if not keys or column.key in keys]
    cells = [(table.value(row, column) or 0, row.label, column.title) for row in table.shown_rows for column in columns]
    most, row, column = max(cells, key=lambda cell: cell[0], default=(0, "", ""))
    return f"{what}: {row}, {column} ({german(most)})." if most else nothing(table)


def change(now: float | None, before: float | None) -> str:
    """Compare with the period before: '+6,3 %'; only where the earlier number carries a percentage."""
    if now is None or before is None or before < 10:
        return ""
    percent = round(100 * (now - before) / before, 1)
    return f"{'+' if percent > 0 else '−' if percent < 0 else '±'}{german(abs(percent))}\u00a0%"


def listing(names: Sequence[str]) -> str:
    """Join names: 'A, B und C'."""
    return " und ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))
