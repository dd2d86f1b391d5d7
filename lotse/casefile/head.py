"""The head of every case page: who, where the case stands, what is wrong, and the one list of tabs.

A page of any slice becomes a case page by `{% extends "casefile/frame.html" %}` with `case` and `tab` in its context;
the frame asks `case_head(case)`, a global of the templates. A tab appears as soon as a slice serves its address.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Flask, current_app, g

from lotse.accounts.access import acting_account, may_open
from lotse.casefile.queries import HeadFacts, head_facts
from lotse.cases.queries import find_case
from lotse.cases.rules.phases import PHASE_LABELS, STATUS_LABELS, Phase, Status
from lotse.clients.rules.birthdates import age_on
from lotse.foundation import clock
from lotse.foundation.web.addresses import address

TABS = (
    ("overview", "Übersicht", "/faelle/<id:case_id>"),
    ("situation", "Lebenslage", "/faelle/<id:case_id>/lebenslage"),
    ("goals", "Ziele & Plan", "/faelle/<id:case_id>/ziele"),
    ("measures", "Maßnahmen", "/faelle/<id:case_id>/massnahmen"),
    ("referrals", "Vermittlungen", "/faelle/<id:case_id>/vermittlungen"),
    ("deadlines", "Fristen", "/faelle/<id:case_id>/fristen"),
    ("records", "Notizen & Dokumente", "/faelle/<id:case_id>/notizen"),
    ("chronicle", "Verlauf", "/faelle/<id:case_id>/verlauf"),
)


@dataclass(frozen=True)
class CaseHead:
    """What stands above the tabs of every case page."""

    facts: HeadFacts
    phase: str
    status: str
    about: str
    short_lead: str
    tabs: list[dict[str, object]]

    @property
    def where(self) -> dict[str, str]:
        """The address of each tab this account may open, by its key."""
        return {str(tab["key"]): str(tab["url"]) for tab in self.tabs}


def register(app: Flask) -> None:
    """Make `case_head(case, tab)` known to all templates."""
    app.jinja_env.globals["case_head"] = case_head


def case_head(case_id: int, tab: str) -> CaseHead:
    """Return the head of a case for the page of one tab; asked once per request."""
    heads: dict[tuple[int, str], CaseHead] = g.setdefault("case_heads", {})
    if (case_id, tab) not in heads:
        case = find_case(case_id)
        assert case is not None, "a case page is shown for a case that was loaded"
        facts = head_facts(case, user_id=acting_account().id, today=clock.today(), now=clock.now())
        g.emergency_until = facts.emergency_until
        heads[case_id, tab] = _head(facts, tab)
    return heads[case_id, tab]


def _head(facts: HeadFacts, tab: str) -> CaseHead:
    return CaseHead(
        facts=facts,
        phase=PHASE_LABELS[Phase(facts.case.phase)],
        status=STATUS_LABELS[Status(facts.case.status)],
        about=_about(facts, clock.today()),
        short_lead=_short(facts.lead),
        tabs=_tabs(facts, tab),
    )


def _tabs(facts: HeadFacts, current: str) -> list[dict[str, object]]:
    by_rule, user = _endpoints(), acting_account()
    return [
        {
            "key": key,
            "label": label,
            "url": address(by_rule[rule], case_id=facts.case.id),
            "count": facts.counts.get(key),
            "current": key == current,
            "warning": key == "measures" and facts.gaps > 0,
        }
        for key, label, rule in TABS
        if rule in by_rule and may_open(current_app, by_rule[rule], user)
    ]


def _endpoints() -> dict[str, str]:
    """The page behind each tab's address; looked up once, because the addresses stand from the start on."""
    known: dict[str, str] | None = current_app.extensions.get("lotse-case-tabs")
    if known is None:
        wanted = {rule for _, _, rule in TABS}
        pages = (rule for rule in current_app.url_map.iter_rules() if "GET" in (rule.methods or ()))
        known = {page.rule: page.endpoint for page in pages if page.rule in wanted}
        current_app.extensions["lotse-case-tabs"] = known
    return known


def _about(facts: HeadFacts, today: date) -> str:
    """Age and children in words: 38 Jahre, 2 Kinder."""
    parts = []
    if facts.person.birth_date is not None and facts.person.birth_precision != "unknown":
        years = age_on(facts.person.birth_date, today)
        parts.append(f"{'etwa ' if facts.person.birth_precision in {'year', 'estimated'} else ''}{years} Jahre")
    if facts.children:
        parts.append("1 Kind" if facts.children == 1 else f"{facts.children} Kinder")
    return ", ".join(parts)


def _short(name: str) -> str:
    """Meryem Kaya becomes M. Kaya."""
    first, _, last = name.rpartition(" ")
    return f"{first[:1]}. {last}" if first else last
