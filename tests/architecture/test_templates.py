"""Templates compile, pages have a title and carry no style or script of their own; vendored files are as listed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from flask import Flask

from lotse.config import ROOT

TEMPLATES = sorted(path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html"))
PAGES = [
    name for name in TEMPLATES if not Path(name).name.startswith("_") and "macros/" not in name and "/pdf/" not in name
]
STATIC = ROOT / "lotse" / "static"
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:|\bhx-on|\bhx-vals='js:", re.IGNORECASE
)


def source(name: str) -> str:
    return (ROOT / "templates" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles(app: Flask, name: str) -> None:
    app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", [n for n in PAGES if n != "base.html" and not n.startswith("mail/")])
def test_page_extends_the_frame_and_has_a_title(name: str) -> None:
    text = source(name)
    assert re.search(r'{%-? extends "', text), "a page extends base.html or a frame of its slice"
    assert re.search(r"{%-? block title\b", text), "a page names itself in the block title"


@pytest.mark.parametrize("name", [n for n in TEMPLATES if "/pdf/" not in n])
def test_template_carries_no_inline_style_script_or_handler(name: str) -> None:
    text = re.sub(r"{#.*?#}", "", source(name), flags=re.DOTALL)
    assert INLINE.findall(text) == []


def test_every_fragment_is_used_somewhere() -> None:
    everything = "\n".join(source(name) for name in TEMPLATES)
    everything += "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "lotse").rglob("*.py"))
    fragments = [name for name in TEMPLATES if Path(name).name.startswith("_")]
    assert [name for name in fragments if f'"{name}"' not in everything] == []


def test_no_stylesheet_is_longer_than_two_hundred_lines() -> None:
    sheets = {path.name: path.read_text().count("\n") for path in (STATIC / "css").rglob("*.css")}
    assert {name: lines for name, lines in sheets.items() if lines > 200} == {}


def test_stylesheets_use_tokens_that_exist() -> None:
    kern = (STATIC / "vendor" / "kern-2.7.2" / "kern.min.css").read_text()
    own = "\n".join(path.read_text() for path in (STATIC / "css").rglob("*.css"))
    known = set(re.findall(r"(--[\w-]+)\s*:", kern + own))
    assert set(re.findall(r"var\((--[\w-]+)\s*\)", own)) - known == set()


def test_icons_named_in_templates_are_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "img" / "icons.svg").read_text()))
    named = {icon for name in TEMPLATES for icon in re.findall(r'\bicon\("([\w-]+)"', source(name))}
    assert named - drawn == set()


def test_vendored_files_are_the_ones_that_were_reviewed() -> None:
    folder = STATIC / "vendor"
    sums = {
        found
        for readme in folder.rglob("README.md")
        for found in re.findall(r"^\| ([\w.-]+) \|.*?([0-9a-f]{64})`? \|$", readme.read_text(), re.MULTILINE)
    }
    foreign = [path for path in folder.rglob("*") if path.suffix in {".css", ".js", ".woff2", ".ttf"}]
    assert foreign
    changed = [p.name for p in foreign if (p.name, hashlib.sha256(p.read_bytes()).hexdigest()) not in sums]
    assert changed == []
