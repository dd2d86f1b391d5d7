"""Every page a role can reach by links is accessible, fits 320 px and says nothing in the console."""

from __future__ import annotations

import pytest

from lotse.accounts.rules import Role
from tests.browser.checks import axe_faults, faults_of

_visited: set[str] = set()


@pytest.mark.parametrize("role", list(Role))
def test_pages_of_a_role_pass_axe_and_reflow(office, open_as, role: Role) -> None:
    addresses = {name: path for name, path in office.addresses(role).items() if name not in _visited}
    page = open_as(role, "/konto")
    faults = list(office.broken[role])
    for endpoint, path in addresses.items():
        _visited.add(endpoint)
        faults += faults_of(page, path)
    assert not faults, "\n".join(faults)


def test_the_log_in_page_passes_too(office, browser) -> None:
    context = browser.new_context(base_url=office.base, reduced_motion="reduce")
    faults = faults_of(context.new_page(), "/anmelden")
    context.close()
    assert not faults, "\n".join(faults)


def test_the_check_sees_a_bad_page(open_as) -> None:
    page = open_as(Role.NAVIGATOR, "/stil")
    page.evaluate("document.querySelector('main').innerHTML = '<img src=/x><p>hell</p><input>'")
    page.evaluate("document.querySelector('main p').style.color = '#ddd'")
    assert len(axe_faults(page)) >= 3
