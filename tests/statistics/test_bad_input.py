"""Bad input at every door of the statistics: a German sentence, never a broken page, and nothing typed is lost."""

from __future__ import annotations

import io
import json

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.demo.municipalities import MAP_FILE
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.statistics.actions import keeping
from lotse.statistics.models import CountyMap
from tests.factories.accounts import make_unit, make_user
from tests.factories.statistics import NOW, TODAY, make_client, make_many, make_sent

LONG = "x" * 10_000
NASTY = [LONG, "%00", "%F0%9F%92%A3", "<script>alert(1)</script>", "' OR 1=1 --", "-1", "9" * 60, "..%2f..", "{{7*7}}"]


@pytest.fixture
def lead(app, monkeypatch):
    for name, value in (("today", TODAY), ("now", NOW)):
        monkeypatch.setattr(clock, name, lambda value=value: value)
    user = make_user(Role.TEAM_LEAD, unit_id=make_unit(name="Lotsenteam").id)
    make_many([user], 12)
    db.session.commit()
    return user


@pytest.mark.parametrize("name", ["zeitraum", "monat", "sicht", "vergleich", "stand", "standort", "alter", "gemeinde"])
def test_every_parameter_of_a_page_refuses_nonsense_in_words(lead, login_as, name):
    browser = login_as(lead)
    for value in NASTY:
        answer = browser.get(f"/statistik/vermittlungen?{name}={value}")
        if name == "gemeinde" and answer.status_code == 200:
            continue  # a place beyond the map: nothing is counted there
        assert answer.status_code == 422, (name, value)
        assert "Was an der Adresse nicht stimmt" in answer.text
        assert "<script>alert" not in answer.text
        assert len(answer.text) < 40_000


@pytest.mark.parametrize("name", ["liste", "gruppe", "spalte", "seite"])
def test_every_parameter_of_a_list_refuses_nonsense_in_words(lead, login_as, name):
    browser = login_as(lead)
    for value in NASTY:
        answer = browser.get(f"/statistik/liste?{name}={value}")
        assert answer.status_code == 422, (name, value)
        assert "Was an der Adresse nicht stimmt" in answer.text


@pytest.mark.parametrize("records", ["kontakte", "faelle", "wiedervorlagen"])
def test_a_group_nobody_is_in_has_an_empty_list(lead, login_as, records):
    axes = {
        "kontakte": ["weg", "alter", "wochentag"],
        "faelle": ["grund", "fuehrung", "luecke"],
        "wiedervorlagen": ["seit"],
    }
    browser = login_as(lead)
    for axis in axes[records]:
        for value in ["", *(v for v in NASTY if v != LONG)]:
            answer = browser.get(f"/statistik/liste?liste={records}&gruppe={axis}:{value}")
            assert answer.status_code == 200, (axis, value)
            assert "<script>alert" not in answer.text
        assert browser.get(f"/statistik/liste?liste={records}&gruppe={axis}:{LONG}").status_code == 422


def test_a_page_beyond_the_end_of_a_list_is_empty_and_says_so(lead, login_as):
    answer = login_as(lead).get("/statistik/liste?seite=9999")
    assert answer.status_code == 200
    assert "Nichts zu zeigen" in answer.text


def test_a_foreign_case_lead_has_no_list(lead, login_as):
    stranger = make_user(Role.NAVIGATOR, unit_id=make_unit(name="Anderes Team").id)
    db.session.commit()
    answer = login_as(lead).get(f"/statistik/liste?liste=faelle&gruppe=fuehrung:{stranger.id}&spalte=b")
    assert "Nichts zu zeigen" in answer.text


def test_a_language_and_a_place_beyond_the_catalogues_have_lists_too(lead, login_as):
    person = make_client(language="Kurmandschi", municipality_key="06435014")
    make_sent(lead, person, sent_on=TODAY)
    case_free = f"/statistik/bedarf?sicht=unit{lead.unit_id}"
    db.session.commit()
    browser = login_as(lead)
    assert browser.get(case_free).status_code == 200
    for query in ("sprache=Kurmandschi", "gemeinde=06435014"):
        assert browser.get(f"/statistik/liste?{query}").status_code == 200


def test_a_name_of_a_view_that_is_too_long_is_refused_and_stays_in_the_field(lead, login_as, submit):
    browser = login_as(lead)
    answer = submit(browser, "/statistik/ansichten/neu?key=bedarf", {"name": "y" * 81})
    assert answer.status_code == 422
    assert "y" * 81 in answer.text
    assert submit(browser, "/statistik/ansichten/neu?key=bedarf", {"name": "   "}).status_code == 422
    assert browser.get("/statistik/ansichten/neu?key=gibtesnicht").status_code == 404
    assert browser.get("/statistik/ansichten/neu?key=bedarf&zeitraum=x").status_code == 422


def test_a_comment_that_is_too_long_is_refused_and_nothing_typed_is_lost(lead, login_as, submit):
    address = "/statistik/bericht?zeitraum=2026-Q3&sicht=all"
    answer = submit(login_as(lead), address, {"introduction": "z" * 4001, "outlook": "Mehr Zeit."})
    assert answer.status_code == 422
    assert "z" * 4001 in answer.text
    assert "Mehr Zeit." in answer.text


def area(name: str, key: str = "00999099") -> bytes:
    document = json.loads(MAP_FILE.read_text(encoding="utf-8"))
    document["features"][0]["properties"] |= {"name": name, "key": key}
    return json.dumps(document).encode()


def test_a_script_in_a_map_stays_text_wherever_the_map_is_drawn(lead, login_as):
    script = "<script>alert(1)</script>"
    keeping.store_map(raw=area(script, "\"><x a='"), file_name=f"{script}.geojson", by=None, now=NOW)
    db.session.commit()
    browser = login_as(lead)
    for path in ("karte", "vermittlungen", "bedarf", "bericht"):
        answer = browser.get(f"/statistik/{path}")
        assert answer.status_code == 200
        assert script not in answer.text, path
        assert "<x a=" not in answer.text, path


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "gültiges GeoJSON"),
        (b"PK\x03\x04 kein GeoJSON", "gültiges GeoJSON"),
        (b"<svg><script>alert(1)</script></svg>", "gültiges GeoJSON"),
        (b'{"type":"Topology","objects":{}}', "FeatureCollection"),
        (area("\u202e" * 3), "braucht einen Schlüssel"),
        (area("n" * 81), "braucht einen Schlüssel"),
    ],
)
def test_an_unusable_map_is_refused_at_its_field_and_the_old_one_stays(lead, login_as, submit, raw, words):
    keeping.store_map(raw=MAP_FILE.read_bytes(), file_name="alt.geojson", by=None, now=NOW)
    db.session.commit()
    answer = submit(login_as(lead), "/statistik/karte", {"file": (io.BytesIO(raw), "neu.geojson")})
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.scalars(sa.select(CountyMap.file_name)).all() == ["alt.geojson"]


def test_no_map_and_a_map_that_is_no_file_are_refused(lead, login_as, submit):
    browser = login_as(lead)
    assert "Bitte wählen Sie eine Datei aus." in submit(browser, "/statistik/karte", {}).text
    assert submit(browser, "/statistik/karte", {"file": "kein Anhang"}).status_code == 422
