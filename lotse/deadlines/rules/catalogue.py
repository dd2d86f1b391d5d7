"""The catalogue: which event starts which statutory deadline, and which rule of the engine computes it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from lotse.deadlines.rules.book import RULES, Rule
from lotse.deadlines.rules.engine import needed_inputs

CERTAINTIES = {
    "S": "sicher",
    "F": "ziemlich sicher: aus Praxis oder zweiter Hand",
    "V": "vor Ort prüfen, bevor man sich darauf verlässt",
}
STARTS = {"E": "Tag nach dem Ereignis", "N": "Tag nach der Bekanntgabe", "B": "rückwärts vom Ende", "-": "–"}
ROLLS = {"R": "nächster Werktag", "-": "verschiebt sich nicht", "B": "verschiebt sich nicht"}

# What the form asks for besides what the rule needs, because it can change the result.
_OPTIONAL = {
    "REMEDY": ("actual_receipt", "regime"),
    "AUTHORITY_PERIOD": ("actual_receipt", "regime"),
    "BENEFIT_START": ("previous_period_end",),
    "FILING_DATE": ("reached_competent_on",),
    "PRESERVED": ("reached_competent_on", "form"),
}
# These tell apart what an entry leaves open only if nothing else says it: an authority decides under the SGB X.
_ONLY_IF_FREE = ("regime",)
_MONTHLY = ("SGB2", "SGB12_GRUNDSICHERUNG", "WOHNGELD", "KIZ", "BAB", "BAFOEG")


@dataclass(frozen=True)
class Variant:
    """One way to compute an entry: a rule with the inputs that the law fixes."""

    label: str
    rule: Rule
    fixed: Mapping[str, Any]
    labels: Mapping[str, str]
    is_free: bool = False

    @property
    def asks(self) -> tuple[str, ...]:
        """Return the inputs that a person must give."""
        needed, _ = needed_inputs(self.rule, self.fixed)
        return tuple(name for name in dict.fromkeys(needed) if name not in self.fixed)

    @property
    def may_ask(self) -> tuple[str, ...]:
        """Return the inputs that a person may give."""
        if self.is_free:
            by_law = (name for names in self.rule.by_law.values() for name in names)
            names: tuple[str, ...] = (*_OPTIONAL.get(self.rule.code, ()), *by_law)
        elif self.rule.code == "BENEFIT_START" and self.fixed.get("benefit_law") not in _MONTHLY:
            names = ()
        else:
            names = tuple(name for name in _OPTIONAL.get(self.rule.code, ()) if name not in _ONLY_IF_FREE)
        asked = {*self.asks, *self.fixed}
        return tuple(name for name in dict.fromkeys(names) if name not in asked)


@dataclass(frozen=True)
class Entry:
    """One statutory deadline with all that must be shown beside its dates."""

    number: int
    area: str
    trigger: str
    period: str
    start: str
    roll: str
    norm: str
    consequence: str
    certainty: str
    state: str
    variants: tuple[Variant, ...]
    not_computable: str
    lead_days: int

    @property
    def is_certain(self) -> bool:
        """Say whether the entry is sure enough to be shown without a mark."""
        return self.certainty == "S"


@cache
def catalogue() -> tuple[Entry, ...]:
    """Return all entries in the order of their numbers."""
    text = resources.files("lotse.deadlines.rules").joinpath("catalogue.toml").read_text(encoding="utf-8")
    document = tomllib.loads(text)
    return tuple(_entry(row, document["state"]) for row in document["entry"])


def find_entry(number: int | None) -> Entry | None:
    """Return the entry of that number, if there is one."""
    return next((entry for entry in catalogue() if entry.number == number), None)


def find_variant(key: str) -> tuple[Entry, Variant] | None:
    """Return entry and variant for a key such as '14-2', if there is one."""
    return _by_key().get(key) or free_rules().get(key)


def variant_key(entry: Entry, position: int) -> str:
    """Return the key under which the form offers a variant."""
    return f"{entry.number}-{position}"


@cache
def free_rules() -> Mapping[str, tuple[Entry, Variant]]:
    """Return every rule of the engine as an entry that asks for all its inputs, for what the catalogue lacks."""
    return {f"R{number}": _free(rule) for number, rule in enumerate(RULES.values(), start=1)}


def _free(rule: Rule) -> tuple[Entry, Variant]:
    variant = Variant(rule.title, rule, {}, {}, is_free=True)
    entry = Entry(
        number=0,
        area="Freie Berechnung",
        trigger=rule.title,
        period="nach Eingabe",
        start="",
        roll="",
        norm=rule.norm,
        consequence=rule.consequence,
        certainty=rule.certainty,
        state=rule.version,
        variants=(variant,),
        not_computable="",
        lead_days=7,
    )
    return entry, variant


@cache
def _by_key() -> Mapping[str, tuple[Entry, Variant]]:
    return {
        variant_key(entry, position): (entry, variant)
        for entry in catalogue()
        for position, variant in enumerate(entry.variants, start=1)
    }


def _entry(row: Mapping[str, Any], state: str) -> Entry:
    labels = row.get("labels", {})
    variants = tuple(
        Variant(given["label"], RULES[given["rule"]], given["inputs"], labels) for given in row.get("variants", ())
    )
    return Entry(
        number=row["number"],
        area=row["area"],
        trigger=row["trigger"],
        period=row["period"],
        start=row["start"],
        roll=row["roll"],
        norm=row["norm"],
        consequence=row["consequence"],
        certainty=row["certainty"],
        state=row.get("state", state),
        variants=variants,
        not_computable=row.get("not_computable", ""),
        lead_days=row.get("lead_days", 7),
    )
