"""What a reader chose to see: period, view of the office, comparison, filters; kept in the address."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote_plus

from lotse.foundation.errors import RuleBroken
from lotse.statistics.rules.periods import Comparison, Period, quarter_of, read_period
from lotse.statistics.rules.referral_cells import EVERYTHING
from lotse.statistics.rules.referral_columns import PARAMETERS

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

    def links_to(self, page: str) -> Callable[[Mapping[str, str]], str]:
        """Return what puts this choice and a query behind the address of a page; a hundred links share the choice."""
        own = {name: quote_plus(value) for name, value in self.address().items()}

        def link(query: Mapping[str, str]) -> str:
            parts = own | {name: quote_plus(value) for name, value in query.items()}
            return f"{page}?{'&'.join(f'{name}={value}' for name, value in parts.items())}"

        return link

    @property
    def shared_address(self) -> dict[str, Any]:
        """Return the parameters that every file and every protected view has."""
        return replace(self, filters={}).address()

    def for_everybody(self) -> "Choice":
        """Return what remains of the choice in the protected view: no filters, and nothing shorter than a quarter."""
        period = quarter_of(self.period.start) if self.period.month else self.period
        return replace(self, filters={}, period=period)


KNOWN = {
    "zeitraum",
    "sicht",
    "vergleich",
    "stand",
    "monat",
    "seite",
    "key",
    "liste",
    "gruppe",
    "spalte",
    *AXES_BY_PARAMETER,
}
"""Every parameter an address of the statistics may carry; `key` and those of lists belong to single pages."""
ECHOED = 40
OPEN_ENDED = {"language", "municipality"}


class AddressRefused(RuleBroken):
    """The address asks for something that does not exist; `problems` says in German what."""

    message = "Diese Auswahl gibt es nicht."

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__()
        self.problems = problems


def read_choice(
    given: Mapping[str, str],
    *,
    today: date,
    scopes: Mapping[str, str],
    default_scope: str,
    known: Mapping[str, Mapping[str, str]],
) -> Choice:
    """Read a choice from an address; what is left empty is the usual, what makes no sense raises AddressRefused."""
    reading = _Reading({name: value for name, value in given.items() if value}, today)
    period = reading.period("zeitraum") or Period(today.year)
    found = Choice(
        reading.month(period),
        reading.one_of("sicht", scopes, "Diese Sicht gibt es für Ihr Konto nicht") or default_scope,
        reading.comparison(),
        reading.filters(known),
    )
    reading.refuse_unknown()
    if reading.problems:
        raise AddressRefused(reading.problems)
    return found


class _Reading:
    """Reads the parameters one by one and notes what is wrong with them."""

    def __init__(self, given: Mapping[str, str], today: date) -> None:
        self.given, self.today = given, today
        self.problems: list[str] = []

    def one_of(self, name: str, allowed: Collection[str], problem: str) -> str:
        """Return the value of a parameter if it is allowed; empty if it is not given."""
        value = self.given.get(name, "")
        if value and value not in allowed:
            self.problems.append(f"{problem}: „{_short(value)}“.")
            return ""
        return value

    def period(self, name: str) -> Period | None:
        """Return the period of a parameter; None if it is not given."""
        text = self.given.get(name, "")
        found = read_period(text)
        if text and found is None:
            self.problems.append(f"Der Zeitraum „{_short(text)}“ ist keiner. Richtig wäre 2026, 2026-Q3 oder 2026-03.")
        elif found and found.start > self.today:
            self.problems.append(f"Der Zeitraum „{found.label}“ liegt in der Zukunft.")
        else:
            return found
        return None

    def month(self, period: Period) -> Period:
        """Return the month of the period that was asked for, or the period."""
        month = self.period("monat")
        if month is None:
            return period
        if not month.month or not period.start <= month.start <= period.end:
            self.problems.append(f"Der Monat „{month.label}“ liegt nicht im Zeitraum „{period.label}“.")
        return month

    def comparison(self) -> Comparison | None:
        """Return what to compare with; the year before if nothing is said."""
        wanted = self.one_of("vergleich", {*Comparison, NO_COMPARISON}, "Diesen Vergleich gibt es nicht")
        return None if wanted == NO_COMPARISON else Comparison(wanted or Comparison.YEAR_BEFORE)

    def filters(self, known: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """Return the filters by axis."""
        found = {}
        for name, axis in AXES_BY_PARAMETER.items():
            given = self.given.get(name, "")
            # Of languages and places the office knows more than the map and the catalogue.
            free = {given} if axis in OPEN_ENDED and given.isprintable() and len(given) <= ECHOED else ()
            value = self.one_of(
                name, {*known.get(axis, {}), *free}, f"Den Filter „{name}“ gibt es mit diesem Wert nicht"
            )
            if value:
                found[axis] = value
        standing = self.one_of("stand", STANDINGS, "Diesen Stand gibt es nicht")
        return {**found, **({"standing": standing} if standing else {})}

    def refuse_unknown(self) -> None:
        """Note parameters that mean nothing here."""
        unknown = sorted(_short(name) for name in self.given if name not in KNOWN)
        if unknown:
            self.problems.append(f"Unbekannt in der Adresse: {', '.join(unknown[:5])}.")


def _short(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else "?" for sign in text[: ECHOED + 1])
    return shown if len(shown) <= ECHOED else shown[:ECHOED] + "…"
