"""Several finished PDFs as one file for the printer."""

import io
from collections.abc import Sequence
from contextlib import ExitStack


def join_pdfs(files: Sequence[bytes]) -> bytes:
    """Return the pages of all files in their order, for paper: marks for screen readers stay with the originals."""
    import pikepdf  # only when a batch is printed: the start of the server need not wait for it

    target = io.BytesIO()
    with ExitStack() as opened, pikepdf.new() as joined:
        for content in files:
            joined.add_pages_from(opened.enter_context(pikepdf.open(io.BytesIO(content))))
        joined.save(target)
    return target.getvalue()
