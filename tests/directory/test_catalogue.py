"""The delivered catalogue: complete over all departments, and no law that the sources do not hold."""

import re
import tomllib
from pathlib import Path

import pytest

from lotse.directory.rules.catalogue import Department, load_areas, load_guides

STATUTE_ROWS = tomllib.loads(Path(__file__).with_name("statute_rows.toml").read_text(encoding="utf-8"))
NORMS_OUTSIDE_THE_ROWS = {
    "§ 10a SGB VIII",
    "§ 16 Abs. 1, 2 SGB I",
    "§ 23, § 24 SGB VIII",
    "§ 32 SGB IX",
    "§ 42a SGB XI",
    "§ 65 SGB VIII",
    "§ 67b Abs. 2 SGB X",
    "§ 87 SGB III",
}
CONCERNS = [concern for area in load_areas() for concern in area.concerns]


def test_codes_of_concerns_are_unique():
    codes = [concern.code for concern in CONCERNS] + [area.code for area in load_areas()]
    assert len(codes) == len(set(codes))


def test_concerns_and_guides_cover_every_department():
    department_of = {concern.code: concern.department for concern in CONCERNS}
    assert set(department_of.values()) == set(Department)
    assert {department_of[code] for guide in load_guides() for code in guide.concerns} == set(Department)


def test_twenty_five_guides_are_delivered():
    assert len(load_guides()) == 25


@pytest.mark.parametrize("guide", load_guides(), ids=lambda guide: guide.code)
def test_a_guide_is_whole(guide):
    assert set(guide.concerns) <= {concern.code for concern in CONCERNS}
    assert guide.competent
    assert guide.documents
    assert len(guide.steps) >= 3
    assert guide.deadlines


@pytest.mark.parametrize("guide", load_guides(), ids=lambda guide: guide.code)
def test_a_guide_cites_only_norms_of_the_sources(guide):
    for deadline in guide.deadlines:
        source = STATUTE_ROWS[str(deadline.row)] if deadline.row else NORMS_OUTSIDE_THE_ROWS
        assert deadline.norm in source


@pytest.mark.parametrize("guide", load_guides(), ids=lambda guide: guide.code)
def test_plain_sentences_are_short_and_free_of_paragraphs(guide):
    for text in (*guide.plain, *(deadline.plain for deadline in guide.deadlines)):
        assert "§" not in text
        assert max(len(sentence.split()) for sentence in re.split(r"[.!?:] ", text)) <= 19
