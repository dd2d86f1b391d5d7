"""Uploads are judged by their content; names are made harmless."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.foundation.uploads import MOST_BYTES, Refused, check, safe_name

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 17 + b"\0\0\0\0IEND\xaeB`\x82"


def archive(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return target.getvalue()


DOCX = archive({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<w/>"})
ODT = archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})


@pytest.mark.parametrize(
    ("name", "content", "label"),
    [
        ("Bescheid.pdf", PDF, "PDF"),
        ("b.PNG", PNG, "PNG-Bild"),
        ("a.docx", DOCX, "Word-Dokument"),
        ("a.odt", ODT, "Open"),
    ],
)
def test_the_type_is_what_the_content_says(name, content, label):
    assert check(name, content).kind.label.startswith(label)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leer.pdf", b""),
        ("seite.pdf", b"<html><script>alert(1)</script>"),
        ("seite.html", PDF),
        ("bild.pdf", PNG),
        ("halb.pdf", PDF[:20]),
        ("gross.pdf", PDF + b"\0" * MOST_BYTES),
        ("makro.docx", archive({"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b"x"})),
        ("bombe.docx", archive({"[Content_Types].xml": b"", "word/document.xml": b"0" * 30_000_000})),
        ("kaputt.docx", DOCX[:40]),
        ("tabelle.xlsx", archive({"[Content_Types].xml": b"", "xl/workbook.xml": b""})),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # an archive holds the second it was made in
)
def test_everything_else_is_refused_with_a_sentence(name, content):
    with pytest.raises(Refused) as refusal:
        check(name, content)
    assert str(refusal.value).endswith(".")


def test_names_lose_their_path_and_keep_their_ending():
    assert safe_name("../../etc/passwd.pdf") == "passwd.pdf"
    assert safe_name("C:\\Users\\x\\Bescheid März.pdf") == "Bescheid März.pdf"
    assert len(safe_name("a" * 300 + ".pdf")) <= 120
    assert safe_name("a" * 300 + ".pdf").endswith(".pdf")


@given(st.text(max_size=200))
def test_no_name_survives_with_a_path_or_a_control_character(name):
    safe = safe_name(name)
    assert safe
    assert len(safe) <= 130
    assert not any(c in safe for c in '/\\\0\r\n"<>')


@given(st.binary(max_size=400))
def test_random_bytes_are_always_refused_with_a_sentence(content):
    with pytest.raises(Refused, match=r"\.$"):
        check("x.pdf", content)
