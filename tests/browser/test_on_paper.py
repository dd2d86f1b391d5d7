"""What is longer than a page begins on the first one: a sheet for the client, a list of the desk."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from lotse.accounts.rules import Role


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is missing")
def test_the_sheet_of_a_guide_begins_on_its_first_page(open_as, tmp_path) -> None:
    page = open_as(Role.FRONT_DESK, "/verzeichnis/leitfaeden")
    for address in {link.get_attribute("href") for link in page.locator("main a[href*='/leitfaeden/']").all()[:8]}:
        page.goto(f"{address}/blatt")
        page.pdf(path=tmp_path / "sheet.pdf", format="A4")
        first = subprocess.run(
            ["pdftotext", "-l", "1", str(tmp_path / "sheet.pdf"), "-"], check=True, capture_output=True, text=True
        ).stdout
        assert "Bitte mitbringen" in first, address
