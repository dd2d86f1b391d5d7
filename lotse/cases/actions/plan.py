"""Changing the support plan: a draft, the client's agreement, one version in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lotse.cases.actions.chronicle import note_event
from lotse.cases.models import Case, SupportPlan
from lotse.cases.queries import goals as queries
from lotse.cases.rules import plans
from lotse.cases.rules.goals import ZONE_LABELS, Zone
from lotse.cases.rules.plans import AGREEMENT_LABELS, Agreement, PlanState, PlanVersion
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.cases.models import Goal


def draft_plan(*, case: Case, introduction: str, by: User, now: datetime) -> SupportPlan:
    """Begin a new version; there is at most one draft."""
    versions = _versions(case.id)
    if not plans.may_draft(versions):
        raise RuleBroken("Es gibt schon einen Entwurf.")
    plan = SupportPlan(
        case_id=case.id,
        number=plans.next_version(versions),
        state=PlanState.DRAFT,
        zone=case.zone,
        introduction=introduction.strip(),
        created_at=now,
        created_by_id=by.id,
    )
    db.session.add(plan)
    note_event(case=case, kind="plan", text=f"Hilfeplan Fassung {plan.number} entworfen.", by=by, now=now)
    db.session.flush()
    return plan


def _versions(case_id: int) -> list[PlanVersion]:
    return [PlanVersion(p.number, PlanState(p.state)) for p in queries.list_plans(case_id)]


def discard_draft(*, plan: SupportPlan, case: Case, by: User, now: datetime) -> None:
    """Throw a draft away; agreed versions stay for ever."""
    if plan.state != PlanState.DRAFT:
        raise RuleBroken("Nur ein Entwurf kann verworfen werden.")
    note_event(case=case, kind="plan", text=f"Entwurf der Fassung {plan.number} verworfen.", by=by, now=now)
    db.session.delete(plan)
    db.session.flush()


def agree_on_plan(
    *,
    plan: SupportPlan,
    case: Case,
    agreed_on: date | None,
    agreement: str,
    review_on: date | None,
    client_note: str,
    measures: list[dict[str, Any]],
    by: User,
    today: date,
    now: datetime,
) -> None:
    """Put the draft into force: its content is taken down for good and the former version is replaced."""
    goals = [g for g in queries.list_goals(case.id) if g.outcome is None]
    fault = plans.agreement_fault(
        state=plan.state,
        goals=len(goals),
        agreed_on=agreed_on,
        agreement=agreement,
        review_on=review_on,
        today=today,
    )
    if fault:
        raise FieldError(*fault)
    current = queries.find_current_plan(case.id)
    if current is not None:
        current.state, current.ended_on = PlanState.REPLACED, agreed_on
        db.session.flush()
    plan.zone, plan.content = case.zone, {"goals": snapshot(goals), "measures": measures}
    plan.agreed_on, plan.agreement, plan.client_note = agreed_on, agreement, client_note.strip()
    plan.valid_from, plan.review_on, plan.state = agreed_on, review_on, PlanState.CURRENT
    case.review_on = review_on
    said = f"Hilfeplan Fassung {plan.number} gilt, {AGREEMENT_LABELS[Agreement(agreement)]}"
    note_event(case=case, kind="plan", text=f"{said} ({ZONE_LABELS[Zone(plan.zone)]}).", by=by, now=now)
    db.session.flush()


def snapshot(goals: Sequence[Goal]) -> list[dict[str, Any]]:
    """Return the goals with their steps as plain words and ISO dates."""
    return [
        {
            "topic": g.topic,
            "will": g.will,
            "wish": g.wish,
            "mandate": g.mandate,
            "statement": g.statement,
            "sign_of_success": g.sign_of_success,
            "owner": g.owner,
            "due_on": g.due_on.isoformat() if g.due_on else "",
            "steps": [
                {
                    "text": s.text,
                    "who": s.who,
                    "due_on": s.due_on.isoformat() if s.due_on else "",
                    "done": bool(s.done_on),
                }
                for s in g.steps
            ],
        }
        for g in goals
    ]


def end_plan(*, case: Case, today: date) -> None:
    """End the version in force, because the case closes."""
    current = queries.find_current_plan(case.id)
    if current is not None:
        current.state, current.ended_on = PlanState.ENDED, today
        db.session.flush()
