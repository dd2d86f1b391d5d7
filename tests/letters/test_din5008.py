"""The letter measured in its PDF: DIN 5008 form B, each place within one millimetre."""

from dataclasses import replace

import pymupdf
import pytest

from lotse.foundation.sheets import render_sheet
from lotse.letters.rules.parties import AddressTooLongError, Recipient
from lotse.letters.rules.printing import printable_letter
from tests.factories.letter_contents import RECIPIENT, make_long_letter, make_referral_letter

pytestmark = pytest.mark.pdf

MM = 72 / 25.4
FIVE_LINES = RECIPIENT
SIX_LINES = replace(RECIPIENT, lines=(*RECIPIENT.lines[:3], "Hinterhaus, 2. Stock", *RECIPIENT.lines[3:]))
LETTERS = {
    "five-line address": make_referral_letter(),
    "six-line address with notes": make_referral_letter(
        recipient=replace(SIX_LINES, notes=("Persönlich", "Vertraulich", "Nicht nachsenden", "Einschreiben"))
    ),
    "two pages and more": make_long_letter(),
}


@pytest.fixture(scope="module", params=LETTERS)
def letter(request):
    printable = printable_letter(LETTERS[request.param])
    with pymupdf.open(stream=render_sheet(printable.template, style=printable.style, **printable.context)) as opened:
        yield opened


def place(page, text):
    """Return left, top, right, bottom of a text in millimetres from the corner of the sheet."""
    box = page.search_for(text)[0]
    return tuple(value / MM for value in box)


def near(measured, wanted):
    return abs(measured - wanted) <= 1.0


def words_in(page, left, top, right, bottom):
    """Return the words that show, even in part, inside a rectangle given in millimetres."""
    window = pymupdf.Rect(left * MM, top * MM, right * MM, bottom * MM)
    return [word[4] for word in page.get_text("words") if window.intersects(pymupdf.Rect(word[:4]))]


def test_the_sheet_is_a4(letter):
    for page in letter:
        assert near(page.rect.width / MM, 210)
        assert near(page.rect.height / MM, 297)


def test_fold_marks_and_hole_mark_stand_on_the_first_page_only(letter):
    marks = [
        (line[1].y / MM, line[1].x / MM, line[2].x / MM)
        for drawing in letter[0].get_drawings()
        for line in drawing["items"]
        if line[0] == "l" and max(line[1].x, line[2].x) / MM < 15
    ]
    heights = sorted(round(y, 1) for y, _, _ in marks)
    assert [near(found, wanted) for found, wanted in zip(heights, (105, 148.5, 210), strict=True)] == [True] * 3
    assert all(left < 10 for _, left, _ in marks)
    later = [d for page in letter.pages(1) for d in page.get_drawings() if d["rect"].x1 / MM < 15]
    assert later == []


def test_the_address_zone_begins_at_62_7_and_holds_every_line(letter):
    lines = letter[0].get_text("dict", clip=pymupdf.Rect(24 * MM, 62.7 * MM, 105 * MM, 90.5 * MM))
    spans = [line for block in lines["blocks"] for line in block["lines"]]
    assert near(spans[0]["bbox"][0] / MM, 25)
    assert 62.2 <= spans[0]["bbox"][1] / MM <= 64.7
    assert max(span["bbox"][3] for span in spans) / MM <= 90
    assert len(spans) in (5, 6)


def test_the_window_shows_the_address_and_the_return_line_and_nothing_else(letter):
    shown = words_in(letter[0], 20, 45, 105, 90)
    allowed = " ".join((*SIX_LINES.lines, "Persönlich Vertraulich Nicht nachsenden Einschreiben")).split()
    allowed += LETTERS["five-line address"].office.return_line.split()
    assert set(shown) <= set(allowed)
    assert set(RECIPIENT.lines[-1].split()) <= set(shown)


def test_the_information_block_stands_at_125_by_50(letter):
    left, top, _, _ = place(letter[0], "Ihr Zeichen")
    assert near(left, 125)
    assert near(top, 50)
    _, _, right, _ = place(letter[0], "kaya@musterkreis.example")
    assert right <= 200


def test_the_subject_stands_at_98_5_and_the_text_at_25_to_190(letter):
    left, top, _, _ = place(letter[0], "Überleitung:")
    assert near(left, 25)
    assert near(top, 98.5)
    assert top >= 97.9
    words = [word for word in letter[0].get_text("words") if word[1] / MM > 110 and word[0] / MM > 15]
    assert min(word[0] for word in words) / MM >= 24.5
    assert max(word[2] for word in words) / MM <= 190.5


def test_two_blank_lines_follow_the_subject_and_one_the_salutation(letter):
    page = letter[0]
    subject, salutation = place(page, "Überleitung:"), place(page, "Sehr geehrte")
    text = place(page, "wir haben mit")
    assert 10 <= salutation[1] - subject[3] <= 13
    assert 2 <= text[1] - salutation[3] <= 7


def test_every_page_is_numbered_and_later_ones_name_the_letter(letter):
    for number, page in enumerate(letter, start=1):
        assert f"Seite {number} von {len(letter)}" in page.get_text()
    for page in letter.pages(1):
        assert "Unser Zeichen L-2026-0412/MK" in page.get_text()


def test_a_neutral_envelope_does_not_name_the_office():
    printable = printable_letter(make_referral_letter(recipient=replace(RECIPIENT, sensitive=True)))
    with pymupdf.open(stream=render_sheet(printable.template, style=printable.style, **printable.context)) as opened:
        shown = words_in(opened[0], 20, 45, 105, 90)
    assert "Sozialbüro" not in shown
    assert "Landkreis" in shown


def test_an_address_that_overflows_the_window_is_refused():
    with pytest.raises(AddressTooLongError, match="sechs Zeilen"):
        Recipient(lines=("Ein sehr langer Name einer Einrichtung, der auf keine einzelne Zeile passt",) * 4)
    with pytest.raises(AddressTooLongError):
        Recipient(lines=("", "  "))
