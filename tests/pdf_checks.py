"""What every printed page must pass: outloud (PDF/UA), qpdf, embedded fonts, title, language, archive level."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pymupdf


def run(tool: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a checker; one that is missing is a failure, for the set must never go unchecked."""
    path = shutil.which(tool) or shutil.which(tool, path=str(Path(sys.executable).parent))
    assert path, f"{tool} fehlt"
    return subprocess.run([path, *words], capture_output=True, text=True, check=False)


def reads_aloud(*files: Path) -> None:
    """Assert that outloud finds neither error nor warning."""
    said = run("outloud", "--fail-on", "warning", *sorted(map(str, files)))
    assert said.returncode == 0, said.stdout


def is_whole(file: Path) -> None:
    """Assert that qpdf finds nothing to mend."""
    said = run("qpdf", "--check", str(file))
    assert said.returncode == 0, said.stdout + said.stderr


def keeps_its_fonts(file: Path) -> None:
    """Assert that every font is inside, and nothing else is."""
    with pikepdf.open(file) as opened:
        assert "/EmbeddedFiles" not in opened.Root.get("/Names", {})
        for page in opened.pages:
            for font in page.Resources.get("/Font", {}).values():
                assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


def says_what_it_is(file: Path, author: str) -> None:
    """Assert title, author, language, tags, PDF/UA-1 and PDF/A-3a."""
    with pikepdf.open(file) as opened:
        assert str(opened.docinfo.Title)
        assert str(opened.docinfo.Author) == author
        assert opened.Root.Lang == "de"
        assert opened.Root.MarkInfo.Marked
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        with opened.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def text_of(pdf: bytes) -> str:
    """Return what a reader finds in a PDF, in one line."""
    with pymupdf.open(stream=pdf) as opened:
        return " ".join("".join(page.get_text() for page in opened).split())
