"""Uploaded maps: bombs and nonsense are refused with a sentence, quickly."""

import copy
import json
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.demo.municipalities import MAP_FILE, MUNICIPALITIES
from lotse.statistics.rules.geojson import MapRefused, read_map

GOOD = json.loads(MAP_FILE.read_text(encoding="utf-8"))


def spoiled(change) -> bytes:
    document = copy.deepcopy(GOOD)
    change(document["features"][3])
    return json.dumps(document).encode()


def test_the_demo_county_is_a_good_map():
    assert [(a.key, a.name, a.population) for a in read_map(MAP_FILE.read_bytes())] == [
        (m.key, m.name, m.population) for m in MUNICIPALITIES
    ]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"[" * 100_000 + b"]" * 100_000, "verschachtelt"),
        (b'{"type":"FeatureCollection","features":[' + b"9" * 5000 + b"]}", "GeoJSON"),
        (b" " * 3_000_001, "größer"),
        (b"\xff\xfe\x00", "gültiges"),
        (b"{}", "FeatureCollection"),
        (b'{"type":"FeatureCollection","features":[]}', "1 bis"),
        (b'{"type":"FeatureCollection","features":[3]}', "Gebiet 1"),
        (b'{"type":"FeatureCollection","features":[NaN]}', "NaN"),
        (b"", "gültiges"),
    ],
)
def test_bombs_and_other_files_are_refused_within_two_seconds(raw, reason):
    start = time.monotonic()
    with pytest.raises(MapRefused, match=reason):
        read_map(raw)
    assert time.monotonic() - start < 2


@pytest.mark.parametrize(
    "change",
    [
        lambda f: f["properties"].clear(),
        lambda f: f["properties"].update(name="\ud800"),
        lambda f: f["properties"].update(key="00999001"),
        lambda f: f["properties"].update(population="viele"),
        lambda f: f["properties"].update(population=-1),
        lambda f: f["geometry"].update(type="Point"),
        lambda f: f["geometry"].update(coordinates=[]),
        lambda f: f["geometry"].update(coordinates=[[[0, 0], [1, 1]]]),
        lambda f: f["geometry"]["coordinates"][0].__setitem__(0, [10, 91]),
        lambda f: f["geometry"]["coordinates"][0].__setitem__(0, ["10", "51"]),
        lambda f: f["geometry"]["coordinates"][0].__setitem__(0, [True, 51]),
        lambda f: f["geometry"]["coordinates"][0].__setitem__(0, [10**400, 51]),
        lambda f: f["geometry"].update(coordinates=[[[10, 51]] * 60_001]),
        lambda f: f.pop("geometry"),
    ],
)
def test_a_map_with_one_bad_area_is_refused_whole(change):
    with pytest.raises(MapRefused):
        read_map(spoiled(change))


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=6))
def test_a_mutated_file_is_read_or_refused_but_never_breaks(place, junk):
    raw = MAP_FILE.read_bytes()
    with suppress(MapRefused):
        assert read_map(raw[:place] + junk + raw[place + len(junk) :])


def test_a_border_that_crosses_itself_is_refused_and_one_that_touches_itself_is_not():
    bow_tie = [[[10, 51], [11, 52], [11, 51], [10, 52], [10, 51]]]
    with pytest.raises(MapRefused, match="überkreuzt sich selbst"):
        read_map(spoiled(lambda f: f["geometry"].update(type="Polygon", coordinates=bow_tie)))
    touching = [[[10, 51], [11, 51], [11, 52], [10.5, 51], [10, 52], [10, 51]]]
    assert read_map(spoiled(lambda f: f["geometry"].update(type="Polygon", coordinates=touching)))


def test_a_border_made_to_keep_the_check_busy_is_refused_quickly():
    comb = [[10 + (n % 2) * 0.9, 51 + n / 100_000] for n in range(30_000)]
    started = time.process_time()
    with pytest.raises(MapRefused, match="verschlungen"):
        read_map(spoiled(lambda f: f["geometry"].update(type="Polygon", coordinates=[[*comb, comb[0]]])))
    assert time.process_time() - started < 4
