"""Every page says who may open it, is opened by them, and refuses everybody else."""

from __future__ import annotations

import pytest
from flask import Flask

from lotse.accounts.access import PUBLIC, roles_of
from lotse.accounts.rules import Role

PUBLIC_ENDPOINTS = {
    "static",
    "healthz",
    "readyz",
    "accounts.login",
    "reminders.feed",
    "partner.open_link",
    "partner.show",
    "partner.answer",
    "partner.forward",
    "partner.receipt",
}


def test_no_route_was_forgotten_by_the_guard(app: Flask) -> None:
    assert [rule.rule for rule in app.url_map.iter_rules() if roles_of(app, rule.endpoint) is None] == []


def test_only_a_handful_of_pages_is_public(app: Flask) -> None:
    assert {
        rule.endpoint for rule in app.url_map.iter_rules() if roles_of(app, rule.endpoint) == PUBLIC
    } == PUBLIC_ENDPOINTS


def test_ids_in_addresses_are_typed(app: Flask) -> None:
    untyped = [
        rule.rule
        for rule in app.url_map.iter_rules()
        for argument in rule.arguments
        if argument.endswith("_id") and f"<id:{argument}>" not in rule.rule
    ]
    assert untyped == []


@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_refused_wherever_it_is_not_named(app: Flask, login_as, role: Role) -> None:
    browser = login_as(role)
    wrongly_open = []
    for rule in app.url_map.iter_rules():
        roles = roles_of(app, rule.endpoint)
        if roles == PUBLIC or role in roles:
            continue
        address = rule.build({name: 1 if name.endswith("_id") else "x" for name in rule.arguments})[1]
        method = "get" if "GET" in rule.methods else "post"
        if getattr(browser, method)(address).status_code != 403:
            wrongly_open.append((rule.rule, role))
    assert wrongly_open == []


def test_visitors_are_sent_to_the_log_in_page(app: Flask, client) -> None:
    let_in = []
    for rule in app.url_map.iter_rules():
        if roles_of(app, rule.endpoint) == PUBLIC:
            continue
        address = rule.build({name: 1 if name.endswith("_id") else "x" for name in rule.arguments})[1]
        answer = getattr(client, "get" if "GET" in rule.methods else "post")(address)
        if answer.status_code != 303 or not answer.location.startswith("/anmelden"):
            let_in.append(rule.rule)
    assert let_in == []
