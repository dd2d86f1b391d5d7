"""Relations between persons and the documents that show them."""

import io
from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.clients.models import Person, Relation, RelationSheet
from lotse.clients.rules.households import evidence_state
from lotse.foundation.clock import today
from lotse.foundation.db import db
from tests.conftest import csrf_token
from tests.factories.accounts import make_user
from tests.factories.clients import make_person


@pytest.fixture
def two(app):
    person, other = make_person(), make_person("Betreuer", "Ines")
    db.session.commit()
    return person.id, other.id


@pytest.fixture
def desk(app, login_as):
    user = make_user(Role.FRONT_DESK)
    return login_as(user), user.name


@pytest.fixture
def relate(two, desk):
    def send(**fields):
        page = f"/personen/{two[0]}/beziehung"
        usual = {"other": "Betreuer, Ines", "other_id": str(two[1]), "kind": "legal_guardian"}
        token = csrf_token(desk[0].get(page).text)
        return desk[0].post(page, data={**usual, "csrf_token": token, **fields})

    return send


def test_a_document_stands_beside_its_relation_with_who_has_seen_it(two, desk, relate):
    end = today() + timedelta(days=10)
    assert relate(
        evidence="Betreuerausweis", issued_on="2026-01-07", valid_until=end.isoformat(), seen="y"
    ).status_code == 303  # fmt: skip
    page = desk[0].get(f"/personen/{two[0]}").text
    assert "Betreuerausweis vom 07.01.2026" in page
    assert f"von {desk[1]}" in page
    assert f"Nachweis läuft am {end:%d.%m.%Y} ab" in page


def test_a_document_is_renewed_and_no_longer_warned_about(two, desk, relate):
    relate(evidence="Betreuerausweis", valid_until=(today() - timedelta(days=1)).isoformat())
    relation = db.session.scalars(sa.select(Relation)).one()
    assert "Nachweis abgelaufen" in desk[0].get(f"/personen/{two[0]}").text
    address = f"/personen/{two[0]}/beziehung/{relation.id}/nachweis"
    fields = {"evidence": "Betreuerausweis", "valid_until": (today() + timedelta(days=400)).isoformat(), "seen": "y"}
    token = csrf_token(desk[0].get(address).text)
    assert desk[0].post(address, data={"csrf_token": token, **fields}).status_code == 303
    assert "Nachweis abgelaufen" not in desk[0].get(f"/personen/{two[0]}").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Bitte den Nachweis nennen"),
        ({"kind": "carer", "seen": "y"}, "welcher Nachweis gemeint ist"),
        ({"evidence": "Vollmacht", "issued_on": "2190-01-01"}, "nicht in der Zukunft"),
        ({"evidence": "Vollmacht", "issued_on": "2026-02-01", "valid_until": "2026-01-01"}, "endet vor dem Tag"),
        ({"evidence": "Vollmacht", "issued_on": "31.02.2026"}, "Dieses Datum gibt es nicht"),
        ({"evidence": "x" * 10_000}, "Höchstens 200 Zeichen"),
    ],
)
def test_an_impossible_document_gets_a_sentence_at_its_field(relate, fields, sentence):
    answer = relate(scope="Vermögenssorge", **fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Vermögenssorge" in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Relation)) == 0


def test_a_document_nobody_has_seen_is_told():
    day = today()
    assert evidence_state(None, None, day) == ("Nachweis noch nicht gesehen", "warning")
    assert evidence_state(None, day, day) is None
    assert evidence_state(day + timedelta(days=29), day, day) is None


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"


def file(content=PDF, name="Betreuerausweis.pdf"):
    return (io.BytesIO(content), name)


@pytest.fixture
def kept(relate, two):
    """A relation with the file of its document; the addresses of its page and of the file."""
    assert relate(evidence="Betreuerausweis", seen="y", sheet=file()).status_code == 303
    relation, sheet = db.session.scalars(sa.select(Relation)).one(), db.session.scalars(sa.select(RelationSheet)).one()
    page = f"/personen/{two[0]}/beziehung/{relation.id}/nachweis"
    return page, f"{page}/{sheet.id}"


def test_the_file_of_a_document_is_taken_in_sealed_and_given_out_as_a_download(two, desk, kept):
    page, address = kept
    assert address in desk[0].get(f"/personen/{two[0]}").text
    assert "Betreuerausweis.pdf" in desk[0].get(page).text
    answer = desk[0].get(address)
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "%PDF" not in db.session.execute(sa.text("select content from relation_sheet")).scalar_one()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "a.pdf", "Die Datei ist leer"),
        (b"<html><script>", "a.pdf", "Dieser Dateityp wird nicht angenommen"),
        (b"MZ" + b"0" * 90, "a.exe", "Dieser Dateityp wird nicht angenommen"),
        (PDF, "a.png", "die Dateiendung sagt etwas anderes"),
    ],
)
def test_a_file_that_may_not_come_in_is_told_and_nothing_is_kept(relate, content, name, sentence):
    answer = relate(evidence="Vollmacht", scope="Vermögenssorge", sheet=file(content, name))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Vermögenssorge" in answer.text
    for table in (Relation, RelationSheet):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(table)) == 0


def test_after_another_mistake_the_file_is_asked_for_again(relate):
    answer = relate(evidence="", sheet=file())
    assert answer.status_code == 422
    assert "Bitte den Nachweis nennen" in answer.text
    assert "Bitte die Datei noch einmal wählen" in answer.text


def test_a_renewed_document_gets_its_file_beside_the_old_one_which_can_be_deleted(desk, kept):
    page, address = kept
    token = csrf_token(desk[0].get(page).text)
    fields = {"csrf_token": token, "evidence": "Betreuerausweis", "seen": "y", "sheet": file(name="Neu.pdf")}
    assert desk[0].post(page, data=fields).status_code == 303
    assert db.session.scalar(sa.select(sa.func.count()).select_from(RelationSheet)) == 2
    assert desk[0].post(f"{address}/entfernen", data={"csrf_token": token}).status_code == 303
    assert desk[0].get(address).status_code == 404
    assert "Neu.pdf" in desk[0].get(page).text


def test_the_file_is_closed_to_whoever_may_not_see_both_people(app, two, desk, kept, login_as):
    page, address = kept
    for role in (Role.DEPARTMENT, Role.ADMINISTRATION):
        assert login_as(role).get(address).status_code in {403, 404}
    db.session.get(Person, two[1]).restricted = True
    db.session.commit()
    token = csrf_token(desk[0].get("/empfang/").text)
    assert desk[0].get(page).status_code == desk[0].get(address).status_code == 404
    assert desk[0].post(f"{address}/entfernen", data={"csrf_token": token}).status_code == 404
    assert db.session.scalar(sa.select(sa.func.count()).select_from(RelationSheet)) == 1


def test_a_file_of_another_relation_is_not_there(two, desk, kept):
    _, address = kept
    number = address.rsplit("/", 1)[1]
    third = make_person("Dritte", "Ina")
    other = Relation(person_id=third.id, other_id=two[1], kind="carer")
    db.session.add(other)
    db.session.commit()
    assert desk[0].get(f"/personen/{third.id}/beziehung/{other.id}/nachweis/{number}").status_code == 404
