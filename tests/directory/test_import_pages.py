"""The pages of lists: uploaded, looked at, carried out or thrown away, and exported again."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.directory.actions.planning import read_and_plan
from lotse.directory.models import DirectoryImport, Organisation
from lotse.foundation.db import db
from tests.factories.directory import make_offer, make_organisation
from tests.factories.lists import FAR, LIST, SPOILED, import_text
from tests.factories.stored import count


@pytest.fixture
def admin(login_as):
    return login_as(Role.ADMINISTRATION)


def upload(browser, submit, content: bytes, name: str = "liste.csv"):
    return submit(browser, "/verzeichnis/listen", {"file": (io.BytesIO(content), name)})


def test_an_administrator_sees_the_preview_before_anything_is_written(app, admin, submit):
    answer = upload(admin, submit, SPOILED.encode("cp1252"), "../../etc/liste.csv")
    assert answer.status_code == 303
    page = admin.get(answer.location).text
    assert "3 neue Einrichtungen mit 4 neuen Angeboten" in page
    assert "Zeile 8" in page or ">8<" in page
    assert "etc" not in page
    assert count(Organisation) == 0


def test_the_import_is_carried_out_once(app, admin, submit):
    where = upload(admin, submit, LIST.encode()).location
    answer = submit(admin, where, {}, to=f"{where}/einlesen")
    assert answer.status_code == 303
    assert "Eingelesen: 3 neue Einrichtungen" in admin.get(answer.location).text
    assert count(Organisation) == 3
    assert db.session.scalar(sa.select(DirectoryImport.content)) is None
    assert submit(admin, where, {}, to=f"{where}/einlesen").status_code == 422


def test_columns_can_be_chosen_by_hand(app, admin, submit):
    where = upload(admin, submit, b"Haus;Platz\nStelle Eins;Musterstadt\n").location
    page = admin.get(where).text
    assert "nicht erkannt" in page
    assert "Stelle Eins" in admin.get(f"{where}?einrichtung=0&ort=1").text
    answer = submit(admin, where, {"einrichtung": "0", "ort": "1"}, to=f"{where}/einlesen")
    assert answer.status_code == 303
    assert db.session.scalar(sa.select(Organisation.name)) == "Stelle Eins"


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04x", b"\x00" * 500])
def test_an_upload_that_is_no_list_is_refused_at_the_field(app, admin, submit, content):
    answer = upload(admin, submit, content)
    assert answer.status_code == 422
    assert count(DirectoryImport) == 0


def test_an_upload_can_be_thrown_away(app, admin, submit):
    where = upload(admin, submit, LIST.encode()).location
    assert submit(admin, where, {}, to=f"{where}/verwerfen").status_code == 303
    assert count(DirectoryImport) == 0


def test_the_export_can_be_imported_again_and_changes_nothing(app, admin):
    import_text(LIST)
    for name in ("csv", "xlsx"):
        exported = admin.get(f"/verzeichnis/verzeichnis.{name}").data
        report = read_and_plan(exported).report()
        assert (report["problems"], report["new_houses"], report["new_offers"], report["changed_houses"]) == (
            [],
            0,
            0,
            0,
        )


def test_an_exported_cell_never_becomes_a_formula(app, admin):
    import_text(LIST.replace("Haus Amselgrün", "=cmd()"))
    text = admin.get("/verzeichnis/verzeichnis.csv").data.decode("utf-8-sig")
    assert ";=cmd" not in text
    assert "'=cmd()" in text


def test_a_confidential_address_is_not_exported(app, admin):
    make_offer(
        make_organisation(name="Schutzhaus", street="Verborgen 7", town="Geheimstadt", address_confidential=True)
    )
    db.session.commit()
    text = admin.get("/verzeichnis/verzeichnis.csv").data.decode("utf-8-sig")
    assert "Schutzhaus" in text
    assert "Verborgen" not in text
    assert "Geheimstadt" not in text


def test_the_preview_names_places_that_lie_far_away(app, admin, submit):
    near = "9;Wohnen;Wohnen;Haus Nah;Ringweg;11;00901;Musterstadt;13;;;1;259551;5941959\n"
    upload = {"file": (io.BytesIO((LIST + near + FAR).encode("cp1252")), "liste.csv")}
    where = submit(admin, "/verzeichnis/listen", upload).location
    assert "Bitte ansehen: übernommen ohne Lage auf der Karte" in admin.get(where).text
