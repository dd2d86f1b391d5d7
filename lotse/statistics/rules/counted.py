"""Counted referrals as the pages are built from them, and what a page wants counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.protection import protected
from lotse.statistics.rules.referral_cells import COUNTERS, TOTAL

Counts = Mapping[str, int]
Histogram = Mapping[int, int]
NO_COUNTS: Counts = dict.fromkeys(COUNTERS, 0)
STEPS = (5, 10, 20)
"""Working days after which a cohort is looked at."""


@dataclass(frozen=True)
class Wanted:
    """What a page reads: axes, histograms of the whole, histograms of the receivers it can show, months by an axis."""

    axes: Sequence[str]
    measures: Sequence[str] = ()
    by_receiver: Sequence[str] = ()
    ranked: Sequence[tuple[str, int]] = ()
    months_by: str = ""
    cohorts: bool = False


@dataclass(frozen=True)
class Counted:
    """Everything the pages are built from; the same whether it was read from the summary or counted in full."""

    groups: Mapping[str, Mapping[str, Counts]]
    days: Mapping[tuple[str, str], Mapping[str, Histogram]]
    months: Mapping[str, Counts]
    answers: Mapping[str, Histogram]
    months_by: Mapping[str, Mapping[str, Counts]] = field(default_factory=dict)
    before: Counts | None = None
    before_days: Mapping[str, Histogram] = field(default_factory=dict)

    @property
    def total(self) -> Counts:
        """Return the counts of everything, restricted referrals included."""
        return self.groups.get(TOTAL, {}).get("", NO_COUNTS)


@dataclass(frozen=True)
class Place:
    """A municipality of the map."""

    key: str
    name: str
    population: int


@dataclass(frozen=True)
class Frame:
    """What the builder must know beside the numbers: the period, names, places."""

    period: Period
    months: Sequence[Period]
    labels: Mapping[str, Mapping[str, str]]
    places: Sequence[Place] = ()
    before_label: str = ""
    ripe_until: str = ""


def ranked_values(groups: Mapping[str, Counts], ranked: Sequence[tuple[str, int]]) -> set[str]:
    """Return the values that can stand among the first so many by a counter, exactly or rounded."""
    found: set[str] = set()
    for counter, limit in ranked:
        order = sorted((protected(counts[counter]) for counts in groups.values()), reverse=True)
        least = order[limit - 1] if len(order) >= limit else 0
        found |= {value for value, counts in groups.items() if protected(counts[counter]) >= least}
    return found


def add_counts(parts: Sequence[Counts]) -> dict[str, int]:
    """Add counters up."""
    total: Counter[str] = Counter(dict.fromkeys(COUNTERS, 0))
    for part in parts:
        total.update(part)
    return dict(total)


def add_days(parts: Sequence[Mapping[str, Histogram]]) -> dict[str, dict[int, int]]:
    """Add histograms up, measure by measure."""
    total: dict[str, Counter[int]] = {}
    for part in parts:
        for measure, histogram in part.items():
            total.setdefault(measure, Counter()).update(histogram)
    return {measure: dict(histogram) for measure, histogram in total.items()}
