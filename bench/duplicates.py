"""Precision and recall of the duplicate matcher: thresholds were set on one seed, this reports another."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench.faults import Pair, Written, negatives, population, positives
from bench.measure import Figure
from lotse.clients.rules.birthdates import Precision
from lotse.clients.rules.matching import ASK_FROM, Commonness, Profile, compare
from lotse.clients.rules.names import plain

TRAINING_SEED, REPORT_SEED = 11, 4711
EACH_FAULT, EACH_STRANGER = 120, 3500


@dataclass
class Report:
    """What was found and what was missed, by kind."""

    found: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    strangers: Counter[str] = field(default_factory=Counter)

    @property
    def recall(self) -> float:
        """Share of pairs of one person that are asked about."""
        return sum(self.found.values()) / sum(self.total.values())

    @property
    def precision(self) -> float:
        """Share of questions that are about one person."""
        return sum(self.found.values()) / (sum(self.found.values()) + sum(self.alarms.values()))


def profile(written: Written) -> Profile:
    """Return what the matcher sees of a record."""
    phones = frozenset({written.phone.removeprefix("+")} if written.phone else ())
    return Profile(
        written.last, written.first, written.former, written.born, Precision(written.precision), phones,
        written.street, written.postcode,
    )  # fmt: skip


def commonness_in(people: Iterable[Written]) -> Commonness:
    """Return the share of each name as the office would count it in its own records."""
    counts: dict[str, int] = defaultdict(int)
    total = 0
    for person in people:
        total += 1
        for name in {plain(person.last), *plain(person.first).split()[:1]}:
            counts[name] += 1
    return lambda name: counts.get(name, 0.5) / total


def measure(seed: int, each_fault: int = EACH_FAULT, each_stranger: int = EACH_STRANGER) -> Report:
    """Judge all pairs of one seed."""
    random_ = random.Random(seed)
    people = population(random_, 20_000)
    commonness, report = commonness_in(people), Report()
    for pair in positives(random_, people, each_fault):
        report.total[pair.kind] += 1
        report.found[pair.kind] += _asks(pair, commonness)
    for pair in negatives(random_, people, each_stranger):
        report.strangers[pair.kind] += 1
        report.alarms[pair.kind] += _asks(pair, commonness)
    return report


def show(report: Report) -> str:
    """Return the report as a table."""
    lines = [f"{'kind of fault':36} found  of   recall"]
    lines += [f"{k:36} {report.found[k]:5} {n:4} {report.found[k] / n:7.3f}" for k, n in report.total.items()]
    lines += [f"{'kind of stranger':36} alarms of   share"]
    lines += [f"{k:36} {report.alarms[k]:5} {n:4} {report.alarms[k] / n:7.4f}" for k, n in report.strangers.items()]
    lines.append(f"recall {report.recall:.4f} of {sum(report.total.values())}, precision {report.precision:.4f}")
    return "\n".join(lines)


def _asks(pair: Pair, commonness: Commonness) -> bool:
    return compare(profile(pair.one), profile(pair.other), commonness).bits >= ASK_FROM


def figures(_path: Path) -> list[Figure]:
    """Return recall and precision, and each kind of fault and of stranger, as lines of the bench table."""
    report = measure(REPORT_SEED)
    return [
        Figure(
            "D1",
            "duplicates: recall over all faulty pairs",
            f"{report.recall:.3f}",
            None,
            ">= 0.97",
            report.recall >= 0.97,
        ),
        Figure("D2", "duplicates: precision", f"{report.precision:.3f}", None, ">= 0.95", report.precision >= 0.95),
        *(
            Figure("D1", f"found: {kind}", f"{report.found[kind]} of {total}", None, "-", None)
            for kind, total in report.total.items()
        ),
        *(
            Figure("D2", f"false alarms: {kind}", f"{report.alarms[kind]} of {total}", None, "-", None)
            for kind, total in report.strangers.items()
        ),
    ]


if __name__ == "__main__":
    import sys

    print(show(measure(TRAINING_SEED if "train" in sys.argv else REPORT_SEED)))
