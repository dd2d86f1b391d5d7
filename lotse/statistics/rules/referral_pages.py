"""The three pages on referrals: the overview, the receivers, the need; built from counted groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lotse.statistics.rules import findings
from lotse.statistics.rules.pages import BEFORE_KEY, TOTAL_KEY, Page, Section
from lotse.statistics.rules.periods import SHORT_MONTHS, Period
from lotse.statistics.rules.referral_facts import AGE_GROUPS, COUNTERS, TOTAL, UNKNOWN
from lotse.statistics.rules.spreads import Spread, spread
from lotse.statistics.rules.tables import Column, Kind, Row, Table, german

Counts = Mapping[str, int]
Histogram = Mapping[int, int]
NO_COUNTS: Counts = dict.fromkeys(COUNTERS, 0)
PARTS = ("arrived", "open", "not_arrived", "withdrawn")
SUMS: Sequence[tuple[str, Sequence[str]]] = (("sent", PARTS),)

SENT = Column("sent", "Vermittelt", figure="sent")
ACCEPTED = Column("ripe_accepted", "Angenommen", Kind.SHARE, whole="ripe_answered", figure="accepted")
ANSWERED = Column("ripe_answered", "Beantwortet", Kind.SHARE, whole="ripe_asked", figure="answered")
CLOSED_LOOP = Column("ripe_final", "Rücklauf", Kind.SHARE, whole="ripe", figure="closed_loop")
NO_ANSWER = Column("ripe_unanswered", "Ohne Antwort", Kind.SHARE, whole="ripe_asked", figure="no_answer")
UNMET = Column("ripe_unmet", "Ungedeckt", figure="unmet", query={"stand": "ungedeckt"})
UNMET_SHARE = Column("ripe_unmet", "Anteil ungedeckt", Kind.SHARE, whole="ripe", figure="unmet")
OPEN = Column("open", "Offen", figure="open", query={"stand": "offen"})
WAITING = Column("waiting", "Warteliste", figure="waiting", query={"stand": "warteliste"})
LATE = Column("late", "Spät beantwortet", figure="late", query={"stand": "spaet"})
LATE_SHARE = Column("late", "Anteil spät", Kind.SHARE, whole="answered", figure="late")
DECLINED = Column("declined", "Abgelehnt", figure="declined", query={"stand": "abgelehnt"})
CONFIRMED = Column("confirmed", "Wirkung bestätigt", Kind.SHARE, whole="completed", figure="confirmed")
ACCEPT_DAYS = Column("accept", "Tage bis Annahme", Kind.MEDIAN, figure="days_to_accept")
ANSWER_DAYS = Column("answer", "Tage bis Antwort", Kind.MEDIAN, figure="days_to_answer")
PER_THOUSAND = Column("sent", "je 1\u202f000 Einwohner", Kind.RATE, figure="per_thousand")
OUTCOMES = (
    Column("arrived", "in Hilfe oder geholfen", figure="outcome", query={"stand": "angekommen"}),
    Column("open", "offen", figure="open", query={"stand": "offen"}),
    Column("not_arrived", "nicht angekommen", figure="outcome", query={"stand": "nicht-angekommen"}),
    Column("withdrawn", "zurückgezogen", figure="outcome", query={"stand": "zurueckgezogen"}),
)

PARAMETERS = {
    "site": "standort",
    "kind": "art",
    "department": "fachbereich",
    "receiver": "empfaenger",
    "area": "bereich",
    "concern": "anliegen",
    "municipality": "gemeinde",
    "age": "alter",
    "reason": "grund",
}
"""Names of the axes in addresses."""


@dataclass(frozen=True)
class Place:
    """A municipality of the map."""

    key: str
    name: str
    population: int


@dataclass(frozen=True)
class Counted:
    """Everything the pages are built from; the same whether it was read from the summary or counted in full."""

    groups: Mapping[str, Mapping[str, Counts]]
    days: Mapping[tuple[str, str], Mapping[str, Histogram]]
    months: Mapping[str, Counts]
    month_days: Mapping[str, Mapping[str, Histogram]]
    before: Counts | None = None
    before_days: Mapping[str, Histogram] = field(default_factory=dict)

    @property
    def total(self) -> Counts:
        """Return the counts of everything, restricted referrals included."""
        return self.groups.get(TOTAL, {}).get("", NO_COUNTS)


@dataclass(frozen=True)
class Frame:
    """What the builder must know beside the numbers: the period, names, places."""

    period: Period
    months: Sequence[Period]
    labels: Mapping[str, Mapping[str, str]]
    places: Sequence[Place] = ()
    before_label: str = ""
    before_key: str = ""
    ripe_until: str = ""


def overview_page(counted: Counted, frame: Frame) -> Page:
    """Build the first page: how many, what came of them, for what, where from."""
    return _page(
        "vermittlungen",
        "Vermittlungen",
        counted,
        frame,
        [SENT, CLOSED_LOOP, ACCEPTED, ACCEPT_DAYS, OPEN, NO_ANSWER, WAITING, CONFIRMED],
        [
            _months(counted, frame),
            _axis(counted, frame, "area", "Vermittlungen nach Anliegen", "Anliegen", [SENT, CLOSED_LOOP, UNMET]),
            _map(counted, frame),
            _receivers(counted, frame, 8),
            _axis(
                counted, frame, "site", "Vermittlungen nach Standort", "Standort", [SENT, ACCEPTED, CLOSED_LOOP, OPEN]
            ),
            _axis(counted, frame, "kind", "Vermittlungen nach Art", "Art", [SENT, CLOSED_LOOP, OPEN]),
        ],
    )


def receivers_page(counted: Counted, frame: Frame) -> Page:
    """Build the page on the receivers: who answers, how fast, and why they decline."""
    columns = [SENT, ANSWERED, ACCEPTED, DECLINED, WAITING, NO_ANSWER]
    late = _axis(counted, frame, "receiver", "Wer antwortet spät?", "Empfänger", [LATE, LATE_SHARE, ANSWER_DAYS], 12)
    reasons = _axis(counted, frame, "reason", "Ablehnungen und Abbrüche nach Grund", "Grund", [DECLINED, UNMET])
    return _page(
        "empfaenger",
        "Empfänger",
        counted,
        frame,
        [SENT, ANSWERED, ACCEPTED, NO_ANSWER, ANSWER_DAYS, LATE_SHARE],
        [
            _receivers(counted, frame, 25, wide=True),
            late,
            _times(counted),
            _axis(counted, frame, "department", "Nach Fachbereich", "Fachbereich", columns),
            reasons,
            _cohorts(counted, frame),
        ],
    )


def need_page(counted: Counted, frame: Frame) -> Page:
    """Build the page on need: what was asked for, where, by whom, and what found no help."""
    columns = [SENT, CLOSED_LOOP, UNMET, UNMET_SHARE]
    return _page(
        "bedarf",
        "Bedarf",
        counted,
        frame,
        [SENT, UNMET, UNMET_SHARE, DECLINED, NO_ANSWER, WAITING],
        [
            _unmet_grid(counted, frame),
            _axis(counted, frame, "concern", "Nach einzelnem Anliegen", "Anliegen", columns, 20),
            _axis(counted, frame, "municipality", "Nach Wohngemeinde", "Gemeinde", columns),
            _axis(counted, frame, "age", "Nach Altersgruppe beim Versand", "Alter", [SENT, UNMET]),
            _axis(counted, frame, "area", "Ungedeckter Bedarf nach Anliegen", "Anliegen", [UNMET, UNMET_SHARE, SENT]),
        ],
    )


def _page(
    key: str, title: str, counted: Counted, frame: Frame, tiles: Sequence[Column], sections: Sequence[Section]
) -> Page:
    rows = [Row(TOTAL_KEY, frame.period.label, counted.total, _spreads(counted.days.get((TOTAL, ""), {})))]
    if counted.before is not None:
        rows.append(Row(BEFORE_KEY, frame.before_label, counted.before, _spreads(counted.before_days)))
    overview = Table("ueberblick", "Überblick", "Zeitraum", tiles, rows, adds_up=False, sums=SUMS)
    unripe = counted.total["sent"] - counted.total["ripe"]
    notes = [f"Reif sind Vermittlungen mit Versand bis {frame.ripe_until}; jüngere stehen als offen daneben."]
    if unripe > 0 and frame.ripe_until:
        notes.append("Anteile beziehen sich nur auf reife Vermittlungen; Offenes zählt nie als Misserfolg.")
    return Page(key, title, overview, sections, frame.before_label, notes)


def _spreads(days: Mapping[str, Histogram]) -> dict[str, Spread | None]:
    return {measure: spread(histogram) for measure, histogram in days.items()}


def _total_row(counted: Counted, population: int = 0) -> Row:
    return Row(TOTAL_KEY, "Alle", counted.total, _spreads(counted.days.get((TOTAL, ""), {})), population)


def _months(counted: Counted, frame: Frame) -> Section:
    rows = [
        Row(f"month={m.key}", SHORT_MONTHS[m.month - 1], counted.months.get(m.key, NO_COUNTS), query={"monat": m.key})
        for m in frame.months
    ]
    table = Table(
        "monate",
        "Vermittlungen je Monat nach Ausgang",
        "Monat",
        [*OUTCOMES, Column("sent", "gesamt", figure="sent")],
        rows,
        _total_row(counted),
        sums=SUMS,
    )
    return Section(table, lambda t: findings.peak(t, "sent", "Vermittlungen"), "columns", PARTS)


def _axis(
    counted: Counted,
    frame: Frame,
    axis: str,
    title: str,
    row_title: str,
    columns: Sequence[Column],
    limit: int = 0,
    wide: bool = False,
) -> Section:
    table = Table(
        f"nach-{PARAMETERS[axis]}" + ("-spaet" if columns[0] is LATE else ""),
        title,
        row_title,
        columns,
        rows_of(counted, frame, axis),
        _total_row(counted),
        ranked_by="" if axis == "age" else columns[0].part,
        limit=limit,
    )
    first = columns[0].key
    say = "Am häufigsten" if first == "sent" else "Die meisten"
    return Section(table, lambda t: findings.largest(t, first, say), "bars", (first,), wide=wide)


def rows_of(counted: Counted, frame: Frame, axis: str) -> list[Row]:
    """Return one row per value of an axis, with its name and the link to its records."""
    groups, names = counted.groups.get(axis, {}), frame.labels.get(axis, {})
    order = [a for a in AGE_GROUPS if a in groups] if axis == "age" else sorted(groups, key=lambda v: names.get(v, v))
    return [
        Row(
            f"{axis}={value}",
            names.get(value) or ("ohne Angabe" if value in (UNKNOWN, "0", "") else value),
            groups[value],
            _spreads(counted.days.get((axis, value), {})),
            query={PARAMETERS[axis]: value},
        )
        for value in order
    ]


def _receivers(counted: Counted, frame: Frame, limit: int, wide: bool = False) -> Section:
    columns = [SENT, ACCEPTED, CLOSED_LOOP, ACCEPT_DAYS]
    if wide:
        columns = [SENT, ANSWERED, ACCEPTED, CLOSED_LOOP, WAITING, DECLINED, ANSWER_DAYS, ACCEPT_DAYS]
    title = "Empfänger im Vergleich" if wide else "Häufigste Empfänger"
    rows = rows_of(counted, frame, "receiver")
    table = Table("empfaenger", title, "Empfänger", columns, rows, _total_row(counted), ranked_by="sent", limit=limit)
    return Section(table, lambda t: findings.largest(t, "sent", "Am häufigsten"), figures=("late",), wide=wide)


def _map(counted: Counted, frame: Frame) -> Section:
    groups = counted.groups.get("municipality", {})
    rows = [
        Row(
            f"municipality={p.key}",
            p.name,
            groups.get(p.key, NO_COUNTS),
            population=p.population,
            query={"gemeinde": p.key},
        )
        for p in frame.places
    ]
    table = Table(
        "karte",
        "Vermittlungen je 1\u202f000 Einwohner nach Gemeinde",
        "Gemeinde",
        [PER_THOUSAND, SENT],
        rows,
        adds_up=False,
    )
    return Section(
        table, lambda t: findings.peak(t, PER_THOUSAND.key, "Je 1\u202f000 Einwohner"), "map", (PER_THOUSAND.key,)
    )


def _times(counted: Counted) -> Section:
    days = counted.days.get((TOTAL, ""), {})
    names = {"answer": "bis zur Antwort", "accept": "bis zur Annahme", "contact": "bis zum Erstkontakt"}
    figures = {"answer": "days_to_answer", "accept": "days_to_accept", "contact": "days_to_contact"}
    rows = []
    for measure, name in names.items():
        found = spread(days.get(measure, {}))
        rows.append(Row(f"days={measure}", name, {"n": found.n if found else 0}, {"days": found}))
    columns = [
        Column("n", "Anzahl"),
        Column("days", "Median", Kind.MEDIAN, unit=" Arbeitstage"),
        Column("days", "mittlere Hälfte", Kind.QUARTILES, unit=" Arbeitstage"),
    ]
    table = Table("zeiten", "Zeiten vom Versand an", "Zeit", columns, rows, adds_up=False)
    return Section(table, _say_times, figures=tuple(figures.values()))


def _say_times(table: Table) -> str:
    found = [(row.label, table.text(row, table.column("days_median"))) for row in table.shown_rows]
    known = [f"{label} {text}" for label, text in found if text != "–"]
    return f"In der Hälfte der Fälle dauert es höchstens: {findings.listing(known)}." if known else findings.NOTHING


STEPS = (5, 10, 20)


def _cohorts(counted: Counted, frame: Frame) -> Section:
    rows = []
    for month in frame.months:
        counts = counted.months.get(month.key, NO_COUNTS)
        histogram = counted.month_days.get(month.key, {}).get("answer", {})
        # A month counts once all of it is ripe: a younger one would look worse than it is.
        ripe = counts["sent"] if counts["ripe"] == counts["sent"] else 0
        within = {f"within{s}": sum(n for d, n in histogram.items() if d <= s) if ripe else 0 for s in STEPS}
        asked = counts["asked"] if ripe else 0
        rows.append(
            Row(
                f"month={month.key}", SHORT_MONTHS[month.month - 1], {**within, "cohort": asked, "sent": counts["sent"]}
            )
        )
    columns = [Column("sent", "Vermittelt", figure="sent")] + [
        Column(f"within{s}", f"in {s} Tagen", Kind.SHARE, whole="cohort", figure="answered") for s in STEPS
    ]
    table = Table("kohorten", "Beantwortet nach Versandmonat", "Versandmonat", columns, rows, adds_up=False)
    return Section(
        table,
        _say_cohorts,
        "lines",
        tuple(c.key for c in columns[1:]),
        note="Monate, deren Vermittlungen noch nicht alle reif sind, bleiben leer.",
        wide=True,
    )


def _say_cohorts(table: Table) -> str:
    column = table.column(f"within{STEPS[1]}_share")
    known = [(row.label, table.value(row, column)) for row in table.shown_rows]
    found = [(label, value) for label, value in known if value is not None]
    if not found:
        return "Noch ist kein Versandmonat reif oder groß genug für Anteile."
    label, value = found[-1]
    return f"Vom Versandmonat {label} waren nach {STEPS[1]} Arbeitstagen {german(value)}\u00a0% beantwortet."


def _unmet_grid(counted: Counted, frame: Frame) -> Section:
    cells, areas = counted.groups.get("area_place", {}), counted.groups.get("area", {})
    names = frame.labels.get("area", {})
    columns = [Column(p.key, p.name, query={"gemeinde": p.key}) for p in frame.places]
    rows = [
        Row(
            f"unmet={area}",
            names.get(area, area if area != UNKNOWN else "ohne Angabe"),
            {p.key: cells.get(f"{area}|{p.key}", NO_COUNTS)["ripe_unmet"] for p in frame.places},
            query={"bereich": area, "stand": "ungedeckt"},
        )
        for area in sorted(areas, key=lambda a: names.get(a, a))
    ]
    table = Table(
        "ungedeckt", "Ungedeckter Bedarf nach Anliegen und Gemeinde", "Anliegen", columns, rows, adds_up=False
    )
    return Section(
        table,
        lambda t: findings.busiest(t, "Am meisten ungedeckt"),
        "heatmap",
        [c.key for c in columns],
        ("unmet",),
        wide=True,
    )
