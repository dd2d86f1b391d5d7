"""The page on contacts: channel, concern, language, result, hour and weekday, repeats, and the way into help."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lotse.contacts.rules import CHANNELS, INTERPRETING, RESULTS
from lotse.foundation.dates_in_words import MONTHS_SHORT, WEEKDAYS_SHORT
from lotse.statistics.rules import findings
from lotse.statistics.rules.arrival_sections import APPOINTMENTS_MISSED, CONVERTED, arrival_counts, arrival_sections
from lotse.statistics.rules.contact_tally import HOURS, ContactTally, person_counter
from lotse.statistics.rules.counted import Frame
from lotse.statistics.rules.pages import BEFORE_KEY, TOTAL_KEY, Page, Section
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.referral_facts import AGE_GROUPS, SEXES, UNKNOWN
from lotse.statistics.rules.tables import Column, Kind, Row, Table

CONTACTS = Column("contacts", "Kontakte", figure="contacts")
PERSONS = Column("persons", "Personen", figure="persons")
KNOWN = Column("known", "mit Person")
ANONYMOUS = Column("anonymous", "Anonym", figure="anonymous")
REPEATED = Column("repeated", "Wiederholt", Kind.SHARE, whole="known", figure="repeat")
INTERPRETED = Column("interpreted", "Mit Sprachmittlung", Kind.SHARE, whole="contacts", figure="interpreted")
LANGUAGES = 15
COUNTS = ("contacts", "anonymous", "known", "repeated", "interpreted")
BOTH = [("contacts", ("known", "anonymous"))]
ORDERED = {"alter": AGE_GROUPS, "geschlecht": tuple(SEXES)}


@dataclass(frozen=True)
class CountedContacts:
    """The contacts of a period month by month, and of the months compared with."""

    months: Mapping[str, ContactTally]
    before: Sequence[ContactTally] | None = None
    exact: bool = False

    def whole(self) -> ContactTally:
        """Return the sum of the period."""
        return _sum(list(self.months.values()))


def contacts_page(counted: CountedContacts, frame: Frame) -> Page:
    """Build the page from the contacts of the period (and of the one compared with)."""
    tally = counted.whole()
    total = Row(TOTAL_KEY, "Alle", _total(tally, frame.period, counted.exact), query={"liste": "kontakte"})
    rows = [total]
    if counted.before is not None:
        rows.append(Row(BEFORE_KEY, frame.before_label, _total(_sum(counted.before), frame.period, counted.exact)))
    tiles = [CONTACTS, PERSONS, ANONYMOUS, REPEATED, INTERPRETED, CONVERTED, APPOINTMENTS_MISSED]
    overview = Table("ueberblick", "Überblick", "Zeitraum", tiles, rows, adds_up=False, sums=BOTH)
    areas, sites = frame.labels.get("area", {}), frame.labels.get("site", {})
    kinds = {str(code) or "none": name for code, name in INTERPRETING.items()}
    sections = [
        _months(counted, total, frame),
        _by(tally, total, "weg", "Kontakte nach Weg", "Weg", {str(c): n for c, n in CHANNELS.items()}),
        _heat(tally),
        *arrival_sections(tally),
        _by(tally, total, "anliegen", "Kontakte nach Anliegen", "Anliegen", areas),
        _by(tally, total, "ergebnis", "Kontakte nach Ergebnis", "Ergebnis", {str(c): n for c, n in RESULTS.items()}),
        _by(tally, total, "sprache", "Kontakte nach Sprache", "Sprache", {}, LANGUAGES),
        _by(tally, total, "mittlung", "Sprachmittlung nach Art", "Sprachmittlung", kinds),
        _by(tally, total, "alter", "Kontakte nach Altersgruppe", "Alter", frame.labels.get("age", {})),
        _by(tally, total, "geschlecht", "Kontakte nach Geschlecht", "Geschlecht", SEXES),
        _by(tally, total, "standort", "Kontakte nach Standort", "Standort", sites),
    ]
    notes = [
        "Ein Kontakt mit mehreren Anliegen zählt bei jedem davon; die Summe zählt ihn einmal.",
        "Erste Kontakte und Termine zählen beim Team der Person, die sie führte; der Empfang gehört zu keinem Team.",
    ]
    return Page("kontakte", "Kontakte", overview, sections, frame.before_label, notes)


def _sum(parts: Sequence[ContactTally]) -> ContactTally:
    whole = ContactTally()
    for part in parts:
        whole.add(part)
    return whole


def _total(tally: ContactTally, period: Period, exact: bool) -> dict[str, int]:
    counts = tally.total(exact)
    return {**_counts(counts), "persons": counts[person_counter(period)], **arrival_counts(tally)}


def _counts(counts: Counter[str]) -> dict[str, int]:
    return {name: counts[name] for name in COUNTS}


def _months(counted: CountedContacts, total: Row, frame: Frame) -> Section:
    rows = []
    for month in frame.months:
        tally = counted.months.get(month.key, ContactTally())
        counts = tally.total(exact=True)  # restricted contacts are in no part
        rows.append(
            Row(
                f"month={month.key}",
                MONTHS_SHORT[month.month - 1],
                {**_counts(counts), "persons": counts["persons_m"]},
                query={"liste": "kontakte", "monat": month.key},
            )
        )
    columns = [KNOWN, ANONYMOUS, Column("contacts", "gesamt", figure="contacts"), PERSONS]
    table = Table("monate", "Kontakte je Monat", "Monat", columns, rows, total, sums=BOTH)
    return Section(table, lambda t: findings.peak(t, "contacts", "Kontakte"), "columns", ("known", "anonymous"))


def _by(
    tally: ContactTally, total: Row, axis: str, title: str, row_title: str, names: Mapping[str, str], limit: int = 0
) -> Section:
    groups = tally.values(axis)
    by_name = sorted(groups, key=lambda v: names.get(v, v))
    order = [v for v in ORDERED[axis] if v in groups] if axis in ORDERED else by_name
    rows = [
        Row(
            f"{axis}={value}",
            names.get(value, "ohne Angabe" if value in (UNKNOWN, "0", "") else value),
            _counts(groups[value]),
            query={"liste": "kontakte", "gruppe": f"{axis}:{value}"},
        )
        for value in order
    ]
    columns = [CONTACTS, REPEATED, INTERPRETED] if axis in ("anliegen", "sprache") else [CONTACTS, ANONYMOUS]
    table = Table(
        f"nach-{axis}",
        title,
        row_title,
        columns if axis != "mittlung" else [CONTACTS],
        rows,
        total,
        ranked_by="" if axis in ORDERED else "contacts",
        limit=limit,
        adds_up=axis != "anliegen",
    )
    return Section(table, lambda t: findings.largest(t, "contacts", "Am häufigsten"), "bars", ("contacts",))


def _heat(tally: ContactTally) -> Section:
    cells = {value: counts["contacts"] for value, counts in tally.values("stunde").items()}
    days = [d for d in range(7) if d < 5 or any(cells.get(f"{d}|{h}") for h in HOURS)]
    columns = [Column(f"hour{h}", f"{h}") for h in HOURS]
    rows = [
        Row(
            f"weekday={d}",
            WEEKDAYS_SHORT[d],
            {f"hour{h}": cells.get(f"{d}|{h}", 0) for h in HOURS},
            query={"liste": "kontakte", "gruppe": f"wochentag:{d}"},
        )
        for d in days
    ]
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
