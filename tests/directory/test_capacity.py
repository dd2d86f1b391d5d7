"""Capacity, freshness, distance and merging: small judgements with edges."""

from datetime import date

import pytest

from lotse.directory.rules.capacity import Capacity, Freshness, format_waiting, freshness, room
from lotse.directory.rules.coordinates import GeoPoint, distance_m, format_distance
from lotse.directory.rules.folding import fold_words, house_key
from lotse.directory.rules.import_merge import Conflict, merge

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "sofort"), (1, "sofort"), (5, "5 Tage"), (14, "14 Tage"), (42, "6 Wochen"), (120, "4 Monate")],
)
def test_a_waiting_time_reads_as_people_say_it(days, words):
    assert format_waiting(days) == words


def test_news_about_room_grow_stale_after_ninety_days():
    assert room(Capacity.FREE, 5, date(2026, 8, 24), TODAY).words == "5 Tage"
    assert room(Capacity.FREE, 5, date(2026, 8, 23), TODAY).capacity is Capacity.UNKNOWN
    assert room(Capacity.FULL, 5, TODAY, TODAY).words == "voll"
    assert room(Capacity.FREE, None, None, TODAY).words == "Prüfung nötig"


@pytest.mark.parametrize(
    ("verified_on", "judged"),
    [
        (None, Freshness.NEVER),
        (date(2026, 11, 1), Freshness.FRESH),
        (date(2026, 5, 25), Freshness.DUE),
        (date(2025, 11, 21), Freshness.OVERDUE),
    ],
)
def test_an_entry_wants_to_be_looked_at_again(verified_on, judged):
    assert freshness(verified_on, TODAY) is judged


def test_distance_is_metres_as_the_crow_flies():
    metres = distance_m(GeoPoint(53.567468, 11.361072), GeoPoint(53.630000, 11.410000))
    assert round(metres / 100) == 77
    assert [format_distance(m) for m in (12, 862, 980, 2_130, 14_300)] == ["0 m", "850 m", "1,0 km", "2,1 km", "14 km"]


def test_a_house_is_the_same_however_it_is_spelt():
    one = house_key(name="AWO-Haus „Süd“", street="Neustädter Str. 1 a", postal_code="99901", town="Ort")
    two = house_key(name="awo haus sued", street="Neustaedter Straße 1A", postal_code="99901", town="Ort 2")
    assert one == two
    assert fold_words("Große Straße 12, Büro") == "grosse strasse 12 buero"


def test_a_repeated_import_never_undoes_what_the_office_corrected():
    current = {"phone": "neu", "website": "alt", "note": "", "carrier": "eigen"}
    last = {"phone": "alt", "website": "alt", "note": "", "carrier": "alt"}
    result = merge(current, last, {"phone": "alt", "website": "frisch", "note": "x", "carrier": "anders"})
    assert result.changes == {"website": "frisch", "note": "x"}
    assert result.conflicts == (Conflict("carrier", "eigen", "anders"),)
