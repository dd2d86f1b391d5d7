"""The page on contacts: channel, concern, language, result, hour and weekday, repeats."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from lotse.contacts.rules import CHANNELS, RESULTS
from lotse.statistics.rules import findings
from lotse.statistics.rules.counted import Frame
from lotse.statistics.rules.pages import BEFORE_KEY, TOTAL_KEY, Page, Section
from lotse.statistics.rules.periods import SHORT_MONTHS
from lotse.statistics.rules.records import ContactRecord
from lotse.statistics.rules.referral_facts import UNKNOWN
from lotse.statistics.rules.tables import Column, Kind, Row, Table

CONTACTS = Column("contacts", "Kontakte", figure="contacts")
PERSONS = Column("persons", "Personen", figure="persons")
ANONYMOUS = Column("anonymous", "Anonym", figure="anonymous")
REPEATED = Column("repeated", "Wiederholt", Kind.SHARE, whole="known", figure="repeat")
INTERPRETED = Column("interpreted", "Mit Sprachmittlung", Kind.SHARE, whole="contacts", figure="interpreted")
WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
HOURS = range(7, 20)
LANGUAGES = 15
RESULT_NAMES = {str(code): name for code, name in RESULTS.items()}


def contacts_page(records: Sequence[ContactRecord], before: Sequence[ContactRecord] | None, frame: Frame) -> Page:
    """Build the page from the contacts of the period (and of the one compared with)."""
    total = Row(TOTAL_KEY, "Alle", _counts(records, frame.period.key))
    rows = [total]
    if before is not None:
        rows.append(Row(BEFORE_KEY, frame.before_label, _counts(before, frame.before_key)))
    open_records = [r for r in records if not r.restricted]
    overview = Table(
        "ueberblick", "Überblick", "Zeitraum", [CONTACTS, PERSONS, ANONYMOUS, REPEATED, INTERPRETED], rows,
        adds_up=False, sums=[("contacts", ("known", "anonymous"))],
    )  # fmt: skip
    languages = {r.language for r in open_records}

    def by(
        key: str,
        title: str,
        row_title: str,
        names: Mapping[str, str],
        of: Callable[[ContactRecord], Iterable[str]],
        limit: int = 0,
    ) -> Section:
        return _by(open_records, total, frame, key, title, row_title, names, of, limit)

    areas, sites = frame.labels.get("area", {}), frame.labels.get("site", {})
    sections = [
        _months(open_records, total, frame),
        by("weg", "Kontakte nach Weg", "Weg", {str(c): n for c, n in CHANNELS.items()}, lambda r: [r.channel]),
        _heat(open_records),
        by("anliegen", "Kontakte nach Anliegen", "Anliegen", areas, lambda r: r.areas or (UNKNOWN,)),
        by("ergebnis", "Kontakte nach Ergebnis", "Ergebnis", RESULT_NAMES, lambda r: [r.result]),
        by("sprache", "Kontakte nach Sprache", "Sprache", {n: n for n in languages}, lambda r: [r.language], LANGUAGES),
        by("standort", "Kontakte nach Standort", "Standort", sites, lambda r: [str(r.site_id)]),
    ]
    notes = ["Ein Kontakt mit mehreren Anliegen zählt bei jedem davon; die Summe zählt ihn einmal."]
    return Page("kontakte", "Kontakte", overview, sections, frame.before_label, notes)


def _counts(records: Iterable[ContactRecord], period: str) -> dict[str, int]:
    counts = dict.fromkeys(("contacts", "persons", "anonymous", "known", "repeated", "interpreted"), 0)
    for record in records:
        counts["contacts"] += 1
        counts["anonymous"] += record.anonymous
        counts["known"] += not record.anonymous
        counts["repeated"] += record.repeated
        counts["interpreted"] += record.interpreted
        counts["persons"] += period in record.first_in
    return counts


def _months(records: Sequence[ContactRecord], total: Row, frame: Frame) -> Section:
    rows = []
    for month in frame.months:
        inside = [r for r in records if month.start <= r.day <= month.end]
        rows.append(Row(f"month={month.key}", SHORT_MONTHS[month.month - 1], _counts(inside, month.key)))
    columns = [Column("known", "mit Person"), ANONYMOUS, Column("contacts", "gesamt", figure="contacts"), PERSONS]
    table = Table(
        "monate", "Kontakte je Monat", "Monat", columns, rows, total, sums=[("contacts", ("known", "anonymous"))]
    )
    return Section(table, lambda t: findings.peak(t, "contacts", "Kontakte"), "columns", ("known", "anonymous"))


def _by(
    records: Sequence[ContactRecord], total: Row, frame: Frame, key: str, title: str, row_title: str,
    names: Mapping[str, str], of: Callable[[ContactRecord], Iterable[str]], limit: int,
) -> Section:  # fmt: skip
    groups: dict[str, list[ContactRecord]] = {}
    for record in records:
        for value in of(record):
            groups.setdefault(value, []).append(record)
    rows = [
        Row(f"{key}={value}", names.get(value, value), _counts(groups[value], frame.period.key))
        for value in sorted(groups, key=lambda v: names.get(v, v))
    ]
    columns = [CONTACTS, REPEATED, INTERPRETED] if key in ("anliegen", "sprache") else [CONTACTS, ANONYMOUS]
    table = Table(
        f"nach-{key}",
        title,
        row_title,
        columns,
        rows,
        total,
        ranked_by="contacts",
        limit=limit,
        adds_up=key != "anliegen",
    )
    return Section(table, lambda t: findings.largest(t, "contacts", "Am häufigsten"), "bars", ("contacts",))


def _heat(records: Sequence[ContactRecord]) -> Section:
    cells = Counter((r.weekday, min(max(r.hour, HOURS[0]), HOURS[-1])) for r in records)
    days = [d for d in range(7) if d < 5 or any(cells[d, h] for h in HOURS)]
    columns = [Column(f"hour{h}", f"{h}") for h in HOURS]
    rows = [Row(f"weekday={d}", WEEKDAYS[d], {f"hour{h}": cells[d, h] for h in HOURS}) for d in days]
    table = Table("stunden", "Kontakte nach Wochentag und Stunde", "Wochentag", columns, rows, adds_up=False)
    return Section(
        table,
        lambda t: findings.busiest(t, "Am meisten los ist").replace(" (", " Uhr ("),
        "heatmap",
        [c.key for c in columns],
        ("contacts",),
        note="Jede Spalte ist eine Stunde: 9 heißt 9 bis 10 Uhr. Frühere und spätere Kontakte stehen am Rand.",
        wide=True,
    )
