"""Relations between persons and the documents that show them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.clients.models import Relation
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
