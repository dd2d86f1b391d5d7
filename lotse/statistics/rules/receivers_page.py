"""The page on receivers: who answers, how fast, what came of it, and why they decline."""

from lotse.foundation.dates_in_words import MONTHS_SHORT
from lotse.statistics.rules import findings
from lotse.statistics.rules.counted import NO_COUNTS, STEPS, Counted, Frame
from lotse.statistics.rules.pages import TOTAL_KEY, Page, Section
from lotse.statistics.rules.referral_cells import TOTAL
from lotse.statistics.rules.referral_columns import (
    ACCEPTED,
    ALL_REFERRALS,
    ANSWER_DAYS,
    ANSWERED,
    DECLINED,
    LATE,
    LATE_SHARE,
    NO_ANSWER,
    RESULT,
    SENT,
    UNMET,
    WAITING,
)
from lotse.statistics.rules.referral_sections import axis_section, receivers_section, referral_page
from lotse.statistics.rules.spreads import spread
from lotse.statistics.rules.tables import Column, Kind, Row, Table, german


def receivers_page(counted: Counted, frame: Frame) -> Page:
    """Build the page on the receivers: who answers, how fast, and why they decline."""
    columns = [SENT, ANSWERED, ACCEPTED, DECLINED, WAITING, NO_ANSWER]
    lateness = [LATE, LATE_SHARE, ANSWER_DAYS]
    late = axis_section(counted, frame, "receiver", "Wer antwortet spät?", "Empfänger", lateness, 12)
    reasons = axis_section(counted, frame, "reason", "Ablehnungen und Abbrüche nach Grund", "Grund", [DECLINED, UNMET])
    return referral_page(
        "empfaenger",
        "Empfänger",
        counted,
        frame,
        [SENT, ANSWERED, ACCEPTED, NO_ANSWER, ANSWER_DAYS, LATE_SHARE],
        [
            receivers_section(counted, frame, 25, wide=True),
            late,
            _times(counted),
            axis_section(counted, frame, "department", "Nach Fachbereich", "Fachbereich", columns),
            reasons,
            axis_section(
                counted, frame, "result", "Ergebnis der reifen Vermittlungen", "Ergebnis", [RESULT], wide=True
            ),
            _by_month(counted, frame),
            _cohorts(counted, frame),
        ],
    )


def _times(counted: Counted) -> Section:
    days = counted.days.get((TOTAL, ""), {})
    names = {"answer": "bis zur Antwort", "accept": "bis zur Annahme", "contact": "bis zum Erstkontakt"}
    figures = {"answer": "days_to_answer", "accept": "days_to_accept", "contact": "days_to_contact"}
    rows = []
    for measure, name in names.items():
        found, query = spread(days.get(measure, {})), {**ALL_REFERRALS, "spalte": measure}
        rows.append(Row(f"days={measure}", name, {"n": found.n if found else 0}, {"days": found}, query=query))
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
    return (
        f"In der Hälfte der Fälle dauert es höchstens: {findings.listing(known)}." if known else findings.nothing(table)
    )


def _cohorts(counted: Counted, frame: Frame) -> Section:
    rows = []
    for month in frame.months:
        counts = counted.months.get(month.key, NO_COUNTS)
        histogram = counted.answers.get(month.key, {})
        # A month counts once all of it is ripe: a younger one would look worse than it is.
        ripe = counts["sent"] if counts["ripe"] == counts["sent"] else 0
        within = {f"within{s}": sum(n for d, n in histogram.items() if d <= s) if ripe else 0 for s in STEPS}
        asked = counts["asked"] if ripe else 0
        rows.append(
            Row(
                f"month={month.key}",
                MONTHS_SHORT[month.month - 1],
                {**within, "cohort": asked, "sent": counts["sent"]},
                query={"monat": month.key},
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


def _by_month(counted: Counted, frame: Frame) -> Section:
    """Show departments by month: a grid whose margins are the months and the departments of the other tables."""
    names, groups = frame.labels.get("department", {}), counted.groups.get("department", {})
    columns = [
        Column(m.key, MONTHS_SHORT[m.month - 1], figure="sent", query={"monat": m.key, "spalte": "sent"})
        for m in frame.months
    ]
    rows = [
        Row(
            f"department={value}",
            names.get(value, value),
            {
                "sent": counts["sent"],
                **{m.key: counted.months_by.get(m.key, {}).get(value, NO_COUNTS)["sent"] for m in frame.months},
            },
            query={"fachbereich": value},
        )
        for value, counts in sorted(groups.items(), key=lambda pair: names.get(pair[0], pair[0]))
    ]
    totals = {m.key: counted.months.get(m.key, NO_COUNTS)["sent"] for m in frame.months}
    table = Table(
        "fachbereich-monat",
        "Vermittlungen nach Fachbereich und Monat",
        "Fachbereich",
        [*columns, SENT],
        rows,
        Row(TOTAL_KEY, "Alle", {"sent": counted.total["sent"], **totals}, query=ALL_REFERRALS),
        sums=[("sent", tuple(totals))],
    )
    return Section(
        table,
        lambda t: findings.busiest(t, "Am meisten", [c.key for c in columns]),
        "heatmap",
        [c.key for c in columns],
        wide=True,
    )
