"""HTML to PDF, in a process of its own with limits on time and memory.

WeasyPrint is never imported here: it is slow to load, not safe in threads, and absent on a machine without Pango.
"""

import atexit
import contextlib
import ctypes
import functools
import json
import os
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import NamedTuple

from lotse.foundation.pdf_errors import INSTALL_LINE, PdfFailed, PdfUnavailable

__all__ = ["INSTALL_LINE", "PdfFailed", "PdfUnavailable", "Printer", "Sheet", "missing_libraries", "printer"]

TIME_LIMIT = 20.0
"""Seconds of the child's own work; three times as long by the clock, for a machine that has other things to do."""
PATIENCE = 60.0
ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "lotse" / "static" / "vendor" / "pdf-fonts"
LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
)


@functools.cache
def missing_libraries() -> tuple[str, ...]:
    """Name the system libraries that WeasyPrint would not find; empty when letters can be printed."""
    if not sys.platform.startswith("linux"):
        return ()
    return tuple(name for name in LIBRARIES if not _loads(name))


def _loads(library: str) -> bool:
    with contextlib.suppress(OSError):
        ctypes.CDLL(library)
        return True
    return False


class Sheet(NamedTuple):
    """One HTML document with its stylesheet."""

    html: str
    css: str = ""


class Printer:
    """One warm child process. It takes one job at a time and is replaced when it hangs, dies or eats too much."""

    def __init__(self, time_limit: float = TIME_LIMIT) -> None:
        self._time_limit = time_limit
        self._turn = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def print(self, sheets: list[Sheet]) -> bytes:
        """Return the PDF of these documents, one after the other in one file."""
        if missing_libraries():
            raise PdfUnavailable
        if not self._turn.acquire(timeout=PATIENCE):
            raise PdfFailed("busy")
        try:
            return self._ask(json.dumps(sheets).encode())
        finally:
            self._turn.release()

    def warm_up(self) -> None:
        """Start the child and let it load fonts, so that the first letter of the day is as quick as the others."""
        with contextlib.suppress(PdfUnavailable, PdfFailed):
            self.print([Sheet('<html lang="de"><title>Probe</title><p>Probe</p></html>')])

    def close(self) -> None:
        """End the child; the next job starts a new one."""
        if self._child is not None and self._owner == os.getpid():
            self._child.kill()
            self._child.communicate()
        self._child = None

    def _ask(self, job: bytes) -> bytes:
        child = self._running_child()
        assert child.stdin is not None
        assert child.stdout is not None
        answered, overdue = threading.Event(), threading.Event()
        threading.Thread(target=self._watch, args=(child, answered, overdue), daemon=True).start()
        try:
            child.stdin.write(struct.pack(">I", len(job)) + job)
            child.stdin.flush()
            head = child.stdout.read(5)
            body = child.stdout.read(struct.unpack(">I", head[1:])[0]) if len(head) == 5 else b""
        except (OSError, MemoryError):
            head, body = b"", b""
        finally:
            answered.set()
        if head[:1] == b"+":
            return body
        if head[:1] == b"-":
            raise PdfFailed(**json.loads(body))
        self.close()
        raise PdfFailed("timeout" if overdue.is_set() else "crash")

    def _watch(self, child: subprocess.Popen[bytes], answered: threading.Event, overdue: threading.Event) -> None:
        """Kill a child that works too long on one job, or hangs."""
        begun, worked_before = time.monotonic(), _seconds_worked(child.pid)
        while not answered.wait(0.2):
            passed = time.monotonic() - begun
            worked = _seconds_worked(child.pid) - worked_before
            if worked > self._time_limit or passed > 3 * self._time_limit:
                overdue.set()
                child.kill()
                return

    def _running_child(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._owner != os.getpid() or self._child.poll() is not None:
            self.close()
            environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS / "fonts.conf"), "PYTHONWARNINGS": "ignore"}
            self._child = subprocess.Popen(
                [sys.executable, "-m", "lotse.foundation.pdf_child"],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._owner = os.getpid()
        return self._child


def _seconds_worked(pid: int) -> float:
    """Return the processor time a process has used; where the system does not tell, what the clock says."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


printer = Printer()
atexit.register(printer.close)
