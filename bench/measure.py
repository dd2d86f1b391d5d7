"""Measuring as ratios: a figure and its divisor in turn, at least seven rounds, the median of the pair ratios."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from lotse.app.start import settle

ROUNDS = 9


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    id: str
    what: str
    absolute: str
    ratio: float | None
    target: str
    is_met: bool | None

    def __str__(self) -> str:
        verdict = {True: "ok", False: "MISSED", None: "reported"}[self.is_met]
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} x"
        return f"{self.id:5} {self.what:62} {self.absolute:>22} {ratio:>10}   target {self.target:24} {verdict}"


def cpu_ms(work: Callable[[], object], times: int = 1) -> float:
    """Return the processor time of one call in milliseconds: other jobs on the machine disturb it least."""
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times * 1000


def in_turn(work: Callable[[], object], divisor: Callable[[], object], times: int = 10) -> tuple[float, float, float]:
    """Return the median of work, of its divisor, and of the ratios of each pair: one call of each, in turn.

    Several calls of one in a row would find their code and data in the processor's cache, as no request in an office
    does: the divisor gains most by that, and every ratio would be up to twice as large.
    """
    for _ in range(3):
        work(), divisor()
    usual = gc.get_threshold()
    settle()  # as the server does at its start
    pairs = [(cpu_ms(work), cpu_ms(divisor)) for _ in range(ROUNDS * times)]
    gc.set_threshold(*usual)
    gc.unfreeze()
    mine, theirs = ([pair[side] for pair in pairs] for side in (0, 1))
    return (
        statistics.median(mine),
        statistics.median(theirs),
        statistics.median(one / other for one, other in pairs if other),
    )


def with_load(what: str) -> str:
    """Add how busy the machine is: ratios stand it, absolute figures do not."""
    return f"{what} (load {os.getloadavg()[0]:.1f})"


def percentile(values: list[float], share: float) -> float:
    """Return the value below which that share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
