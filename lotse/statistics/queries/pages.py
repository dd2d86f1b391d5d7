"""A page as an account may see it: built, protected where it must be, kept while nothing has changed.

Every view, file and report comes through here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.accounts.queries import list_units
from lotse.statistics.queries import scopes, summary
from lotse.statistics.queries.building import REFERRAL_PAGES, PageBuilder
from lotse.statistics.rules.choices import STANDINGS, Choice
from lotse.statistics.rules.guard import Surroundings, protect_page
from lotse.statistics.rules.pages import Page
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.referral_cells import EVERYTHING
from lotse.statistics.rules.referral_columns import PARAMETERS

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
    page = _kept_or_made(PageBuilder(session, key, today=today, names=names), honoured, user, exact)
    return Shown(page, honoured, exact, names, now)


_kept: dict[object, Page] = {}
MOST_KEPT = 100


def _kept_or_made(builder: PageBuilder, choice: Choice, user: User, exact: bool) -> Page:
    """Return a finished page again while no fact, name or day has changed; contacts are always counted."""
    stamp = _stamp(builder, exact) if not choice.filters else None
    if not stamp:
        return _make(builder, choice, user, exact)
    words = (*(hash(tuple(known.items())) for known in builder.names.values()), *builder.places)
    mark = (stamp, builder.key, choice.scope, choice.period, choice.comparison, exact, builder.today, words)
    page = _kept.get(mark)
    if page is None:
        page = _make(builder, choice, user, exact)
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[mark] = page
    return page


def forget_finished() -> None:
    """Build every page anew."""
    _kept.clear()


def _stamp(builder: PageBuilder, exact: bool) -> object:
    """Return what changes with everything a page counts; None where a page is not worth keeping."""
    if builder.key in REFERRAL_PAGES:
        return summary.stamp(builder.session)
    if builder.key == "kontakte" or (exact and builder.key == "faelle"):
        return None  # the lead's page on cases carries the caseload of today
    stamp = summary.case_stamp(builder.session)
    late = sorted((scope, *ages.values()) for scope, ages in builder.overdue.items())
    return (stamp, *late) if stamp else None


def _make(builder: PageBuilder, choice: Choice, user: User, exact: bool) -> Page:
    if exact:
        return builder.build(choice, exact=True, lead=user)
    compared = [choice.period.compared_with(choice.comparison)] if choice.comparison else []
    builder.read_ahead(choice, [*choice.period.family(builder.today), *compared])
    return protect_page(builder.build(choice, exact=False), _surroundings(builder, choice))


def _surroundings(builder: PageBuilder, choice: Choice) -> Surroundings:
    """Gather what a reader has beside the page: other periods, the period compared with, teams, the county."""
    periods = [choice.period, *choice.period.family(builder.today)]

    def pages(scope: str, which: list[Period], exact: bool = False) -> dict[str, Page]:
        views = {p.key: replace(choice, scope=scope, period=p, comparison=None) for p in which}
        return {key: builder.build(view, exact=exact) for key, view in views.items()}

    # A lead may open every contact, so that contacts tell him nothing he does not know.
    units = [] if builder.key == "kontakte" else [f"unit{unit.id}" for unit in list_units()]
    compared, months = _compared(builder, choice)
    return Surroundings(
        choice.period.key,
        pages(choice.scope, periods[1:]),
        compared,
        months,
        [pages(unit, periods, exact=True) for unit in units if unit != choice.scope],
        pages(EVERYTHING, periods) if choice.scope != EVERYTHING else {},
    )


def _compared(builder: PageBuilder, choice: Choice) -> tuple[Page | None, list[str]]:
    if choice.comparison is None or not choice.period.is_running(builder.today):
        return None, []
    whole = choice.period.compared_with(choice.comparison)
    months = [month.key for month in choice.period.compared_months(choice.comparison, builder.today)]
    return builder.build(replace(choice, period=whole, comparison=None), exact=False), months
