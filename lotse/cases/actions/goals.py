"""Changing goals, steps and strengths."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lotse.cases.actions.chronicle import note_event
from lotse.cases.models import ActionStep, Case, Goal, Resource
from lotse.cases.queries.goals import is_offer
from lotse.cases.rules.goals import BOX_LABELS, GOAL_OUTCOME_LABELS, Box, GoalOutcome
from lotse.cases.rules.life_situation import Dimension
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError

if TYPE_CHECKING:
    from lotse.accounts.models import User

GOAL_FIELDS = (
    "topic",
    "dimension",
    "will",
    "wish",
    "mandate",
    "statement",
    "sign_of_success",
    "owner",
    "due_on",
)


def set_goal(*, case: Case, by: User, now: datetime, **fields: Any) -> Goal:
    """Write a goal: topic, then will, then the goal in the first person."""
    goal = Goal(case_id=case.id, created_at=now, created_by_id=by.id)
    _fill(goal, fields)
    db.session.add(goal)
    note_event(case=case, kind="goal", text=f"Ziel vereinbart: {goal.statement}", by=by, now=now)
    db.session.flush()
    return goal


def edit_goal(*, goal: Goal, case: Case, by: User, now: datetime, **fields: Any) -> None:
    """Change the wording of a goal; the old statement stands in the chronicle."""
    before = goal.statement
    _fill(goal, fields)
    said = f"Ziel geändert: {goal.statement}" + (f" (vorher: {before})" if before != goal.statement else "")
    note_event(case=case, kind="goal", text=said, by=by, now=now)
    db.session.flush()


def _fill(goal: Goal, fields: dict[str, Any]) -> None:
    if not (fields.get("statement") or "").strip():
        raise FieldError("statement", "Bitte das Ziel in einem Satz aufschreiben.")
    if fields.get("dimension") and fields["dimension"] not in set(Dimension):
        raise FieldError("dimension", "Bitte einen Lebensbereich aus der Liste wählen.")
    for name in GOAL_FIELDS:
        value = fields.get(name)
        setattr(goal, name, value if name == "due_on" else value or "")


def record_goal_outcome(
    *, goal: Goal, case: Case, outcome: str, note: str, by: User, today: date, now: datetime
) -> None:
    """Say what became of a goal."""
    if outcome not in set(GoalOutcome):
        raise FieldError("outcome", "Bitte ein Ergebnis wählen.")
    goal.outcome, goal.outcome_on, goal.outcome_note = outcome, today, note.strip()
    label = GOAL_OUTCOME_LABELS[GoalOutcome(outcome)]
    note_event(case=case, kind="goal", text=f"Ziel {label}: {goal.statement}", by=by, now=now)
    db.session.flush()


def reopen_goal(*, goal: Goal, case: Case, by: User, now: datetime) -> None:
    """Work on a goal again; the former outcome stays in the chronicle."""
    goal.outcome = goal.outcome_on = None
    goal.outcome_note = ""
    note_event(case=case, kind="goal", text=f"Ziel wieder aufgenommen: {goal.statement}", by=by, now=now)
    db.session.flush()


def add_step(*, goal: Goal, text: str, who: str, due_on: date | None) -> ActionStep:
    """Add a small step towards a goal."""
    if not text.strip():
        raise FieldError("text", "Bitte den Schritt nennen.")
    step = ActionStep(goal_id=goal.id, text=text.strip(), who=who.strip(), due_on=due_on)
    db.session.add(step)
    db.session.flush()
    return step


def tick_step(*, step: ActionStep, done: bool, today: date) -> None:
    """Tick a step off, or take the tick back."""
    step.done_on = today if done else None
    db.session.flush()


def add_resource(*, case: Case, box: str, text: str, offer_id: int | None, by: User, now: datetime) -> Resource:
    """Note a strength in one of the four boxes; in the social space it may link to an offer."""
    if box not in set(Box):
        raise FieldError("box", "Bitte eines der vier Felder wählen.")
    if not text.strip():
        raise FieldError("text", "Bitte die Stärke oder Ressource nennen.")
    if offer_id is not None and not is_offer(offer_id):
        raise FieldError("offer", "Dieses Angebot gibt es nicht (mehr).")
    row = Resource(
        case_id=case.id, box=box, text=text.strip()[:300], offer_id=offer_id, created_at=now, created_by_id=by.id
    )
    db.session.add(row)
    note_event(case=case, kind="resource", text=f"Ressource ({BOX_LABELS[Box(box)]}): {row.text}", by=by, now=now)
    db.session.flush()
    return row


def remove_resource(*, resource: Resource, case: Case, by: User, now: datetime) -> None:
    """Take a strength off the list; the chronicle keeps it."""
    note_event(case=case, kind="resource", text=f"Ressource entfernt: {resource.text}", by=by, now=now)
    db.session.delete(resource)
    db.session.flush()
