"""Every field of the counter, filled with what must not be: a sentence at the field, nothing lost, no 500.

The forms are read from the pages as a browser shows them, so a new field is tested without being named here.
"""

from __future__ import annotations

import html
import uuid

import pytest

from lotse.accounts.rules import Role
from lotse.clients.actions import households
from lotse.clients.rules.households import Evidence, RelationKind
from lotse.foundation.db import db
from tests.conftest import csrf_token
from tests.factories.accounts import make_unit, make_user
from tests.factories.clients import make_person
from tests.factories.frontdesk import make_concern
from tests.hostile import FormReader

BAD = {
    "an impossible day": "31.02.2026",
    "forty digits": "9" * 40,
    "one letter": "Ö",
    "an apostrophe": "D'Angelo",
    "Arabic": "محمد",
    "Cyrillic": "Іваненко",
    "ten thousand letters": "x" * 10_000,
    "emoji": "😀👩‍👧",
    "NUL": "a\0b",
    "wildcards": "%_%",
    "quotes": "\"'`´",
    "search operators": "* NEAR( OR -- ) ^",
}
TYPED = {"text", "textarea", "search", "tel", "email", "number", "date", "time"}
UNTYPED_TWICE = {"q"}


@pytest.fixture
def desk(app, login_as):
    """Somebody at the counter, and the pages whose forms are hers."""
    make_unit("team")
    make_concern()
    person, other = make_person(phone="0171 5550123"), make_person("Berger", "Ute")
    relation = households.relate(
        person=person, other=other, kind=RelationKind.CARER, evidence=Evidence("Urkunde"),
    )  # fmt: skip
    user = make_user(Role.FRONT_DESK)
    db.session.commit()
    ids = {"person": person.id, "relation": relation.id}
    return login_as(user), ids


PAGES = (
    "/empfang/?weg=phone",
    "/empfang/rueckrufe",
    "/empfang/anfragen",
    "/personen/neu",
    "/personen/{person}/bearbeiten",
    "/personen/{person}/hinweis",
    "/personen/{person}/haushalt",
    "/personen/{person}/beziehung",
    "/personen/{person}/beziehung/{relation}/nachweis",
    "/personen/{person}/verbinden",
)


@pytest.mark.parametrize("address", PAGES)
def test_no_value_of_any_field_breaks_a_form_or_is_lost(desk, address):
    browser, ids = desk
    path = address.format(**ids)
    page = browser.get(path).text
    forms = [form for form in FormReader(page, path).forms if form.method == "post" and typed_fields(form)]
    assert forms
    token, refused = csrf_token(page), 0
    for form in forms:
        for name in typed_fields(form):
            for what, value in BAD.items():
                answer = browser.post(form.action, data={**filled(form, token), name: value})
                where = f"{form.action}, {name}: {what}"
                assert answer.status_code in {200, 303, 422}, f"{where} answers {answer.status_code}"
                if answer.status_code == 422:
                    refused += 1
                    assert 'class="field__error"' in answer.text or "error-summary" in answer.text, where
                    assert is_kept(answer.text, value), f"{where} is lost"
    assert refused


def typed_fields(form) -> list[str]:
    return [name for name, kind, *_ in form.fields if kind in TYPED and name not in UNTYPED_TWICE]


def filled(form, token: str) -> dict[str, str]:
    """What the page holds, with a key of its own, so that no answer is that of an earlier try."""
    data: dict[str, str] = {}
    for name, kind, held, ticked in form.fields:
        if kind not in {"checkbox", "radio"} or ticked:
            data.setdefault(name, held)
    return {**data, "csrf_token": token, "form_key": uuid.uuid4().hex, "draft_version": "0"}


def is_kept(page: str, value: str) -> bool:
    """Whether the typed text stands in the answer; a browser's date field cannot hold what is no date."""
    return value in html.unescape(page) or value.replace("\0", "�") in html.unescape(page) or value == BAD["NUL"]
