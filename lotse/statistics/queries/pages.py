"""Assembling a page: count or read the summary, build, protect. Every view, file and report comes through here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.cases.queries.responsibility import colleagues
from lotse.statistics.queries import labels, records_live, scopes, summary
from lotse.statistics.rules.case_page import cases_page
from lotse.statistics.rules.choices import STANDINGS, Choice
from lotse.statistics.rules.contact_page import contacts_page
from lotse.statistics.rules.counted import Counted, Frame, Wanted
from lotse.statistics.rules.interlocking_page import interlocking_page
from lotse.statistics.rules.need_page import need_page
from lotse.statistics.rules.overview_page import overview_page
from lotse.statistics.rules.pages import Page, protect_page
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.receivers_page import receivers_page
from lotse.statistics.rules.records import CaseRecord, ContactRecord
from lotse.statistics.rules.referral_cells import MEASURES
from lotse.statistics.rules.referral_columns import PARAMETERS
from lotse.statistics.rules.tables import Row

Builder = Callable[[Counted, Frame], Page]


@dataclass(frozen=True)
class PageKind:
    """A page on referrals: how it is built, and what it reads."""

    build: Builder
    wanted: Wanted


REFERRAL_PAGES: Mapping[str, PageKind] = {
    "vermittlungen": PageKind(
        overview_page,
        Wanted(("area", "municipality", "receiver", "site", "kind"), ("accept",), ("accept",), [("sent", 8)]),
    ),
    "empfaenger": PageKind(
        receivers_page,
        Wanted(
            ("receiver", "department", "reason", "result"),
            MEASURES,
            ("answer", "accept"),
            [("sent", 25), ("late", 12)],
            months_by="department",
            cohorts=True,
        ),
    ),
    "bedarf": PageKind(
        need_page,
        Wanted(("area", "area_place", "concern", "municipality", "age", "sex", "household", "language")),
    ),
}


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
    page = _kept_or_built(session, key, honoured, user, today, names, exact)
    return Shown(page, honoured, exact, names, now)


_kept: dict[object, Page] = {}
MOST_KEPT = 100


def _kept_or_built(
    session: Session,
    key: str,
    choice: Choice,
    user: User,
    today: date,
    names: Mapping[str, Mapping[str, str]],
    exact: bool,
) -> Page:
    """Return a finished page again while no fact, name or day has changed; contacts and cases are always counted."""
    stamp = summary.stamp(session) if key in REFERRAL_PAGES and not choice.filters else None
    if stamp is None:
        return _finished(session, key, choice, user, today, names, exact)
    words = (*(hash(tuple(known.items())) for known in names.values()), *labels.places(session))
    mark = (stamp, key, choice.scope, choice.period, choice.comparison, exact, today, words)
    page = _kept.get(mark)
    if page is None:
        page = _finished(session, key, choice, user, today, names, exact)
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[mark] = page
    return page


def _finished(
    session: Session,
    key: str,
    choice: Choice,
    user: User,
    today: date,
    names: Mapping[str, Mapping[str, str]],
    exact: bool,
) -> Page:
    page = _build(session, key, choice, user, today, names, exact)
    if exact:
        return page
    family = {
        period.key: _build(session, key, replace(choice, period=period, comparison=None), user, today, names, exact)
        for period in choice.period.family(today)
    }
    return protect_page(page, choice.period.key, family)


def _build(
    session: Session,
    key: str,
    choice: Choice,
    user: User,
    today: date,
    names: Mapping[str, Mapping[str, str]],
    exact: bool,
) -> Page:
    period, comparison = choice.period, choice.comparison
    frame = Frame(
        period,
        period.months(today),
        names,
        labels.places(session),
        period.compared_label(comparison, today) if comparison else "",
        period.compared_with(comparison).key if comparison else "",
        f"{summary.ripe_day(session, today):%d.%m.%Y}",
    )
    before = period.compared_months(comparison, today) if comparison else []
    if key in REFERRAL_PAGES:
        return _referral_page(session, REFERRAL_PAGES[key], choice, frame, before, today)
    if key == "kontakte":
        return _contacts_page(session, choice, frame, before, exact)
    return _case_page(session, key, choice, frame, before, today, user if exact else None)


def _referral_page(
    session: Session, kind: PageKind, choice: Choice, frame: Frame, before: Sequence[Period], today: date
) -> Page:
    scope, period = choice.scope, choice.period
    if choice.filters:
        counted = summary.counted_in_full(
            session, scope, period, frame.months, before, kind.wanted, choice.filters, today
        )
    else:
        counted = summary.counted(session, scope, period, frame.months, before, kind.wanted)
    return kind.build(counted, frame)


def _contacts_page(session: Session, choice: Choice, frame: Frame, before: Sequence[Period], exact: bool) -> Page:
    def read(start: date, end: date) -> list[ContactRecord]:
        found = records_live.contact_records(session, choice.scope, start, end)
        # Whoever sees exactly may not open restricted records either: then they are not even in the total.
        return [r for r in found if not r.restricted] if exact else found

    records = read(choice.period.start, choice.period.end)
    earlier = read(before[0].start, before[-1].end) if before else None
    return contacts_page(records, earlier, frame)


def _case_page(
    session: Session,
    key: str,
    choice: Choice,
    frame: Frame,
    before: Sequence[Period],
    today: date,
    lead: User | None,
) -> Page:
    def read(months: Sequence[Period]) -> list[CaseRecord]:
        return records_live.case_records(session, choice.scope, months[0].start, months[-1].end, today)

    records = read([choice.period])
    earlier = (read(before), before) if before else None
    if key == "verzahnung":
        overdue = records_live.overdue_reminders(session, choice.scope, today)
        return interlocking_page(records, earlier, frame, today, overdue)
    return cases_page(records, earlier, frame, today, _load_rows(lead) if lead else ())


def _load_rows(lead: User) -> list[Row]:
    return [
        Row(
            f"lead={desk.user.id}",
            desk.user.name,
            {**{w.lower(): n for w, n in desk.by_weight.items()}, "percent": desk.load.percent},
        )
        for desk in colleagues(lead)
    ]
