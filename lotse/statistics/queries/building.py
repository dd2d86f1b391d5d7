"""Building the pages: count or read the summary, and put together; nothing is protected here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.accounts.queries import office_region
from lotse.cases.queries.responsibility import colleagues
from lotse.statistics.queries import case_counts, case_records, contact_months, labels, summary
from lotse.statistics.rules.case_page import cases_page
from lotse.statistics.rules.choices import Choice
from lotse.statistics.rules.contact_page import CountedContacts, contacts_page
from lotse.statistics.rules.contact_tally import ContactTally
from lotse.statistics.rules.counted import Counted, Frame, Wanted
from lotse.statistics.rules.interlocking_page import interlocking_page
from lotse.statistics.rules.need_page import need_page
from lotse.statistics.rules.overview_page import overview_page
from lotse.statistics.rules.pages import Page
from lotse.statistics.rules.periods import Period
from lotse.statistics.rules.receivers_page import receivers_page
from lotse.statistics.rules.referral_cells import MEASURES, scope_code
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


class PageBuilder:
    """Builds pages of one kind for one day: for a reader's own view exactly, or with everything that counts."""

    def __init__(self, session: Session, key: str, *, today: date, names: Mapping[str, Mapping[str, str]]) -> None:
        self.session, self.key, self.today, self.names = session, key, today, names
        self.region = office_region()
        self._months: dict[int, contact_months.Tallies] = {}
        self._cases_read: case_counts.KeptCases | None = None
        self.places = labels.places(session)
        self.ripe = summary.ripe_day(session, today)

    def build(self, choice: Choice, *, exact: bool) -> Page:
        """Return the page."""
        frame, before = self._frame(choice), self._before(choice)
        if self.key in REFERRAL_PAGES:
            return self._referrals(self.key, choice, frame, before)
        if self.key == "kontakte":
            return self._contacts(choice, frame, before, exact)
        return self._cases(choice, frame, before)

    def judged(self, choice: Choice, *, exact: bool, together: bool) -> Page:
        """Return what the guard judges: the page, or all pages that count the same referrals."""
        if not together:
            return self.build(choice, exact=exact)
        frame, before = self._frame(choice), self._before(choice)
        first, *others = (self._referrals(key, choice, frame, before) for key in REFERRAL_PAGES)
        return first.together_with(others)

    def _frame(self, choice: Choice) -> Frame:
        period, comparison = choice.period, choice.comparison
        label = period.compared_label(comparison, self.today) if comparison else ""
        months = period.months(self.today)
        return Frame(period, months, self.names, self.places, label, f"{self.ripe:%d.%m.%Y}")

    def _before(self, choice: Choice) -> list[Period]:
        return choice.period.compared_months(choice.comparison, self.today) if choice.comparison else []

    @cached_property
    def overdue(self) -> dict[int, dict[str, int]]:
        """Return the overdue reminders of all views; they are the same for all periods."""
        return case_records.overdue_reminders(self.session, self.today) if self.key == "verzahnung" else {}

    def read_ahead(self, choice: Choice, others: Sequence[Period]) -> None:
        """Read the cases of the choice and of these periods at once: a page is judged beside many others."""
        if self.key in ("faelle", "verzahnung"):
            self._cases_read = self._read_cases(choice, others)

    def _read_cases(self, choice: Choice, others: Sequence[Period] = ()) -> case_counts.KeptCases:
        period, before = choice.period, self._before(choice)
        every = [period, *before, *others]
        wide = min(p.start for p in every), max(p.end for p in every)
        spans = [period.months(), before]
        return case_counts.kept_cases(self.session, choice.scope, spans, wide, self.today, alone=not others)

    def _referrals(self, key: str, choice: Choice, frame: Frame, before: Sequence[Period]) -> Page:
        kind, scope, period = REFERRAL_PAGES[key], choice.scope, choice.period
        if choice.filters:
            counted = summary.counted_in_full(
                self.session, scope, period, frame.months, before, kind.wanted, choice.filters, self.today
            )
        else:
            counted = summary.counted(self.session, scope, period, frame.months, before, kind.wanted)
        return kind.build(counted, frame)

    def _contacts(self, choice: Choice, frame: Frame, before: Sequence[Period], exact: bool) -> Page:
        months = self._months_of_contacts(choice.scope, [*frame.months, *before])
        return contacts_page(
            CountedContacts(
                {m.key: months[m.key] for m in frame.months},
                [months[m.key] for m in before] if before else None,
                exact,
            ),
            frame,
        )

    def _months_of_contacts(self, scope: str, months: Sequence[Period]) -> dict[str, ContactTally]:
        missing = [m for m in months if m.code not in self._months]
        if missing:
            self._months |= contact_months.counted(self.session, missing, self.today, self.region)
        code = scope_code(scope)
        return {m.key: self._months[m.code].get(code) or ContactTally() for m in months}

    def _cases(self, choice: Choice, frame: Frame, before: Sequence[Period]) -> Page:
        kept = self._cases_read
        if kept is None or not kept.covers([choice.period]) or (before and not kept.covers(before)):
            kept = self._read_cases(choice)
        cases = kept.view(choice.scope)
        if self.key == "verzahnung":
            return interlocking_page(cases, before, frame, self.overdue[scope_code(choice.scope)])
        return cases_page(cases, before, frame)


def caseload(lead: User) -> list[Row]:
    """Return the load of each of the lead's people, as it is now."""
    return [
        Row(
            f"lead={desk.user.id}",
            desk.user.name,
            {**{w.lower(): n for w, n in desk.by_weight.items()}, "percent": desk.load.percent},
            query={"liste": "faelle", "gruppe": f"fuehrung:{desk.user.id}"},
        )
        # By name: sorted by load, the table would rank people.
        for desk in sorted(colleagues(lead), key=lambda desk: desk.user.name)
    ]
