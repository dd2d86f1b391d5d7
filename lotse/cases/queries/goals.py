"""Reading goals, steps, resources and versions of the support plan."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from lotse.cases.models import ActionStep, Case, Goal, Resource, SupportPlan
from lotse.directory.models import Offer, Organisation
from lotse.foundation.db import db, get_stored
from lotse.foundation.errors import NotFound


def list_goals(case_id: int) -> Sequence[Goal]:
    """Return the goals with their steps, open ones first."""
    query = sa.select(Goal).where(Goal.case_id == case_id).options(sa.orm.selectinload(Goal.steps))
    return db.session.scalars(query.order_by(Goal.outcome.is_not(None), Goal.due_on, Goal.id)).all()


def get_goal(goal_id: int, case: Case) -> Goal:
    """Return a goal of this case, or answer 404."""
    return get_stored(Goal, goal_id, case_id=case.id)


def get_step(step_id: int, case: Case) -> ActionStep:
    """Return a step of a goal of this case, or answer 404."""
    query = sa.select(ActionStep).join(Goal, Goal.id == ActionStep.goal_id)
    step = db.session.scalar(query.where(ActionStep.id == step_id, Goal.case_id == case.id))
    if step is None:
        raise NotFound
    return step


def list_resources(case_id: int) -> list[tuple[Resource, str]]:
    """Return the strengths with the name of the linked offer, in the order they were found."""
    rows = db.session.execute(
        sa.select(Resource, sa.func.coalesce(Offer.name, ""))
        .outerjoin(Offer, Offer.id == Resource.offer_id)
        .where(Resource.case_id == case_id)
        .order_by(Resource.id)
    )
    return [(resource, offer) for resource, offer in rows]


def get_resource(resource_id: int, case: Case) -> Resource:
    """Return a strength of this case, or answer 404."""
    return get_stored(Resource, resource_id, case_id=case.id)


def suggest_offers(words: str) -> list[tuple[int, str]]:
    """Return offers of the directory whose name or organisation holds the words, for the social-space box."""
    query = sa.select(Offer.id, Offer.name, Organisation.name).join(
        Organisation, Organisation.id == Offer.organisation_id
    )
    for word in words.split()[:4]:
        either = sa.or_(Offer.name.icontains(word, autoescape=True), Organisation.name.icontains(word, autoescape=True))
        query = query.where(either)
    rows = db.session.execute(query.order_by(Offer.name).limit(12))
    return [(number, f"{offer} ({organisation})") for number, offer, organisation in rows]


def is_offer(offer_id: int) -> bool:
    """True when the directory knows the offer."""
    return db.session.get(Offer, offer_id) is not None


def list_plans(case_id: int) -> Sequence[SupportPlan]:
    """Return the versions of the support plan, newest first."""
    query = sa.select(SupportPlan).where(SupportPlan.case_id == case_id).order_by(SupportPlan.number.desc())
    return db.session.scalars(query).all()


def find_current_plan(case_id: int) -> SupportPlan | None:
    """Return the version in force, or None."""
    query = sa.select(SupportPlan).where(SupportPlan.case_id == case_id, SupportPlan.state == "current")
    return db.session.scalar(query)


def get_plan(plan_id: int, case: Case) -> SupportPlan:
    """Return a version of the plan of this case, or answer 404."""
    return get_stored(SupportPlan, plan_id, case_id=case.id)
