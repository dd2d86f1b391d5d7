"""Journeys run in the same browser and against the same demo office as the pages do."""

from __future__ import annotations

import pytest

from tests.browser.conftest import browser_type_launch_args, demo_instance, mark_browser, office, open_as, sessions

__all__ = ["browser_type_launch_args", "demo_instance", "office", "open_as", "sessions"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium."""
    mark_browser(items, "tests/journeys")
