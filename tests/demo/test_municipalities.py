"""The invented county is complete, and its map fits its list."""

import json
from itertools import pairwise

from lotse.demo.municipalities import MAP_FILE, MUNICIPALITIES


def features() -> list[dict]:
    return json.loads(MAP_FILE.read_text(encoding="utf-8"))["features"]


def test_there_are_twelve_with_keys_and_postcodes_no_german_place_has():
    assert len({m.key for m in MUNICIPALITIES}) == len({m.name for m in MUNICIPALITIES}) == 12
    assert all(len(m.key) == 8 and m.key.startswith("00") for m in MUNICIPALITIES)
    assert all(len(m.postcode) == 5 and m.postcode.startswith("00") for m in MUNICIPALITIES)


def test_the_map_names_the_same_municipalities_with_the_same_population():
    on_map = [(f["properties"]["key"], f["properties"]["name"], f["properties"]["population"]) for f in features()]
    assert on_map == [(m.key, m.name, m.population) for m in MUNICIPALITIES]


def test_neighbours_share_their_border_so_that_the_map_has_no_gaps():
    seen: dict[tuple[float, ...], int] = {}
    for feature in features():
        ring = feature["geometry"]["coordinates"][0]
        for (x1, y1), (x2, y2) in pairwise(ring):
            back = (x2, y2, x1, y1)
            seen[back if back in seen else (x1, y1, x2, y2)] = seen.get(back, 0) + 1
    assert set(seen.values()) == {1, 2}
    shared = sum(1 for n in seen.values() if n == 2)
    assert shared > len(seen) / 3
