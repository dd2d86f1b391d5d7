"""Reading the overview of a case: what is due, what does not mesh, what runs, who belongs, what the client wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from lotse.accounts.queries import names_of
from lotse.casefile.queries import RUNNING_MEASURES, age
from lotse.cases.models import Case, Goal, OtherLead, SupportPlan
from lotse.cases.queries import responsibility
from lotse.clients.models import HouseholdMember, Person
from lotse.contacts.models import Appointment
from lotse.deadlines.models import Deadline
from lotse.directory.models import Offer, Organisation
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.measures.models import Finding, Measure
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import FINAL, LABELS, State
from lotse.reminders.models import Reminder


@dataclass(frozen=True)
class Due:
    """Something that wants attention on a day. `tab` says where it is worked on."""

    on: date
    kind: str
    text: str
    tab: str
    who: str = ""
    firm: bool = False


@dataclass(frozen=True)
class ReferralRow:
    """An open referral with its receiver."""

    referral: Referral
    receiver: str
    offer: str
    state: str


@dataclass(frozen=True)
class MeasureRow:
    """A running or planned measure and whose it is."""

    measure: Measure
    person: str


@dataclass(frozen=True)
class Overview:
    """Everything on the overview."""

    due: list[Due]
    findings: Sequence[Finding]
    measures: list[MeasureRow]
    referrals: list[ReferralRow]
    members: list[tuple[HouseholdMember, Person, int | None]]
    goals: Sequence[Goal]
    other_leads: Sequence[OtherLead]
    plan: SupportPlan | None


def overview(case: Case, *, today: date, now: datetime) -> Overview:
    """Collect the overview; the number of statements does not grow with the case."""
    goals = db.session.scalars(sa.select(Goal).where(Goal.case_id == case.id).order_by(Goal.outcome, Goal.due_on)).all()
    referrals = _open_referrals(case.id)
    measures = _measures(case.id, today)
    return Overview(
        due=_due(case, goals=goals, referrals=referrals, now=now),
        findings=db.session.scalars(
            sa.select(Finding)
            .where(Finding.case_id == case.id, Finding.gone_at.is_(None))
            .order_by(Finding.starts_on, Finding.id)
        ).all(),
        measures=measures,
        referrals=referrals,
        members=_members(case, today),
        goals=goals,
        other_leads=[o for o in responsibility.list_other_leads(case.id) if o.until is None],
        plan=db.session.scalar(
            sa.select(SupportPlan).where(SupportPlan.case_id == case.id, SupportPlan.state == "current")
        ),
    )


def _due(case: Case, *, goals: Sequence[Goal], referrals: list[ReferralRow], now: datetime) -> list[Due]:
    due = [
        *_deadlines(case.id),
        *_reminders(case.id),
        *_appointments(case.id, now),
        *_goals(goals, clock.local(now).date()),
        *_checks(referrals, clock.local(now).date()),
    ]
    if case.review_on and case.status == "open":
        due.append(Due(case.review_on, "Überprüfung", "Lebenslage neu einschätzen, Plan prüfen", "situation"))
    return sorted(due, key=lambda d: (d.on, not d.firm, d.text))


def _goals(goals: Sequence[Goal], today: date) -> list[Due]:
    due = [Due(g.due_on, "Ziel", g.statement, "goals") for g in goals if g.due_on and g.outcome is None]
    return _together(due, today, "{} Ziele liegen über ihrem Tag")


def _checks(referrals: list[ReferralRow], today: date) -> list[Due]:
    due = [
        Due(r.referral.next_check_on, "Vermittlung", f"{r.receiver}: {r.state}", "referrals")
        for r in referrals
        if r.referral.next_check_on
    ]
    return _together(due, today, "{} Vermittlungen warten auf Nachfrage")


def _together(due: list[Due], today: date, sentence: str) -> list[Due]:
    """Several of a kind that lie behind are one line, so that they do not push away what comes."""
    late = [d for d in due if d.on < today]
    if len(late) < 2:
        return due
    one = Due(min(d.on for d in late), late[0].kind, sentence.format(len(late)), late[0].tab)
    return [one, *(d for d in due if d.on >= today)]


def _deadlines(case_id: int) -> list[Due]:
    rows = db.session.scalars(
        sa.select(Deadline).where(
            Deadline.case_id == case_id, Deadline.closed_on.is_(None), Deadline.last_day.is_not(None)
        )
    )
    return [Due(d.override_day or d.last_day, "Frist", d.title, "deadlines", firm=True) for d in rows if d.last_day]


def _reminders(case_id: int) -> list[Due]:
    rows = db.session.scalars(
        sa.select(Reminder).where(Reminder.case_id == case_id, Reminder.settled_at.is_(None))
    ).all()
    names = names_of({r.owner_id for r in rows})
    return [Due(r.due_on, "Wiedervorlage", r.text, "chronicle", names.get(r.owner_id, "")) for r in rows]


def _appointments(case_id: int, now: datetime) -> list[Due]:
    rows = db.session.scalars(
        sa.select(Appointment).where(
            Appointment.case_id == case_id,
            Appointment.starts_at >= now,
            Appointment.outcome == "",
            Appointment.replaced_by_id.is_(None),
        )
    )
    return [
        Due(
            clock.local(a.starts_at).date(),
            "Termin",
            f"{clock.local(a.starts_at):%H:%M} Uhr, {a.about or a.place or 'Gespräch'}",
            "chronicle",
            firm=True,
        )
        for a in rows
    ]


def _open_referrals(case_id: int) -> list[ReferralRow]:
    rows = db.session.execute(
        sa.select(Referral, Organisation.name, sa.func.coalesce(Offer.name, ""))
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(Offer, Offer.id == Referral.offer_id)
        .where(Referral.case_id == case_id, Referral.state.not_in(FINAL))
        .order_by(Referral.next_check_on.is_(None), Referral.next_check_on, Referral.id)
    )
    return [ReferralRow(r, receiver, offer, LABELS[State(r.state)]) for r, receiver, offer in rows]


def _measures(case_id: int, today: date) -> list[MeasureRow]:
    rows = db.session.execute(
        sa.select(Measure, Person)
        .join(Person, Person.id == Measure.person_id)
        .where(
            Measure.case_id == case_id,
            Measure.state.in_(RUNNING_MEASURES),
            sa.or_(Measure.ends_on.is_(None), Measure.ends_on >= today),
        )
        .order_by(Measure.starts_on, Measure.id)
    )
    return [MeasureRow(measure, person.first_name or person.last_name) for measure, person in rows]


def _members(case: Case, today: date) -> list[tuple[HouseholdMember, Person, int | None]]:
    if case.household_id is None:
        return []
    rows = db.session.execute(
        sa.select(HouseholdMember, Person)
        .join(Person, Person.id == HouseholdMember.person_id)
        .where(
            HouseholdMember.household_id == case.household_id,
            sa.or_(HouseholdMember.left_on.is_(None), HouseholdMember.left_on > today),
        )
        .order_by(Person.birth_date.is_(None), Person.birth_date)
    )
    return [(member, person, age(person.birth_date, today) if person.birth_date else None) for member, person in rows]
