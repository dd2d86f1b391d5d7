"""Lists into the directory: houses, repetition, corrections of the office, places, and the command."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from lotse.accounts.actions.office_settings import set_setting
from lotse.accounts.rules import Role
from lotse.cli.directory import directory
from lotse.directory.actions.catalogue import install_catalogue
from lotse.directory.actions.planning import read_and_plan
from lotse.directory.models import Offer, Organisation
from lotse.directory.queries.offers import OfferFilter, search_offers
from lotse.directory.rules.coordinates import GeoPoint
from lotse.directory.rules.import_words import summary
from lotse.directory.rules.stray import find_stray
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.foundation.errors import RuleBroken
from tests.factories.lists import FAR, LIST, NOW, SPOILED, import_text
from tests.factories.stored import count


def test_a_list_becomes_houses_with_offers_that_can_be_found(app):
    install_catalogue(today=NOW.date(), now=NOW)
    report = import_text(LIST)
    assert (report["new_houses"], report["new_offers"], count(Organisation), count(Offer)) == (3, 4, 3, 4)
    house = db.session.scalar(sa.select(Organisation).where(Organisation.name == "Haus Amselgrün"))
    assert (house.street, house.state, house.receiver_kind, house.website) == (
        "Schulweg 8", "MV", "care", "https://amsel.example",
    )  # fmt: skip
    assert round(house.latitude, 3) == 53.567
    hits, total = search_offers(OfferFilter(words="kurzzeit amsel"), local(NOW))
    assert total == 1
    assert [concern.code for concern in hits[0].offer.concerns] == ["entlastung-angehoerige"]


def test_a_house_without_a_key_lies_in_the_land_of_the_office(app):
    set_setting(key="land", value="NW", by=None, now=NOW)
    import_text(LIST.replace(";13;", ";;"))
    assert set(db.session.scalars(sa.select(Organisation.state))) == {"NW"}


def test_a_second_import_changes_nothing_and_says_so(app):
    import_text(LIST)
    versions = list(db.session.execute(sa.select(Organisation.id, Organisation.version)))
    report = import_text(LIST)
    assert summary(report, done=True) == (
        "Nichts geändert: Alle 3 Einrichtungen mit 4 Angeboten stehen schon so im Verzeichnis."
    )
    assert list(db.session.execute(sa.select(Organisation.id, Organisation.version))) == versions
    assert count(Offer) == 4


def test_spoiled_rows_are_named_by_line_while_good_rows_go_in(app):
    report = import_text(SPOILED)
    assert [(line, kind) for line, kind, _ in report["problems"]] == [
        (6, "name"), (7, "coordinate"), (8, "columns"), (9, "duplicate"),
    ]  # fmt: skip
    assert report["new_houses"] == 3


def test_what_the_office_corrected_survives_a_newer_list(app):
    import_text(LIST)
    house = db.session.scalar(sa.select(Organisation).where(Organisation.name == "Haus Amselgrün"))
    house.phone = "0399 555-7"
    db.session.commit()
    newer = LIST.replace("0399 555-1", "0399 555-2").replace("amsel.example", "amselgruen.example")
    report = import_text(newer)
    assert (house.phone, house.website) == ("0399 555-7", "https://amselgruen.example")
    assert report["conflicts"] == [["Haus Amselgrün", "Telefon", "0399 555-7", "0399 555-2"]]
    assert report["changed_houses"] == 1


def test_markup_and_formulas_of_a_list_stay_text(app, login_as):
    import_text(LIST.replace("Haus Amselgrün", "<script>alert(1)</script>").replace("Ringweg", "=1+1"))
    text = login_as(Role.TEAM_LEAD).get("/verzeichnis/").text
    assert "<script>alert" not in text


def test_a_file_without_names_is_refused(app):
    with pytest.raises(RuleBroken, match="Name der Einrichtung"):
        read_and_plan(b"telefon;ort\n1;Musterstadt\n")


def test_the_command_reports_like_the_page(app, tmp_path, monkeypatch):
    monkeypatch.setenv("LOTSE_INSTANCE", str(tmp_path))
    monkeypatch.setenv("LOTSE_PUBLIC_BASE_URL", "http://localhost")
    file = tmp_path / "liste.csv"
    file.write_bytes(SPOILED.encode("cp1252"))
    runner = CliRunner()
    first = runner.invoke(directory, ["import", str(file)])
    assert first.exit_code == 0, first.output
    assert "Eingelesen: 3 neue Einrichtungen mit 4 neuen Angeboten." in first.output
    assert "Zeile 8: Die Zeile hat 3 statt 14 Spalten." in first.output
    assert "Nichts geändert" in runner.invoke(directory, ["import", str(file)]).output
    file.write_bytes(b"%PDF")
    assert runner.invoke(directory, ["import", str(file)]).exit_code == 1


def test_a_place_in_germany_but_far_from_the_list_is_named_and_left_out(app):
    near = "9;Wohnen;Wohnen;Haus Nah;Ringweg;11;00901;Musterstadt;13;;;1;259551;5941959\n"
    report = import_text(LIST + near + FAR)
    assert report["problems"] == []
    [[line, _, reason]] = report["warnings"]
    assert line == 7
    assert "km vom Mittelpunkt der Liste entfernt" in reason
    house = db.session.scalar(sa.select(Organisation).where(Organisation.name == "Haus Weitweg"))
    assert (house.latitude, house.longitude) == (None, None)


@pytest.mark.parametrize("spoiled", [("259551;5941959", "99;5941559"), ("259551;5941959", ";")])
def test_a_known_place_stays_when_a_newer_list_has_a_slip_or_none_there(app, spoiled):
    near = "9;Wohnen;Wohnen;Haus Nah;Ringweg;11;00901;Musterstadt;13;;;1;259551;5941959\n"
    import_text(LIST + near)
    house = db.session.scalar(sa.select(Organisation).where(Organisation.name == "Haus Nah"))
    known = (house.latitude, house.longitude)
    assert None not in known
    for _ in range(2):
        report = import_text(LIST + near.replace(*spoiled))
        db.session.expire_all()
        assert (house.latitude, house.longitude) == known
        assert report["changed_houses"] == 0
    import_text(LIST + near.replace("259551", "259561"))
    db.session.expire_all()
    assert (house.latitude, house.longitude) != known


def test_a_list_that_covers_a_wide_land_is_measured_by_its_own_spread():
    wide = [GeoPoint(50 + step / 10, 9 + step / 10) for step in range(30)]
    assert find_stray(wide) == {}
    assert find_stray([GeoPoint(51, 10), GeoPoint(54, 14)]) == {}
    cluster = [GeoPoint(51 + step / 1000, 10) for step in range(20)]
    assert set(find_stray([*cluster, GeoPoint(54, 14)])) == {GeoPoint(54, 14)}
