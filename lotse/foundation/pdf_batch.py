"""Many documents at once, shared between two processes: the warm one and a second that lives as long as the batch."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial

from lotse.foundation.pdf import PdfFailed, Printer, Sheet, printer

WORTH_A_SECOND_PROCESS = 8


def print_many(jobs: Sequence[list[Sheet]]) -> list[bytes | PdfFailed]:
    """Return for each job its PDF, or the error that kept it from being printed."""
    if len(jobs) < WORTH_A_SECOND_PROCESS:
        return [_try(printer, job) for job in jobs]
    with closing(Printer()) as second, ThreadPoolExecutor(2) as hands:
        halves = hands.map(_print_all, (printer, second), (jobs[::2], jobs[1::2]))
        even, odd = halves
    done: list[bytes | PdfFailed] = [b""] * len(jobs)
    done[::2], done[1::2] = even, odd
    return done


def _print_all(on: Printer, jobs: Sequence[list[Sheet]]) -> list[bytes | PdfFailed]:
    return list(map(partial(_try, on), jobs))


def _try(on: Printer, job: list[Sheet]) -> bytes | PdfFailed:
    try:
        return on.print(job)
    except PdfFailed as error:
        return error
