"""The way into help: newcomers whose case was opened, appointments kept and missed, the wait for the first."""

from lotse.statistics.rules import findings
from lotse.statistics.rules.contact_tally import ContactTally
from lotse.statistics.rules.pages import TOTAL_KEY, Section
from lotse.statistics.rules.spreads import spread
from lotse.statistics.rules.tables import MISSING, Column, Kind, Row, Table

CONVERTED = Column("converted", "Erstkontakt wird Fall", Kind.SHARE, whole="newcomers", figure="conversion")
APPOINTMENTS_MISSED = Column(
    "missed", "Nicht erschienen", Kind.SHARE, whole="appointments", figure="no_show", query={"liste": "termine"}
)


def arrival_counts(tally: ContactTally) -> dict[str, int]:
    """Return the counts of newcomers and appointments."""
    new, dates = tally.read("neu"), tally.read("termin")
    return {
        "newcomers": new["converted"] + new["alone"],
        "converted": new["converted"],
        "alone": new["alone"],
        "unripe": new["unripe"],
        "everyone_new": new.total(),
        "appointments": dates["kept"] + dates["missed"],
        "kept": dates["kept"],
        "missed": dates["missed"],
    }


def arrival_sections(tally: ContactTally) -> list[Section]:
    """Return newcomers, appointments and the wait for the first one."""
    counts = arrival_counts(tally)
    ways = {
        "converted": "Fall in 30 Tagen eröffnet",
        "alone": "ohne Fall in 30 Tagen",
        "unripe": "noch nicht reif (Erstkontakt jünger als 30 Tage)",
    }
    new = Column("n", "Anzahl", figure="conversion")
    newcomers = _parts("neu", "Personen mit erstem Kontakt", "Verlauf", ways, counts, "everyone_new", new)
    outcomes = {"kept": "wahrgenommen", "missed": "nicht erschienen, nicht abgesagt"}
    due = Column("n", "Anzahl", figure="no_show", query={"liste": "termine"})
    dates = _parts("termine", "Fällige Termine", "Ausgang", outcomes, counts, "appointments", due)
    return [
        Section(newcomers, lambda t: findings.largest(t, "n", "Am häufigsten"), "bars", ("n",)),
        Section(dates, lambda t: findings.largest(t, "n", "Am häufigsten"), "bars", ("n",)),
        _wait(tally),
    ]


def _parts(
    key: str, title: str, row_title: str, names: dict[str, str], counts: dict[str, int], whole: str, column: Column
) -> Table:
    def row(name: str, label: str, counter: str) -> Row:
        return Row(name, label, {"n": counts[counter]}, query={"liste": "kontakte", "spalte": counter})

    rows = [row(f"{key}={name}", label, name) for name, label in names.items()]
    return Table(key, title, row_title, [column], rows, row(f"{TOTAL_KEY}-{key}", "Alle", whole))


def _wait(tally: ContactTally) -> Section:
    found = spread({int(days): counts["n"] for days, counts in tally.values("wartezeit").items()})
    query = {"liste": "termine", "spalte": "first_wait"}
    row = Row("wait=first", "bis zum ersten Termin", {"n": found.n if found else 0}, {"days": found}, query=query)
    columns = [
        Column("n", "Personen", figure="first_wait"),
        Column("days", "Median", Kind.MEDIAN, unit=" Arbeitstage"),
        Column("days", "mittlere Hälfte", Kind.QUARTILES, unit=" Arbeitstage"),
        Column("days", "neun von zehn bis", Kind.NINETY, unit=" Arbeitstage"),
    ]
    table = Table("wartezeiten", "Wartezeit bis zum ersten Termin", "Zeit", columns, [row], adds_up=False)
    return Section(table, _say_wait)


def _say_wait(table: Table) -> str:
    text = table.text(table.rows[0], table.columns[1])
    return f"Die Hälfte hatte den ersten Termin nach höchstens {text}." if text != MISSING else findings.nothing(table)
