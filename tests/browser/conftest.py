"""Chromium, the running demo office, and pages signed in by role."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lotse.accounts.rules import Role
from lotse.demo.staff import PASSWORD
from tests.browser.office import Office, load_demo, serve
from tests.conftest import missing_tool

expect.set_options(timeout=20_000)  # a state is waited for, not judged by how busy the machine is


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium."""
    mark_browser(items, "tests/browser")


def mark_browser(items: list[pytest.Item], folder: str) -> None:
    """Mark the tests of a folder; in CI each may try twice, and who needed it is named at the end (ADR 0360)."""
    for item in items:
        if folder in str(item.path):
            item.add_marker(pytest.mark.browser)
            if os.environ.get("CI") == "true":
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Debian's Chromium instead of a download."""
    chromium = shutil.which("chromium")
    if chromium is None:
        missing_tool("chromium is missing: apt-get install -y chromium")
    return {"executable_path": chromium, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def demo_instance(tmp_path_factory: pytest.TempPathFactory, browser_type_launch_args: dict[str, object]) -> Path:
    """The instance folder of a demo office as it was loaded, never served: copies of it are."""
    folder = tmp_path_factory.mktemp("demo")
    load_demo(folder)
    return folder


@pytest.fixture(scope="module")
def office(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A demo office of its own for each module, served: what one leaves behind, the next never meets."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(demo_instance, folder, dirs_exist_ok=True)
    return serve(folder)


@pytest.fixture(scope="module")
def sessions(office: Office, browser: Browser) -> Callable[[Role], object]:
    """Sign in once per role and module; return the cookies."""
    known: dict[Role, object] = {}

    def of(role: Role) -> object:
        if role not in known:
            context = browser.new_context(base_url=office.base)
            sign_in(context.new_page(), office.login_of(role))
            known[role] = context.storage_state()
            context.close()
        return known[role]

    return of


@pytest.fixture
def open_as(office: Office, browser: Browser, sessions: Callable[[Role], object]) -> Iterator[Callable[..., Page]]:
    """Open a page as a role: `open_as(Role.NAVIGATOR, "/faelle", width=320, dark=True, scripts=False)`."""
    contexts: list[BrowserContext] = []

    def open_page(role: Role, path: str, *, width: int = 1366, dark: bool = False, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=office.base,
            storage_state=sessions(role),
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            locale="de-DE",
            reduced_motion="reduce",
            timezone_id="Europe/Berlin",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def sign_in(page: Page, login: str) -> None:
    """Fill in the log-in form."""
    page.goto("/anmelden")
    page.locator("input[name=login]").fill(login)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda address: "/anmelden" not in address)
