"""Kept addresses are those that Flask builds."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.routing import BuildError

from lotse.foundation.web.addresses import Addresses
from lotse.foundation.web.converters import IdConverter


@pytest.fixture
def site() -> Flask:
    site = Flask("site")
    site.url_map.converters["id"] = IdConverter

    def view(**_: object) -> str:
        return ""

    for rule, endpoint in (
        ("/personen/<id:person_id>", "person"),
        ("/faelle/<id:case_id>/ziele/<id:goal_id>", "goal"),
        ("/liste/", "list"),
        ("/wort/<word>", "word"),
    ):
        site.add_url_rule(rule, endpoint, view)
    site.add_url_rule("/seite/", "paged", view, defaults={"page": 1})
    site.add_url_rule("/seite/<int:page>", "paged", view)
    return site


ASKED = (
    ("person", {"person_id": 7}),
    ("person", {"person_id": 2147483647}),
    ("person", {"person_id": 7, "weg": "phone"}),
    ("person", {"person_id": 7, "weg": None}),
    ("person", {"seite": 3, "person_id": 7}),
    ("goal", {"goal_id": 12, "case_id": 3}),
    ("goal", {"case_id": 12, "goal_id": 3}),
    ("list", {}),
    ("list", {"seite": 4}),
    ("list", {"seite": 4, "_anchor": "unten"}),
    ("list", {"wahr": True}),
    ("word", {"word": "ä/b"}),
    ("paged", {"page": 1}),
    ("paged", {"page": 2}),
    ("static", {"filename": "css/base.css"}),
)


@pytest.mark.parametrize("mounted", ["", "/lotse"])
@pytest.mark.parametrize(("endpoint", "values"), ASKED)
def test_an_address_is_the_same_whether_it_was_built_or_kept(site, mounted, endpoint, values) -> None:
    kept = Addresses(site, keeps=True)
    with site.test_request_context("/", environ_overrides={"SCRIPT_NAME": mounted}):
        expected = site.url_for(endpoint, **values)
        assert [kept(endpoint, **values) for _ in range(3)] == [expected] * 3
        assert expected.startswith(mounted)


def test_the_numbers_of_one_address_are_not_those_of_the_next(site) -> None:
    kept = Addresses(site, keeps=True)
    with site.test_request_context("/"):
        assert [kept("person", person_id=n) for n in (1, 22, 333)] == ["/personen/1", "/personen/22", "/personen/333"]


def test_an_unknown_page_is_as_unknown_as_before(site) -> None:
    with site.test_request_context("/"), pytest.raises(BuildError):
        Addresses(site, keeps=True)("nowhere", person_id=1)
