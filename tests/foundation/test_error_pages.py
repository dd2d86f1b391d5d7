"""What a page says when the database does not answer: nothing about typed words where nothing was typed."""

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.frontdesk.routes import search
from tests.conftest import csrf_token
from tests.factories.accounts import make_user


@pytest.fixture
def refusing(monkeypatch):
    def refuse(*_args, **_more):
        raise sa.exc.OperationalError("select 1", None, Exception("gone"))

    monkeypatch.setattr(search, "search_persons", refuse)
    monkeypatch.setattr("lotse.frontdesk.routes.lists.list_day", refuse)
    monkeypatch.setattr("lotse.frontdesk.routes.waiting.desk.take_down_request", refuse)


def test_a_page_that_only_reads_offers_to_load_it_again(app, login_as, refusing):
    client = login_as(make_user(Role.FRONT_DESK))
    answer = client.get("/empfang/tag?tag=2026-11-20")
    assert answer.status_code == 503
    assert "es ist nichts verloren" in answer.text
    assert 'href="http://localhost/empfang/tag?tag=2026-11-20">Neu laden' in answer.text
    token = csrf_token(client.get("/empfang/anfragen").text)
    assert "es ist nichts verloren" in client.post("/suche", data={"q": "Kaya", "csrf_token": token}).text
    saved = client.post("/empfang/anfragen", data={"text": "Anfrage", "csrf_token": token})
    assert saved.status_code == 503
    assert "Ihre Eingaben stehen noch im Formular" in saved.text
