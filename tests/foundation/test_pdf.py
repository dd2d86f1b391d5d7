"""The PDF process: what it refuses, what it survives, and what its files claim."""

import hashlib
import io
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import pikepdf
import pymupdf
import pytest

from lotse.foundation import pdf
from lotse.foundation.pdf_batch import print_many

PAGE = '<html lang="de"><head><title>Probe</title></head><body><h1>Probe</h1><p>{}</p></body></html>'
CSS = 'body { font-family: "Fira Sans", Vazirmatn }'


def page(text: str) -> pdf.Sheet:
    return pdf.Sheet(PAGE.format(text), CSS)


needs_pango = pytest.mark.pdf


@pytest.fixture(scope="module")
def printer() -> Iterator[pdf.Printer]:
    printer = pdf.Printer()
    yield printer
    printer.close()


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """Listen on a port of this machine and remember who called."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        done = threading.Event()

        def listen() -> None:
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                calls.append("called")
                connection.close()

        listener = threading.Thread(target=listen)
        listener.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x", calls
        done.set()
        listener.join()


CONSTRUCTS = [
    '<img alt="a" src="{url}">',
    '<img alt="a" src="file:///etc/passwd">',
    '<link rel="stylesheet" href="{url}">',
    '<link rel="attachment" href="{url}">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<a rel="attachment" href="file:///etc/passwd">x</a>',
    '<a rel="attachment" href="{url}">x</a>',
    '<object data="{url}" type="image/png"></object>',
    '<embed src="{url}" type="image/png">',
    '<style>@import url("{url}");</style>',
    '<style>@font-face {{ font-family: evil; src: url("{url}") }} p {{ font-family: evil }}</style>',
    '<style>p {{ background-image: url("{url}") }}</style>',
    '<style>p::before {{ content: url("{url}") }}</style>',
    '<style>li {{ list-style-image: url("{url}") }}</style><ul><li>x</li></ul>',
    '<p style="border-image-source: url({url}); border: 1px solid">x</p>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="{url}" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><use href="{url}#a"/></svg>',
    '<img alt="a" src="data:image/svg+xml,&lt;!DOCTYPE s [&lt;!ENTITY e SYSTEM \'file:///etc/passwd\'&gt;]&gt;'
    "&lt;svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'&gt;&lt;text&gt;%26e;&lt;/text&gt;&lt;/svg&gt;\">",
    '<base href="{url}"><img alt="a" src="pixel.png">',
    '<style>@page {{ background: url("file:///etc/passwd") }}</style>',
]


@needs_pango
@pytest.mark.parametrize("construct", CONSTRUCTS, ids=range(len(CONSTRUCTS)))
def test_nothing_is_fetched_from_network_or_disk(printer, canary, construct):
    url, calls = canary
    try:
        made = printer.print([page(construct.format(url=url))])
    except pdf.PdfFailed:
        made = b""
    assert calls == []
    assert b"root:x:0" not in expanded(made)
    assert b"/EmbeddedFile" not in expanded(made)


def expanded(made: bytes) -> bytes:
    """Return the PDF with its streams unpacked, so that its content can be searched."""
    if not made:
        return b""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as opened:
        opened.save(target, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()


@needs_pango
@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ('<img alt="Siegel" src="siegel.png">', "asset"),
        ('<img alt="Siegel" src="data:image/png;base64,kaputt">', "asset"),
        ('<img alt="Siegel" src="data:image/png;base64,aGFsbG8=">', "markup"),
        ("Anschrift 漢字", "glyph"),
        ('<span style="font-variant-whatever: 1">x</span>', "markup"),
    ],
)
def test_a_hole_on_the_page_is_an_error(printer, markup, kind):
    with pytest.raises(pdf.PdfFailed) as failure:
        printer.print([page(markup)])
    assert failure.value.kind == kind


@needs_pango
def test_the_missing_character_is_named(printer):
    with pytest.raises(pdf.PdfFailed, match="„漢“ \\(U\\+6F22\\)"):
        printer.print([page("漢")])


@needs_pango
@pytest.mark.parametrize(
    "name", ["Łucja Çelik-Weiß", "Наталія Ґалаґан-Їжакевич", "ليلى حداد", "Nguyễn Thị Ánh", "Ðorđe"]
)
def test_names_of_the_county_can_be_printed(printer, name):
    assert printer.print([page(name)]).startswith(b"%PDF-1.7")


@needs_pango
def test_a_page_that_takes_too_long_is_stopped_and_the_next_one_printed():
    impatient = pdf.Printer()
    impatient.print([page("warm")])
    impatient._time_limit = 2.0
    with pytest.raises(pdf.PdfFailed) as failure:
        impatient.print([page("<div>Wort " * 60_000)])
    assert failure.value.kind in {"timeout", "crash"}
    impatient._time_limit = pdf.TIME_LIMIT  # a new process has to start on a machine that may be busy
    assert impatient.print([page("danach")]).startswith(b"%PDF")
    impatient.close()


@needs_pango
def test_a_child_that_hangs_without_working_is_stopped_by_the_clock():
    impatient = pdf.Printer(time_limit=0.5)
    impatient._running_child().send_signal(signal.SIGSTOP)
    with pytest.raises(pdf.PdfFailed) as failure:
        impatient.print([page("steht")])
    assert failure.value.kind == "timeout"
    impatient.close()


@needs_pango
def test_memory_is_bounded_and_the_next_page_printed(printer):
    huge = "<svg xmlns='http://www.w3.org/2000/svg' width='40000' height='40000'></svg>"
    with pytest.raises(pdf.PdfFailed) as failure:
        printer.print([page(huge + "<p>" + "x" * 300_000_000)])
    assert failure.value.kind in {"memory", "crash"}
    assert printer.print([page("danach")]).startswith(b"%PDF")


@needs_pango
def test_a_killed_process_is_replaced(printer):
    printer.print([page("eins")])
    printer._child.kill()
    printer._child.wait()
    assert printer.print([page("zwei")]).startswith(b"%PDF")


@needs_pango
def test_threads_take_turns(printer):
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda n=n: made.append(printer.print([page(f"Brief {n}")]))) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 6
    assert all(one.startswith(b"%PDF") for one in made)


@needs_pango
def test_the_file_claims_archive_and_accessibility_and_embeds_its_fonts(printer):
    made = printer.print([page("Text"), page("zweiter Brief")])
    with pikepdf.open(io.BytesIO(made)) as opened:
        metadata = opened.open_metadata()
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert len(opened.pages) == 2
        assert all(page.Tabs == "/S" for page in opened.pages)
        assert opened.Root.Lang == "de"
        fonts = [font for page in opened.pages for font in page.Resources.Font.values()]
        assert all("/FontFile2" in font.DescendantFonts[0].FontDescriptor for font in fonts)


def test_missing_libraries_stop_the_letter_not_the_server(monkeypatch):
    monkeypatch.setattr(pdf, "missing_libraries", lambda: ("libpango-1.0.so.0",))
    with pytest.raises(pdf.PdfUnavailable, match="apt-get install -y --no-install-recommends libpango"):
        pdf.Printer().print([page("x")])


def test_the_check_names_each_library_that_cannot_be_loaded(monkeypatch):
    monkeypatch.setattr(pdf, "LIBRARIES", ("libc.so.6", "libnirgends.so.9"))
    pdf.missing_libraries.cache_clear()
    assert pdf.missing_libraries() == ("libnirgends.so.9",)
    pdf.missing_libraries.cache_clear()


def test_importing_the_printer_does_not_load_weasyprint():
    seen = "import sys, lotse.foundation.pdf; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", seen], cwd=pdf.ROOT, check=False).returncode == 0


def test_the_vendored_fonts_are_the_ones_that_were_checked_in():
    listed = dict(re.findall(r"^\| (\S+\.ttf) .* ([0-9a-f]{64}) \|$", (pdf.FONTS / "README.md").read_text(), re.M))
    assert listed == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in pdf.FONTS.glob("*.ttf")}


@needs_pango
def test_many_documents_come_back_in_their_order_and_one_failure_stays_alone():
    jobs = [[page(f"Nummer {number}" if number != 4 else "漢")] for number in range(9)]
    done = print_many(jobs)
    assert [isinstance(made, pdf.PdfFailed) for made in done] == [number == 4 for number in range(9)]
    for number, made in enumerate(done):
        if isinstance(made, bytes):
            with pymupdf.open(stream=made) as opened:
                assert f"Nummer {number}" in opened[0].get_text()
