"""Whatever is typed into any form of any role: no 500, no script, no lost page.

The walk opens one page of every kind, fills each form there with what cannot be, and looks afterwards whether anything
of it runs as a script anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode

import pytest

from lotse.accounts.rules import Role
from tests.browser.office import Office
from tests.hostile import MARKER, TYPED, FormReader

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROLES = [*Role]


@pytest.fixture(scope="module")
def spoiled(office: Office) -> Office:
    """The office after all its forms were filled with hostile values; its `faults` tell what answered how."""
    office.faults = [*_fill_all_forms(office)]
    return office


def _fill_all_forms(office: Office) -> Iterator[str]:
    seen: set[tuple[str, ...]] = set()
    for role in ROLES:
        client = office.client(role)
        for path in office.addresses(role).values():
            page = client.get(path, base_url=office.base)
            for form in FormReader(page.text, path).forms:
                target = form.action.partition("?")[0]
                kind = (re.sub(r"\d+", "N", target), *sorted({name for name, *_ in form.fields}))
                if kind in seen or target == "/abmelden":
                    continue
                seen.add(kind)
                for what, data in form.filled():
                    if form.method == "post":
                        answer = client.post(form.action, data=data, base_url=office.base)
                    else:
                        answer = client.get(target, query_string=data, base_url=office.base)
                    if answer.status_code >= 500:
                        yield f"{role} {form.method} {form.action} with {what}: {answer.status_code}"
                    if answer.mimetype == "text/html" and MARKER in answer.text:
                        yield f"{role} {form.method} {form.action} echoes a script"
                    if answer.status_code == 303 and "/anmelden" in answer.location:
                        client = office.client(role)  # the form ended the session (password, other sessions)
    assert len(seen) > 100, "the walk found hardly any form: it is broken"


def test_no_form_answers_500_or_echoes_a_script(spoiled: Office) -> None:
    assert spoiled.faults == []


@pytest.mark.parametrize("role", ROLES)
def test_no_stored_text_runs_as_a_script_and_no_link_broke(spoiled: Office, role: Role) -> None:
    client = spoiled.client(role)
    pages = spoiled.addresses(role)
    unprintable = "answers 422"  # a paper that would hold a sign its fonts lack says so instead of printing a hole
    assert [fault for fault in spoiled.broken[role] if not fault.endswith(unprintable)] == []
    running = [path for path in pages.values() if MARKER in client.get(path, base_url=spoiled.base).text]
    assert running == []


@pytest.mark.parametrize("role", ROLES)
def test_no_parameter_of_an_address_answers_500(office: Office, role: Role) -> None:
    client, faults = office.client(role), []
    for path in office.addresses(role).values():
        address, _, query = path.partition("?")
        names = {"seite", "page", "tag", "von", "bis", "q", *(name for name, _ in parse_qsl(query))}
        for what, value in TYPED.items():
            text = urlencode(dict.fromkeys(names, value[:2000]))
            answer = client.get(f"{address}?{text}", base_url=office.base)
            if answer.status_code >= 500:
                faults.append(f"{address} with {what} in {sorted(names)}")
    assert faults == []
