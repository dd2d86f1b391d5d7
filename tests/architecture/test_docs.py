"""The documents name what is there: every slice, every command, every setting."""

import re
from pathlib import Path

from lotse import config
from lotse.cli import COMMANDS

README = (config.ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (config.ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
FOR_DEVELOPMENT_ONLY = {"LOTSE_DEVELOPMENT"}


def test_the_architecture_names_every_slice():
    slices = {folder.parent.name for folder in (config.ROOT / "lotse").glob("*/__init__.py")}
    assert slices - set(re.findall(r"`(\w+)`", ARCHITECTURE)) == set()


def test_the_readme_names_every_command():
    assert set(COMMANDS) - set(re.findall(r"`(\w+)(?: [^`]*)?`", README)) == set()


def test_the_readme_names_every_setting():
    read = set(re.findall(r'"(LOTSE_\w+[A-Z])"', Path(config.__file__).read_text(encoding="utf-8")))
    assert read
    assert read - FOR_DEVELOPMENT_ONLY - set(re.findall(r"`(LOTSE_\w+)`", README)) == set()


def test_every_decision_that_is_named_was_written_down():
    written = {file.name[:4] for file in (config.ROOT / "docs" / "adr").glob("*.md")}
    places = (("lotse", "*.py"), ("templates", "*.html"), ("docs", "*.md"))
    files = [file for folder, kind in places for file in (config.ROOT / folder).rglob(kind)]
    named = {number for file in files for number in re.findall(r"ADR (\d{4})", file.read_text(encoding="utf-8"))}
    assert named - written == set()
