"""Reading who leads, who could, how full the desks are, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.accounts.queries import emergency_ends, get_setting, list_users
from lotse.accounts.rules import CASE_WORK
from lotse.cases.models import Assignment, Case, Handover, OtherLead
from lotse.cases.rules import caseload
from lotse.cases.rules.caseload import POINTS_PER_FULL_TIME, Load
from lotse.clients.models import Person
from lotse.foundation.db import db, get_stored
from lotse.foundation.errors import NotFound
from lotse.foundation.prepared import Prepared


@dataclass(frozen=True)
class Desk:
    """Somebody of the team with the weighted load."""

    user: User
    load: Load
    by_weight: dict[str, int]
    resting: int


def is_here_in_emergency(case: Case, user: User, now: datetime) -> bool:
    """Whether somebody who does not lead the case sees it by an emergency access."""
    held = emergency_ends(user.id, case.id, now).exists()
    return case.lead_id != user.id and bool(db.session.scalar(sa.select(held)))


def points_per_full_time() -> int:
    """Return the office's agreed points for full time."""
    return int(get_setting("caseload_points", POINTS_PER_FULL_TIME))


def load_of(user: User) -> Load:
    """Return the weighted load of one account."""
    return own_load(user).load


def own_load(user: User) -> Desk:
    """Return the own desk."""
    return _desks([user])[0]


def colleagues(user: User) -> list[Desk]:
    """Return everybody of the unit who does case work, with load, the freest first."""
    people = list_users(roles=CASE_WORK, unit_id=user.unit_id)
    return sorted(_desks(people), key=lambda desk: (desk.load.percent, desk.user.name))


def _desks(people: Sequence[User]) -> list[Desk]:
    rows = _LED.rows(lead_ids=[u.id for u in people]) if people else []
    points = points_per_full_time()
    desks = []
    for user in people:
        weights = {w: sum(n for lead, weight, s, n in rows if (lead, weight, s) == (user.id, w, "open")) for w in "ABC"}
        listed = [w for w, number in weights.items() for _ in range(number)]
        resting = sum(n for lead, _, s, n in rows if (lead, s) == (user.id, "resting"))
        load = caseload.load(listed, fte_percent=user.fte_percent, points_per_full_time=points)
        desks.append(Desk(user, load, weights, resting))
    return desks


_LED = Prepared(
    lambda: (
        sa.select(Case.lead_id, Case.weight, Case.status, sa.func.count())
        # Not the status: the index of open cases goes by the day of closing.
        .where(Case.lead_id.in_(sa.bindparam("lead_ids", expanding=True, type_=sa.Integer)), Case.closed_on.is_(None))
        .group_by(Case.lead_id, Case.weight, Case.status)
    )
)


def possible_leads(case: Case) -> Sequence[User]:
    """Return who may be asked to take the case: active case workers, those of the unit first."""
    people = [u for u in list_users(roles=CASE_WORK) if u.id != case.lead_id]
    return sorted(people, key=lambda u: (u.unit_id != case.unit_id, u.name))


@dataclass(frozen=True)
class Offer:
    """A hand-over that waits for this account's answer. It tells number and reason, the file opens on acceptance."""

    handover: Handover
    case: Case
    person: Person
    from_name: str


def handovers_for(user: User) -> list[Offer]:
    """Return the hand-overs offered to this account; usually none, which a statement built once tells."""
    if _OFFERED.first(user_id=user.id) is None:
        return []
    query = (
        sa.select(Handover, Case, Person, sa.func.coalesce(User.name, ""))
        .join(Case, Case.id == Handover.case_id)
        .join(Person, Person.id == Case.person_id)
        .outerjoin(User, User.id == Handover.from_id)
        .where(Handover.to_id == user.id, Handover.answer.is_(None))
        .order_by(Handover.offered_at)
    )
    return [Offer(handover, case, person, name) for handover, case, person, name in db.session.execute(query)]


_OFFERED = Prepared(
    lambda: sa.select(Handover.id).where(Handover.to_id == sa.bindparam("user_id"), Handover.answer.is_(None)).limit(1)
)


def get_offer(handover_id: int, user: User) -> Offer:
    """Return a hand-over that was offered to this account, or answer 404."""
    offer = next((o for o in handovers_for(user) if o.handover.id == handover_id), None)
    if offer is None:
        raise NotFound
    return offer


def find_open_handover(case_id: int) -> Handover | None:
    """Return the hand-over of a case that waits for an answer, or None."""
    return db.session.scalar(sa.select(Handover).where(Handover.case_id == case_id, Handover.answer.is_(None)))


def get_assignment(assignment_id: int, case: Case) -> Assignment:
    """Return an assignment of this case, or answer 404."""
    return get_stored(Assignment, assignment_id, case_id=case.id)


def list_other_leads(case_id: int) -> Sequence[OtherLead]:
    """Return the case leads of other bodies, running ones first."""
    query = sa.select(OtherLead).where(OtherLead.case_id == case_id)
    return db.session.scalars(query.order_by(OtherLead.until.is_not(None), OtherLead.since)).all()


def get_other_lead(other_id: int, case: Case) -> OtherLead:
    """Return one of them, or answer 404."""
    return get_stored(OtherLead, other_id, case_id=case.id)
