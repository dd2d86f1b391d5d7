"""Ratings over time: first, last and target value of each dimension, change, open crises, check lists. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from lotse.cases.rules.life_situation import OPT_IN, Dimension, RatingState, View, label

DAYS_BETWEEN_COMPARED_RATINGS = 60


class RatingLike(Protocol):
    """What these rules need to know of a rating; the table row has it."""

    @property
    def dimension(self) -> str: ...
    @property
    def view(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def value(self) -> int | None: ...
    @property
    def target(self) -> int | None: ...
    @property
    def rated_on(self) -> date: ...


@dataclass(frozen=True)
class Mark:
    """A rating of one dimension: what the table keeps, without the table."""

    dimension: str
    view: str
    state: str
    value: int | None
    target: int | None
    rated_on: date


@dataclass(frozen=True)
class ProfileRow:
    """One line of the profile. `first` is None while there is only one rating."""

    dimension: Dimension
    label: str
    state: RatingState
    first: int | None = None
    first_on: date | None = None
    last: int | None = None
    last_on: date | None = None
    target: int | None = None
    hidden: bool = False

    @property
    def in_words(self) -> str:
        """The line as a sentence; for tables, screen readers and print without colour."""
        if self.hidden:
            return "vertraulich"
        if self.state is RatingState.NOT_APPLICABLE:
            return "trifft nicht zu"
        if self.last is None:
            return "nicht erhoben"
        change = f"{self.first} → {self.last}" if self.first is not None else f"{self.last}"
        return f"{change}, Ziel {self.target}" if self.target is not None else change

    @property
    def direction(self) -> str:
        """`better`, `worse`, `same`, or an empty string while nothing can be compared."""
        if self.first is None or self.last is None:
            return ""
        return "better" if self.last > self.first else "worse" if self.last < self.first else "same"


def profile(
    ratings: Iterable[RatingLike],
    *,
    view: str,
    opted_in: frozenset[Dimension] = frozenset(),
    may_see_restricted: bool = True,
) -> list[ProfileRow]:
    """Return one row per dimension of the sheet, as one side sees it.

    A restricted dimension that was opted in stands there as "vertraulich" for those who may not see it, so that
    nobody mistakes silence for absence; without opt-in it does not stand there at all.
    """
    by_dimension: dict[str, list[RatingLike]] = {}
    for rating in sorted(ratings, key=lambda r: r.rated_on):
        if rating.view == view:
            by_dimension.setdefault(rating.dimension, []).append(rating)
    return [
        _row(dimension, by_dimension.get(dimension, []), hidden=dimension in OPT_IN and not may_see_restricted)
        for dimension in Dimension
        if dimension not in OPT_IN or dimension in opted_in
    ]


def _row(dimension: Dimension, ratings: list[RatingLike], *, hidden: bool) -> ProfileRow:
    if hidden:
        return ProfileRow(dimension, label(dimension), RatingState.NOT_ASKED, hidden=True)
    if ratings and ratings[-1].state == RatingState.NOT_APPLICABLE:
        return ProfileRow(dimension, label(dimension), RatingState.NOT_APPLICABLE, last_on=ratings[-1].rated_on)
    rated = [r for r in ratings if r.state == RatingState.RATED]
    if not rated:
        return ProfileRow(dimension, label(dimension), RatingState.NOT_ASKED)
    first, last = rated[0], rated[-1]
    several = len(rated) > 1
    return ProfileRow(
        dimension,
        label(dimension),
        RatingState.RATED,
        first=first.value if several else None,
        first_on=first.rated_on if several else None,
        last=last.value,
        last_on=last.rated_on,
        target=next((r.target for r in reversed(rated) if r.target is not None), None),
    )


@dataclass(frozen=True)
class Change:
    """An outcome: two ratings of one dimension by the same view, far enough apart."""

    dimension: Dimension
    view: View
    before: int
    after: int


def changes(ratings: Iterable[RatingLike]) -> list[Change]:
    """Return one change per dimension and view: the first rating against the last that is at least 60 days later."""
    rated = sorted((r for r in ratings if r.value is not None), key=lambda r: r.rated_on)
    groups: dict[tuple[str, str], list[RatingLike]] = {}
    for rating in rated:
        groups.setdefault((rating.dimension, rating.view), []).append(rating)
    found = []
    for (dimension, view), group in groups.items():
        before, after = group[0], group[-1]
        far_apart = (after.rated_on - before.rated_on).days >= DAYS_BETWEEN_COMPARED_RATINGS
        if far_apart and before.value is not None and after.value is not None:
            found.append(Change(Dimension(dimension), View(view), before.value, after.value))
    return found


def crises(ratings: Iterable[RatingLike]) -> list[Dimension]:
    """Return the dimensions where the newest rating of any view is a 1."""
    newest: dict[tuple[str, str], RatingLike] = {}
    for rating in sorted(ratings, key=lambda r: r.rated_on):
        newest[rating.dimension, rating.view] = rating
    acute = {r.dimension for r in newest.values() if r.value == 1}
    return [d for d in Dimension if d in acute]


CHECK_LISTS: dict[Dimension, tuple[str, ...]] = {
    Dimension.HOUSING: (
        "Steht ein Räumungstermin oder eine Sperre fest, und an welchem Tag?",
        "Liegen Kündigung, Klage oder Mahnbescheid vor? Zustelldatum notieren und als Frist anlegen.",
        "Ist die Übernahme der Rückstände beim zuständigen Leistungsträger beantragt?",
        "Wo schlafen alle Mitglieder des Haushalts heute Nacht?",
        "Leben Kinder oder pflegebedürftige Menschen im Haushalt?",
    ),
    Dimension.FAMILY: (
        "Ist ein Kind jetzt in Gefahr? Dann sofort Jugendamt oder 110, nicht erst dokumentieren.",
        "Tatsachen und Quelle getrennt von der Deutung festhalten.",
        "Fachberatung durch eine insoweit erfahrene Fachkraft erwägen, Daten pseudonymisiert.",
        "Mit Kind und Eltern sprechen, wenn das Kind dadurch nicht gefährdet wird.",
        "Geschützten Kinderschutz-Vorgang anlegen statt Notiz in der Fallakte.",
    ),
    Dimension.SAFETY: (
        "Ist die Person jetzt sicher? Bei akuter Gefahr 110.",
        "Darf angerufen oder geschrieben werden, und unter welcher Nummer oder Anschrift?",
        "Gibt es einen Schutzplan, einen sicheren Ort, eine Vertrauensperson?",
        "Auskunftssperre oder bedingter Sperrvermerk nötig?",
        "Leben Kinder im Haushalt? Dann auch die Prüfliste Familie.",
    ),
}
"""A 1 in one of these opens a list for the worker; nothing is ever sent to third parties by itself."""


def check_lists(ratings: Iterable[RatingLike]) -> dict[Dimension, tuple[str, ...]]:
    """Return the check lists that the newest ratings open."""
    return {d: CHECK_LISTS[d] for d in crises(ratings) if d in CHECK_LISTS}
