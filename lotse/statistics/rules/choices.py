"""What a reader chose to see: period, view of the office, comparison, filters; kept in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lotse.statistics.rules.periods import Comparison, Period, quarter_of, read_period
from lotse.statistics.rules.referral_facts import EVERYTHING
from lotse.statistics.rules.referral_pages import PARAMETERS

AXES_BY_PARAMETER = {parameter: axis for axis, parameter in PARAMETERS.items()}
STANDINGS = {
    "offen": "offen",
    "angekommen": "in Hilfe oder geholfen",
    "nicht-angekommen": "nicht angekommen",
    "zurueckgezogen": "zurückgezogen",
    "warteliste": "auf Warteliste",
    "abgelehnt": "abgelehnt",
    "spaet": "spät beantwortet",
    "ungedeckt": "ungedeckter Bedarf",
}
NO_COMPARISON = "ohne"


@dataclass(frozen=True)
class Choice:
    """A choice; `filters` maps axes (and `standing`) to values and is empty for whoever sees the protected view."""

    period: Period
    scope: str = EVERYTHING
    comparison: Comparison | None = Comparison.YEAR_BEFORE
    filters: Mapping[str, str] = field(default_factory=dict)

    def address(self, **changes: str) -> dict[str, Any]:
        """Return the parameters of the address; an empty change takes one away."""
        own = {
            "zeitraum": self.period.key,
            "sicht": self.scope,
            "vergleich": self.comparison or NO_COMPARISON,
            **{PARAMETERS.get(axis, "stand"): value for axis, value in self.filters.items()},
        }
        return {name: value for name, value in {**own, **changes}.items() if value}

    @property
    def shared_address(self) -> dict[str, Any]:
        """Return the parameters that every file and every protected view has."""
        return replace(self, filters={}).address()

    def for_everybody(self) -> "Choice":
        """Return what remains of the choice in the protected view: no filters, and nothing shorter than a quarter."""
        period = quarter_of(self.period.start) if self.period.month else self.period
        return replace(self, filters={}, period=period)


def read_choice(
    given: Mapping[str, str],
    *,
    today: date,
    scopes: Mapping[str, str],
    default_scope: str,
    known: Mapping[str, Mapping[str, str]],
) -> Choice:
    """Read a choice from an address; what makes no sense falls back to the usual, never to an error."""
    period = read_period(given.get("zeitraum", "")) or Period(today.year)
    scope = given.get("sicht", default_scope)
    comparison: Comparison | None = None
    wanted = given.get("vergleich", Comparison.YEAR_BEFORE)
    if wanted != NO_COMPARISON:
        comparison = Comparison(wanted) if wanted in set(Comparison) else Comparison.YEAR_BEFORE
    filters = {
        axis: given[name]
        for name, axis in AXES_BY_PARAMETER.items()
        if given.get(name) and given[name] in known.get(axis, {})
    }
    if given.get("stand") in STANDINGS:
        filters["standing"] = given["stand"]
    month = read_period(given.get("monat", ""))
    return Choice(
        month if month and month.month and period.start <= month.start <= period.end else period,
        scope if scope in scopes else default_scope,
        comparison,
        filters,
    )
