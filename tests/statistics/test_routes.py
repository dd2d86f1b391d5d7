"""The pages of the statistics through the browser's eyes."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.audit.models import AuditEvent
from lotse.demo.municipalities import MAP_FILE
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.statistics.actions import keeping
from lotse.statistics.models import CountyMap, SavedView
from lotse.statistics.routes.desk import TABS
from tests.factories.accounts import make_unit, make_user
from tests.factories.statistics import NOW, TODAY, make_desk_year, make_many, make_sent
from tests.pdf_checks import run

PAGES = [key for key, _ in TABS]


@pytest.fixture(autouse=True)
def _fixed_day(app, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def county(app):
    """A county with its map and 90 referrals of two teams; returns a lead of the first team."""
    lead = make_user(Role.TEAM_LEAD, unit_id=make_unit(name="Lotsenteam").id)
    keeping.store_map(raw=MAP_FILE.read_bytes(), file_name="musterkreis.geojson", by=None, now=NOW)
    other = make_user(Role.NAVIGATOR)
    make_many([lead, other], 90)
    make_desk_year([lead, other], 60)
    db.session.commit()
    return lead


@pytest.mark.parametrize("key", PAGES)
def test_every_page_opens_exact_for_the_own_team_and_protected_for_the_county(county, login_as, key):
    browser = login_as(county)
    exact = browser.get(f"/statistik/{key}?sicht=unit{county.unit_id}")
    assert exact.status_code == 200
    assert "Genaue Zahlen" in exact.text
    everybody = login_as(Role.STATISTICS).get(f"/statistik/{key}?sicht=all")
    assert everybody.status_code == 200
    assert "Geschützte Zahlen" in everybody.text
    assert "Stand:" in everybody.text


@pytest.mark.parametrize("key", PAGES)
def test_every_chart_has_a_finding_and_an_equal_table(county, login_as, key):
    text = login_as(county).get(f"/statistik/{key}").text
    charts = re.findall(r'<svg [^>]*class="chart"[^>]*aria-label="([^"]+)"', text)
    assert charts
    assert all(". " in words for words in charts)
    assert text.count('<details class="disclosure figure-table">') == len(charts)


@pytest.mark.parametrize("key", PAGES)
@pytest.mark.parametrize("period", ["2026", "2026-Q2", "2026-03", "2019", ""])
def test_every_period_and_comparison_opens(county, login_as, key, period):
    browser = login_as(county)
    for rest in ("", "&vergleich=ohne", "&vergleich=vorzeitraum", "&standort=&bereich=&alter=65%2B&stand=offen"):
        assert browser.get(f"/statistik/{key}?zeitraum={period}{rest}").status_code == 200


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("zeitraum=unsinn", "Der Zeitraum „unsinn“ ist keiner."),
        ("zeitraum=0001", "Der Zeitraum „0001“ ist keiner."),
        ("zeitraum=9999-Q4", "Der Zeitraum „9999-Q4“ ist keiner."),
        ("zeitraum=2026-13", "Der Zeitraum „2026-13“ ist keiner."),
        ("zeitraum=2031", "liegt in der Zukunft"),
        ("zeitraum=2026-Q1&monat=2026-05", "Der Monat „Mai 2026“ liegt nicht im Zeitraum „1. Quartal 2026“."),
        ("zeitraum=" + "9" * 10_000, "Der Zeitraum „" + "9" * 40 + "…“ ist keiner."),
        ("zeitraum=２０２６", "ist keiner"),
        ("sicht=unit999999", "Diese Sicht gibt es für Ihr Konto nicht"),
        ("vergleich=gestern", "Diesen Vergleich gibt es nicht"),
        ("bereich=%00%0a", "Den Filter „bereich“ gibt es mit diesem Wert nicht: „??“."),
        ("stand=x", "Diesen Stand gibt es nicht"),
        ("<script>alert(1)</script>=1", "Unbekannt in der Adresse: &lt;script&gt;"),
        ("von=2026-12-31&bis=2026-01-01", "Unbekannt in der Adresse: bis, von."),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_in_words_on_every_page(county, login_as, query, words):
    browser = login_as(county)
    for path in (
        "vermittlungen",
        "kontakte",
        "faelle/tabelle.csv",
        "bedarf/tabelle.xlsx",
        "bericht",
        "bericht.pdf",
        "liste",
    ):
        answer = browser.get(f"/statistik/{path}?{query}")
        assert answer.status_code == 422, path
        assert words in answer.text, path


@pytest.mark.parametrize("number", ["0", "-1", "x", "1e3", "²", "99999999999999999999"])
def test_a_page_of_the_list_is_a_number(county, login_as, number):
    answer = login_as(county).get(f"/statistik/liste?seite={number}")
    assert answer.status_code == 422
    assert "Zahl von 1 bis 9999" in answer.text


def test_an_empty_office_has_pages_too_that_say_so_once(app, login_as):
    browser = login_as(Role.STATISTICS)
    for key in PAGES:
        text = browser.get(f"/statistik/{key}").text
        assert text.count("Noch keine Zahlen") == 1
        assert "<table" not in text
        assert browser.get(f"/statistik/{key}/tabelle.xlsx").status_code == 200


@pytest.mark.parametrize("key", PAGES)
def test_files_are_protected_even_for_the_lead_and_carry_definitions_and_choices(county, login_as, key):
    browser = login_as(county)
    book = openpyxl.load_workbook(
        io.BytesIO(browser.get(f"/statistik/{key}/tabelle.xlsx?sicht=unit{county.unit_id}&alter=65%2B").data)
    )
    about = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True) if row[0]}
    assert about["Zeitraum"] == "Januar bis November 2026"
    assert "Schutz" in about
    assert "Alter" not in about
    assert any(str(words).startswith("Gezählt:") for words in about.values())
    csv = browser.get(f"/statistik/{key}/tabelle.csv").data
    assert csv.startswith(b"\xef\xbb\xbf")


def test_the_records_behind_a_number_open_and_the_look_is_in_the_audit(county, login_as):
    browser = login_as(county)
    for address in ("liste=kontakte", "liste=faelle&gruppe=fall:&spalte=active"):
        page = browser.get(f"/statistik/liste?sicht=unit{county.unit_id}&{address}").text
        first = re.search(r'<th scope="row"><a href="([^"]+)"', page).group(1)
        assert browser.get(first).status_code == 200
    details = db.session.scalars(sa.select(AuditEvent.detail).where(AuditEvent.object_kind == "statistics")).all()
    assert len([d for d in details if d and "2026: " in d]) == 2


@pytest.mark.parametrize(
    "query",
    [
        "liste=x",
        "liste=faelle",
        "liste=faelle&gruppe=x:y",
        "liste=kontakte&gruppe=name:Muster",
        "liste=kontakte&spalte=x",
    ],
)
def test_a_list_no_number_links_to_is_refused(county, login_as, query):
    assert login_as(county).get(f"/statistik/liste?sicht=unit{county.unit_id}&{query}").status_code == 422


def test_nobody_lists_records_of_a_view_he_sees_protected(county, login_as):
    browser = login_as(county)
    assert browser.get("/statistik/liste?sicht=all").status_code == 404
    assert login_as(Role.STATISTICS).get("/statistik/liste").status_code == 403


def test_a_view_is_kept_under_a_name_found_again_and_forgotten(county, login_as, submit):
    browser = login_as(county)
    address = f"/statistik/ansichten/neu?key=bedarf&zeitraum=2026-Q2&sicht=unit{county.unit_id}&alter=65%2B"
    assert submit(browser, address, {"name": ""}).status_code == 422
    assert submit(browser, address, {"name": "Ältere im Frühjahr"}).status_code == 303
    text = browser.get("/statistik/vermittlungen").text
    link = re.search(r'<a class="chip" href="([^"]+)">Ältere im Frühjahr</a>', text).group(1).replace("&amp;", "&")
    assert "zeitraum=2026-Q2" in link
    assert browser.get(link).status_code == 200
    view = db.session.scalar(sa.select(SavedView))
    stranger = login_as(Role.STATISTICS)
    assert (
        submit(stranger, "/statistik/vermittlungen", {}, f"/statistik/ansichten/{view.id}/loeschen").status_code == 404
    )
    assert (
        submit(browser, "/statistik/vermittlungen", {}, f"/statistik/ansichten/{view.id}/loeschen").status_code == 303
    )
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SavedView)) == 0


def test_a_map_is_uploaded_and_a_bad_one_refused_without_harm(county, login_as, submit):
    browser = login_as(Role.STATISTICS)
    bad = {"file": (io.BytesIO(b"[" * 100_000), "../bombe.geojson")}
    answer = submit(browser, "/statistik/karte", bad)
    assert answer.status_code == 422
    assert "verschachtelt" in answer.text
    good = {"file": (io.BytesIO(MAP_FILE.read_bytes()), "neu.geojson")}
    assert submit(browser, "/statistik/karte", good).status_code == 303
    assert [m.file_name for m in db.session.scalars(sa.select(CountyMap).order_by(CountyMap.id))] == [
        "musterkreis.geojson",
        "neu.geojson",
    ]


def test_comments_are_stored_and_a_second_writer_is_told(county, login_as, submit):
    browser, other = login_as(county), login_as(Role.STATISTICS)
    address = "/statistik/bericht?zeitraum=2026-Q3&sicht=all"
    stale = other.get(address).text
    assert submit(browser, address, {"introduction": "Ein ruhiges Quartal."}).status_code == 303
    assert "Ein ruhiges Quartal." in other.get(address).text
    hidden = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', stale))
    assert other.post(address, data={**hidden, "introduction": "Anders."}).status_code == 409
    assert submit(other, address, {"introduction": "Ein sehr ruhiges Quartal."}).status_code == 303


@pytest.mark.pdf
def test_the_report_is_a_pdf_of_protected_numbers(county, login_as):
    answer = login_as(county).get("/statistik/bericht.pdf?zeitraum=2026-Q3&sicht=all")
    assert answer.status_code == 200
    assert answer.data.startswith(b"%PDF")


@pytest.mark.pdf
def test_the_report_of_a_small_team_says_in_a_sentence_what_is_too_small(app, login_as, tmp_path):
    def words_of(answer) -> str:
        file = tmp_path / "bericht.pdf"
        file.write_bytes(answer.data)
        return " ".join(run("pdftotext", str(file), "-").stdout.split())

    lead = make_user(Role.TEAM_LEAD, unit_id=make_unit(name="Lotsenteam").id)
    make_sent(lead, sent_on=date(2026, 8, 3))
    db.session.commit()
    browser = login_as(lead)
    words = words_of(browser.get("/statistik/bericht.pdf?zeitraum=2026-Q3&sicht=all"))
    assert "ist nichts gezählt, was geschützt gezeigt werden kann" in words
    assert "Jede einzelne Gruppe" not in words
    make_many([lead], 60)
    db.session.commit()
    words = words_of(browser.get("/statistik/bericht.pdf?zeitraum=2026-Q2&sicht=all"))
    assert "Vermittlungen: Warteliste 5" in words
    assert "Ohne Tabelle, weil jede einzelne Gruppe zu klein oder null ist:" in words


def test_definitions_explain_every_figure(app, login_as):
    text = login_as(Role.STATISTICS).get("/statistik/definitionen").text
    assert "Rücklaufquote" in text
    assert "42 Tage" in text
    assert "Den Leistungsbezug erhebt Lotse nicht" in text
