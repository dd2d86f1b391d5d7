"""Drafts of what a case gives to the printer: the support plan in two versions, the closing report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from lotse.accounts.queries import get_setting, names_of
from lotse.cases import queries as cases
from lotse.cases.queries import closing, goals, situation
from lotse.cases.rules import profile
from lotse.cases.rules.closing import REASON_LABELS, Reason
from lotse.cases.rules.goals import GOAL_OUTCOME_LABELS, ZONE_LABELS, ZONE_MEANINGS, GoalOutcome, Zone
from lotse.cases.rules.notes import Reader, Relation
from lotse.cases.rules.plans import AGREEMENT_LABELS, Agreement
from lotse.foundation.errors import NotFound
from lotse.letters.rules.draft import Draft
from lotse.letters.rules.kinds import KIND_LABELS, Kind
from lotse.letters.rules.printing import Printable

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.cases.models import Case, SupportPlan

STYLE = "sheets/_sheet.css"
FORMS = {
    "buero": (Kind.PLAN, "casefile/pdf/plan_office.html"),
    "klient": (Kind.PLAN_CLIENT, "casefile/pdf/plan_client.html"),
}


def support_plan(case: Case, plan: SupportPlan, form: str, content: dict[str, Any], *, today: date) -> Draft:
    """Draft one version of a plan: for the office with everything, for the client in plain words."""
    if form not in FORMS:
        raise NotFound
    kind, template = FORMS[form]
    said = {
        "content": content,
        "lead": cases.lead_name(case),
        "office": _office(),
        "zone": ZONE_LABELS[Zone(plan.zone)],
        "zone_meaning": ZONE_MEANINGS[Zone(plan.zone)],
        "agreement": AGREEMENT_LABELS[Agreement(plan.agreement)] if plan.agreement else "",
        "today": today,
    }
    person = cases.person_of(case)
    rows = {"case": case, "plan": plan, "person": person, "as_date": as_date}
    return Draft(
        kind=kind,
        title=f"{KIND_LABELS[kind]}, Fassung {plan.number}",
        sheets=(Printable(template, STYLE, {**said, **rows}),),
        content={**said, "case": case.number, "number": plan.number, "client": person.full_name},
        person_id=case.person_id,
        case_id=case.id,
    )


def closing_report(case: Case, *, user: User, today: date) -> Draft:
    """Draft the closing report. Everybody who may see the case may read it: restricted dimensions stay out of it."""
    asked = closing.last_request(case.id)
    if asked is None or asked.answer not in {None, "approved"}:
        raise NotFound
    ratings = situation.list_ratings(case.id, Reader(user.id, user.role, Relation.UNIT_LEAD))
    view = next((rating.view for rating in reversed(ratings)), "joint")
    person = cases.person_of(case)
    approver = names_of({asked.answered_by_id}).get(asked.answered_by_id, "") if asked.answered_by_id else ""
    reached = [(g, GOAL_OUTCOME_LABELS[GoalOutcome(g.outcome)] if g.outcome else "") for g in goals.list_goals(case.id)]
    shown = [row for row in profile.profile(ratings, view=view) if row.last is not None]
    said = {"lead": cases.lead_name(case), "office": _office(), "reason": REASON_LABELS[Reason(asked.reason)]}
    return Draft(
        kind=Kind.CLOSING_REPORT,
        title=f"{KIND_LABELS[Kind.CLOSING_REPORT]} {case.number}",
        sheets=(
            Printable(
                "casefile/pdf/closing_report.html",
                STYLE,
                {**said, "case": case, "asked": asked, "person": person, "approver": approver, "goals": reached}
                | {"rows": shown, "today": today},
            ),
        ),
        content={
            **said,
            "client": person.full_name,
            "report": asked.report,
            "feedback": asked.feedback,
            "goals": [[goal.statement, outcome] for goal, outcome in reached],
            "rows": [[row.label, row.in_words] for row in shown],
        },
        person_id=case.person_id,
        case_id=case.id,
    )


def as_date(text: str) -> date | None:
    """Return the day an ISO text names; an empty one names none."""
    return date.fromisoformat(text) if text else None


def _office() -> str:
    return str(get_setting("office_name", "Sozialbüro"))
