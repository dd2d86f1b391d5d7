"""Assembling a page: count or read the summary, build, protect. Every view, file and report comes through here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.statistics.queries import labels, scopes, summary
from lotse.statistics.rules import referral_pages
from lotse.statistics.rules.choices import STANDINGS, Choice
from lotse.statistics.rules.pages import Page, protect_page
from lotse.statistics.rules.referral_pages import PARAMETERS, Counted, Frame

Builder = Callable[[Counted, Frame], Page]


@dataclass(frozen=True)
class PageKind:
    """A page on referrals: how it is built, and which axes it reads."""

    build: Builder
    axes: Sequence[str]


PAGES: Mapping[str, PageKind] = {
    "vermittlungen": PageKind(referral_pages.overview_page, ("area", "municipality", "receiver", "site", "kind")),
    "empfaenger": PageKind(referral_pages.receivers_page, ("receiver", "department", "reason")),
    "bedarf": PageKind(referral_pages.need_page, ("area", "area_place", "concern", "municipality", "age")),
}


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
    """Return a page on referrals as this account may see it; a file is never exact."""
    exact = not for_file and scopes.sees_exactly(user, choice.scope)
    honoured = choice if exact else choice.for_everybody()
    kind, period = PAGES[key], honoured.period
    months = period.months(today)
    before = period.compared_months(honoured.comparison, today) if honoured.comparison else []
    if honoured.filters:
        counted = summary.counted_in_full(
            session, honoured.scope, period, months, before, kind.axes, honoured.filters, today
        )
    else:
        counted = summary.counted(session, honoured.scope, period, months, before, kind.axes)
    frame = Frame(
        period,
        months,
        names,
        labels.places(session),
        period.compared_label(honoured.comparison, today) if honoured.comparison else "",
        f"{summary.ripe_day(session, today):%d.%m.%Y}",
    )
    page = kind.build(counted, frame)
    return Shown(page if exact else protect_page(page), honoured, exact, names, now)
