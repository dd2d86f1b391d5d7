"""Findings in German, one sentence with dates and times."""

import pytest

from lotse.foundation.dates_in_words import duration
from lotse.measures.rules.check import check
from lotse.measures.rules.document import read_plan
from lotse.measures.rules.explain import Words
from tests.measures.documents import example

SENTENCES = {
    (1, 0): "Kind, 2 ist während „Teilzeitkurs Altenpflegehilfe“ an 23 Tagen zusammen 28 Std. 50 Min. nicht betreut: "
    "Mo, Mi, Fr 08:10–13:00 Uhr, 4 Tage vom 01.03.2027 bis 16.04.2027; Mo, Mi, Fr 12:30–13:00 Uhr, 19 Tage vom "
    "08.03.2027 bis 30.04.2027 (gerechnet bis 30.04.2027); "
    "2 Std. davon könnte „Kindertagespflege Mi“ schließen, sobald der Platz zugesagt ist.",
    (
        2,
        0,
    ): "Frau, 38 müsste vom 11.05.2027 bis 10.06.2027 an 9 Tagen zugleich bei „Deutschkurs B1“ und „Minijob "
    "Küche“ sein, zusammen 2 Std. 15 Min. einschließlich Weg.",
    (2, 1): "Frau, 38 erreicht in 3 Wochen mit bis zu 14 Std. die Grenze von 14 Std., zuerst in der Woche ab dem "
    "10.05.2027.",
    (2, 2): "Zwischen Deutschkurs B1 und Deutschkurs B2 fehlt vom 12.06.2027 bis 18.07.2027 der Anschluss: spätester "
    "Beginn wäre der 09.07.2027.",
    (2, 3): "Deutschkurs B2 soll am 19.07.2027 beginnen, aber Zertifikat B1 liegt erst am 23.07.2027 vor, 4 Tage zu "
    "spät.",
    (2, 4): "Minijob Küche soll am 10.05.2027 beginnen, aber Arbeitserlaubnis liegt erst am 14.05.2027 vor, 4 Tage zu "
    "spät; 2 Termine fallen aus (vom 11.05.2027 bis 13.05.2027).",
}


@pytest.mark.parametrize(("number", "index"), SENTENCES)
def test_a_finding_is_one_sentence_with_dates_and_times(number, index):
    plan = read_plan(example(number))
    assert Words(plan).sentence(check(plan)[index]) == SENTENCES[number, index]


def test_a_headline_says_what_and_how_much():
    plan = read_plan(example(1))
    assert Words(plan).headline(check(plan)[0]) == "Betreuungslücke: Kind, 2, 28 Std. 50 Min. an 23 Tagen"


@pytest.mark.parametrize("ends", ["2027-04-30", "2027-04-01"])
def test_a_gap_that_ends_with_its_course_does_not_speak_of_the_horizon(ends):
    document = example(1)
    course = next(one for one in document["measures"] if one["label"] == "Teilzeitkurs Altenpflegehilfe")
    course["end"] = ends
    told = read_plan(document)
    assert "gerechnet bis" not in Words(told).sentence(check(told)[0])


def test_many_hours_are_read_with_a_point_for_thousands():
    assert [duration(minutes) for minutes in (59, 59_940, 118_080, 118_081)] == [
        "59 Min.",
        "999 Std.",
        "1.968 Std.",
        "1.968 Std. 1 Min.",
    ]
