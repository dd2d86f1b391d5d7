"""A page as an account may see it: built, protected where it must be, kept while nothing has changed.

Every view, file and report comes through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.accounts.queries import list_units
from lotse.statistics.queries import scopes, summary
from lotse.statistics.queries.building import REFERRAL_PAGES, PageBuilder, caseload
from lotse.statistics.rules.case_page import with_caseload
from lotse.statistics.rules.choices import STANDINGS, Choice
from lotse.statistics.rules.guard import Surroundings, hidden_on
from lotse.statistics.rules.pages import Page
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.referral_cells import EVERYTHING
from lotse.statistics.rules.referral_columns import PARAMETERS
from lotse.statistics.rules.tables import protect_tables

PAGES = (*REFERRAL_PAGES, "kontakte", "faelle", "verzahnung")
"""All pages in their order."""


@dataclass(frozen=True)
class Shown:
    """A page with what stands around it: the choice as it was honoured, names, and as of when."""

    page: Page
    choice: Choice
    exact: bool
    names: Mapping[str, Mapping[str, str]]
    as_of: datetime

    def choices_in_words(self, scope_names: Mapping[str, str], today: date) -> list[tuple[str, str]]:
        """Return period, view, comparison and filters for head lines and files."""
        words = words_of(self.choice, self.names, scope_names, today, self.as_of)
        return [*words[:2], ("Vergleich", self.page.before_label or "ohne"), *words[2:]]


def words_of(
    choice: Choice, names: Mapping[str, Mapping[str, str]], scope_names: Mapping[str, str], today: date, as_of: datetime
) -> list[tuple[str, str]]:
    """Say a choice in words, and as of when it was counted."""
    words = [("Zeitraum", choice.period.span_label(today)), ("Sicht", scope_names.get(choice.scope, choice.scope))]
    for axis, value in choice.filters.items():
        name = STANDINGS[value] if axis == "standing" else names.get(axis, {}).get(value, value)
        words.append((PARAMETERS.get(axis, "stand").capitalize(), name))
    return [*words, ("Stand", f"{as_of:%d.%m.%Y, %H:%M} Uhr")]


def page_of(
    session: Session,
    key: str,
    choice: Choice,
    user: User,
    *,
    today: date,
    now: datetime,
    names: Mapping[str, Mapping[str, str]],
    for_file: bool = False,
) -> Shown:
    """Return a page as this account may see it; a file is never exact."""
    exact = not for_file and scopes.sees_exactly(user, choice.scope, key)
    honoured = choice if exact else choice.for_everybody()
    if key not in REFERRAL_PAGES:
        honoured = replace(honoured, filters={})
    page = _kept_or_made(PageBuilder(session, key, today=today, names=names), honoured, exact)
    if exact and key == "faelle":
        page = with_caseload(page, caseload(user))
    return Shown(page, honoured, exact, names, now)


_kept: dict[object, Page] = {}
_judged: dict[object, set[Any]] = {}
MOST_KEPT = 100
FEW = 2000
"""Referrals a year up to which the pages on them are judged together."""


def _kept_or_made(builder: PageBuilder, choice: Choice, exact: bool) -> Page:
    """Return a finished page again while no fact, name or day has changed; contacts are always counted."""
    stamp = _stamp(builder) if not choice.filters else None
    if not stamp:
        return _make(builder, choice, exact)
    words = (*(hash(tuple(known.items())) for known in builder.names.values()), *builder.places)
    mark = (stamp, builder.key, choice.scope, choice.period, choice.comparison, exact, builder.today, words)
    page = _kept.get(mark)
    if page is None:
        page = _make(builder, choice, exact, (stamp, builder.today, *builder.places))
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[mark] = page
    return page


def forget_finished() -> None:
    """Build every page anew."""
    _kept.clear()
    _judged.clear()


def _stamp(builder: PageBuilder) -> object:
    """Return what changes with everything a page counts; None where a page is not worth keeping."""
    if builder.key in REFERRAL_PAGES:
        return summary.stamp(builder.session)
    if builder.key == "kontakte":
        return None
    stamp = summary.case_stamp(builder.session)
    late = sorted((scope, *ages.values()) for scope, ages in builder.overdue.items())
    return (stamp, *late) if stamp else None


def _make(builder: PageBuilder, choice: Choice, exact: bool, mark: object = None) -> Page:
    if exact:
        return builder.build(choice, exact=True)
    compared = [choice.period.compared_with(choice.comparison)] if choice.comparison else []
    builder.read_ahead(choice, [*choice.period.family(builder.today), *compared])
    page = builder.build(choice, exact=False)
    return page.with_tables(protect_tables(page.tables, _hidden(builder, choice, mark)))


def _hidden(builder: PageBuilder, choice: Choice, mark: object) -> set[Any]:
    """Return the cells left out; in a small office of all pages on referrals at once: none shows what another hides.

    In a large one only small groups are ever left out, and the pages are judged one by one, which is quicker.
    """
    year = Period(choice.period.year)
    together = builder.key in REFERRAL_PAGES and summary.sent_in(builder.session, year) <= FEW
    key = (mark, choice.scope, choice.period, choice.comparison)
    hidden = _judged.get(key) if mark and together else None
    if hidden is None:
        page = builder.judged(choice, exact=False, together=together)
        hidden = hidden_on(page, _surroundings(builder, choice, together))
        if mark and together:
            if len(_judged) >= MOST_KEPT:
                _judged.clear()
            _judged[key] = hidden
    return hidden


def _surroundings(builder: PageBuilder, choice: Choice, together: bool) -> Surroundings:
    """Gather what a reader has beside the page: other periods, the period compared with, teams, the county."""
    periods = [choice.period, *choice.period.family(builder.today)]

    def pages(scope: str, which: list[Period], exact: bool = False) -> dict[str, Page]:
        views = {p.key: replace(choice, scope=scope, period=p, comparison=None) for p in which}
        return {key: builder.judged(view, exact=exact, together=together) for key, view in views.items()}

    # A lead may open every contact, so that contacts tell him nothing he does not know.
    units = [] if builder.key == "kontakte" else [f"unit{unit.id}" for unit in list_units()]
    compared, months = _compared(builder, choice, together)
    return Surroundings(
        choice.period.key,
        pages(choice.scope, periods[1:]),
        compared,
        months,
        [pages(unit, periods, exact=True) for unit in units if unit != choice.scope],
        pages(EVERYTHING, periods) if choice.scope != EVERYTHING else {},
    )


def _compared(builder: PageBuilder, choice: Choice, together: bool) -> tuple[Page | None, list[str]]:
    if choice.comparison is None or not choice.period.is_running(builder.today):
        return None, []
    whole = choice.period.compared_with(choice.comparison)
    months = [month.key for month in choice.period.compared_months(choice.comparison, builder.today)]
    return builder.judged(replace(choice, period=whole, comparison=None), exact=False, together=together), months
