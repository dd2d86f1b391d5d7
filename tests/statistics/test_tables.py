"""Tables, spreads and findings: one value, whoever reads it."""

import statistics
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lotse.statistics.rules import findings
from lotse.statistics.rules.figures import FIGURES
from lotse.statistics.rules.spreads import spread
from lotse.statistics.rules.tables import Column, Kind, Row, Table, protect_tables

SENT = Column("sent", "Vermittelt")
RATE = Column("accepted", "Angenommen", Kind.SHARE, whole="answered")
DAYS = Column("accept", "Tage", Kind.MEDIAN)
PEOPLE = Column("sent", "je 1 000", Kind.RATE)


def row(key: str, sent: int, answered: int = 0, accepted: int = 0, days: dict[int, int] | None = None) -> Row:
    counts = {"sent": sent, "answered": answered, "accepted": accepted}
    return Row(key, key.title(), counts, {"accept": spread(days or {})}, population=2000, query={"anliegen": key})


def table(*rows: Row, **fields) -> Table:
    total = row("total", *(sum(r.counts[n] for r in rows) for n in ("sent", "answered", "accepted")))
    return Table("t", "Titel", "Anliegen", [SENT, RATE, DAYS, PEOPLE], rows, total, **fields)


@given(st.lists(st.integers(0, 200), min_size=1, max_size=60))
def test_median_and_quartiles_are_those_of_the_listed_durations(days):
    found = spread({d: days.count(d) for d in days})
    assert found.n == len(days)
    assert found.median == round(statistics.median(days), 1)
    if len(days) > 1:
        q1, _, q3 = statistics.quantiles(days, n=4, method="inclusive")
        assert abs(found.q1 - q1) <= 0.051
        assert abs(found.q3 - q3) <= 0.051


def test_nothing_has_no_median():
    assert spread({}) is None


def test_a_share_below_ten_is_told_in_numbers_to_whoever_may_see_them_and_to_nobody_else():
    exact = table(row("debt", 9, 8, 3))
    assert exact.text(exact.rows[0], RATE) == "3 von 8"
    (safe,) = protect_tables([exact])
    assert safe.text(safe.rows[0], RATE) == "–"


def test_protected_shares_are_made_of_protected_numbers():
    (safe,) = protect_tables([table(row("debt", 43, 41, 23), row("care", 60, 55, 30))])
    assert safe.value(safe.rows[0], RATE) == round(100 * 25 / 40, 1)
    assert safe.value(safe.total, SENT) == 105


def test_a_median_of_fewer_than_ten_is_not_shown_protected():
    few, enough = {4: 9}, {4: 5, 6: 5}
    (safe,) = protect_tables([table(row("debt", 20, days=few), row("care", 30, days=enough))])
    assert [safe.text(r, DAYS) for r in safe.rows] == ["–", "5"]


def test_protected_rows_carry_no_link_to_records_and_no_exact_number():
    (safe,) = protect_tables([table(row("debt", 43, 41, 23, days={3: 41}))])
    assert not safe.rows[0].query
    assert safe.rows[0].spreads["accept"].n == 0
    assert all(n % 5 == 0 for r in safe.all_rows for n in r.counts.values())


def test_the_order_of_protected_rows_tells_no_more_than_their_numbers():
    exact = table(row("care", 11), row("debt", 12), ranked_by="sent")
    assert [r.key for r in exact.shown_rows] == ["debt", "care"]
    assert [r.key for r in protect_tables([exact])[0].shown_rows] == ["care", "debt"]


def test_findings_are_written_from_the_numbers_shown():
    exact = table(row("debt", 612), row("care", 101), ranked_by="sent")
    (safe,) = protect_tables([exact])
    assert findings.largest(exact, "sent", "Am häufigsten") == "Am häufigsten: Debt (612 von 713)."
    assert findings.largest(safe, "sent", "Am häufigsten") == "Am häufigsten: Debt (610 von 715)."
    assert findings.largest(table(row("debt", 0)), "sent", "Am häufigsten") == findings.NOTHING


def test_what_never_changes_is_said_in_a_sentence_that_fits_any_word():
    same = table(row("juli", 10), row("august", 10))
    assert findings.peak(same, "sent", "Vermittlungen") == "Vermittlungen: durchgehend gleich (10)."
    assert findings.peak(table(row("stadt", 10)), "sent", "Je Gemeinde") == "Je Gemeinde: Stadt (10)."


def test_a_table_without_a_number_knows_it():
    (safe,) = protect_tables([table(row("debt", 2), row("care", 1))])
    assert safe.is_blank
    assert not table(row("debt", 2)).is_blank


def test_a_change_needs_an_earlier_number_that_carries_a_percentage():
    assert findings.change(106, 100) == "+6\u00a0%"
    assert findings.change(94, 100) == "−6\u00a0%"
    assert findings.change(12, 9) == ""
    assert findings.change(None, 90) == ""


def test_every_definition_says_what_is_counted_by_which_date_and_in_which_unit():
    for figure in FIGURES.values():
        assert figure.numerator
        assert figure.date_basis in figure.sentence
        assert figure.unit in figure.sentence


def test_a_table_without_any_number_is_void_and_one_with_a_total_is_only_blank():
    (safe,) = protect_tables([table(row("debt", 2), row("care", 2))])
    assert safe.is_blank
    assert not safe.is_void
    (empty,) = protect_tables([table(row("debt", 0))])
    assert empty.is_void


def test_rows_without_a_number_are_told_from_those_with_a_zero():
    (safe,) = protect_tables([table(row("debt", 12), row("care", 0), row("home", 4))], hidden={("home", "sent")})
    shares = replace(safe, columns=[SENT, RATE])
    assert [r.label for r in shares.telling_rows] == ["Debt", "Care"]
    assert shares.silent_labels == ["Home"]


def test_what_is_too_small_and_what_is_nothing_are_two_sentences():
    exact = table(row("debt", 0))
    (safe,) = protect_tables([exact])
    assert findings.largest(exact, "sent", "Am häufigsten") == findings.NOTHING
    assert findings.largest(safe, "sent", "Am häufigsten") == findings.TOO_SMALL


def test_the_least_is_named_only_if_it_is_one():
    several = table(row("jan", 5), row("feb", 1), row("mar", 1))
    assert findings.peak(several, "sent", "Vermittlungen") == "Vermittlungen: am meisten Jan (5)."
    one = table(row("jan", 5), row("feb", 1), row("mar", 3))
    assert findings.peak(one, "sent", "Vermittlungen") == "Vermittlungen: am meisten Jan (5), am wenigsten Feb (1)."
