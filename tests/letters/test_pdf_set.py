"""The whole set of printed things: conformance, embedded fonts, and text that stays text."""

from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf
import pytest
from fontTools.ttLib import TTFont

from lotse.foundation.sheets import render_sheet, sheet_html
from lotse.letters.rules.printing import Printable, printable_letter
from lotse.referrals.rules.reasons import DECLINE
from tests.factories.letter_contents import make_referral_letter, make_short_letter, printed_set
from tests.pdf_checks import is_whole, keeps_its_fonts, reads_aloud, says_what_it_is

pytestmark = pytest.mark.pdf

SET = printed_set()


def render(printable: Printable) -> bytes:
    return render_sheet(printable.template, style=printable.style, **printable.context)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    for name, printable in SET.items():
        (folder / f"{name}.pdf").write_bytes(render(printable))
    return folder


def test_outloud_finds_neither_error_nor_warning(folder):
    reads_aloud(*folder.glob("*.pdf"))


@pytest.mark.parametrize("name", SET)
def test_each_is_whole_keeps_its_fonts_and_says_what_it_is(folder, name):
    file = folder / f"{name}.pdf"
    is_whole(file)
    keeps_its_fonts(file)
    says_what_it_is(file, "Sozialbüro Musterkreis")


def test_sheets_that_should_fit_one_page_do(folder):
    pages = {path.stem: len(pymupdf.open(path)) for path in folder.glob("*.pdf")}
    longer = {"referral", "referral-long", "objection-easy", "decision-easy"}
    assert {name for name, count in pages.items() if count > 1} == longer


def test_the_reply_form_can_be_filled_in(folder):
    with pikepdf.open(folder / "reply-form.pdf") as opened:
        fields = {str(field.T): str(field.TU) for field in opened.Root.AcroForm.Fields}
    assert fields["accept"] == "Ja, wir übernehmen."
    assert len(fields) >= 25
    assert all(fields.values())


def test_the_paper_offers_every_reason_that_the_screens_offer(folder):
    with pikepdf.open(folder / "reply-form.pdf") as opened:
        offered = {str(field.TU) for field in opened.Root.AcroForm.Fields}
    assert {reason.label.removesuffix(" nicht gedeckt") for reason in DECLINE} <= offered
    assert "Dazu (bis wann, welche)" in offered


def test_a_form_carries_what_may_be_typed_and_not_a_whole_font(folder):
    file = folder / "reply-form.pdf"
    assert file.stat().st_size < 80_000
    with pikepdf.open(file) as opened:
        fonts = [
            TTFont(BytesIO(thing.FontFile2.read_bytes()))
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing
        ]
    shapes = [
        {code for code, name in font.getBestCmap().items() if font["glyf"][name].numberOfContours} for font in fonts
    ]
    typed = max(shapes, key=len)
    assert all(ord(sign) in typed for sign in "AZaz09ÄÖÜäöüßẞéèçğışțŁžő§€„“–@/()")


def test_the_reply_form_names_nobody(folder):
    text = pymupdf.open(folder / "reply-form.pdf")[0].get_text()
    assert "Özdemir" not in text
    assert "7KQ2M-9XBDF" in text


def test_the_reminder_gives_nothing_away(folder):
    text = pymupdf.open(folder / "partner-reminder.pdf")[0].get_text()
    assert "Özdemir" not in text
    assert "Schulden" not in text.replace("Schuldenhilfe", "").replace("Schuldnerberatung", "", 1)


def test_empty_fields_leave_no_empty_heading():
    printable = printable_letter(make_short_letter())
    html = sheet_html(printable.template, **printable.context)
    assert "<h2>Um wen es geht</h2>" in html
    assert html.count("<h2>") == 1
    assert "None" not in html


HOSTILE = [
    '<img src="http://127.0.0.1:9/x">',
    "<script>alert(1)</script>",
    '"><style>@import url(http://127.0.0.1:9/)</style>',
    "{{ 7*7 }}{% raw %}",
    "&lt;b&gt; & </td></table>",
    "x\" onload=\"y' data-foot='z",
    "@page { size: 1mm } */ url(file:///etc/passwd)",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_somebody_typed_is_printed_as_typed(text):
    letter = make_referral_letter(
        client_name=text, wish=text, discussed=(text,), needs=(text,), our_sign=text, service=text, request=text
    )
    with pymupdf.open(stream=render(printable_letter(letter))) as opened:
        shown = "".join(page.get_text() for page in opened)
    assert "".join(text.split()) in "".join(shown.split())


def test_a_reprint_of_the_same_data_is_the_same_page():
    first, second = (render(SET["receipt"]) for _ in range(2))
    pixels = [pymupdf.open(stream=made)[0].get_pixmap(dpi=60).samples for made in (first, second)]
    assert pixels[0] == pixels[1]
