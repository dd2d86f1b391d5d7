"""Reading what is open in a case from every slice in one statement: each line a kind, a day, words, a name."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.casefile.queries import RUNNING_MEASURES
from lotse.cases.models import Handover, OtherLead, SupportPlan
from lotse.clients.models import Person
from lotse.contacts.models import Appointment
from lotse.deadlines.models import Deadline
from lotse.directory.models import Offer, Organisation
from lotse.foundation.db import UtcInstant
from lotse.foundation.prepared import Prepared
from lotse.measures.models import Finding, Measure
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import FINAL
from lotse.reminders.models import Reminder


class LineKind(enum.StrEnum):
    """From which slice a line comes."""

    APPOINTMENT = "appointment"
    DEADLINE = "deadline"
    REMINDER = "reminder"
    FINDING = "finding"
    MEASURE = "measure"
    REFERRAL = "referral"
    OTHER_LEAD = "other_lead"
    PLAN = "plan"
    HANDOVER = "handover"


@dataclass(frozen=True)
class Line:
    """One open thing. `on` is the day it is due or starts, `until` its last day, `at` the instant of an appointment.

    `text` says what it is, `who` whom it concerns, `more` the rest: the state of a referral, the plan's version.
    """

    kind: LineKind
    id: int
    on: date | None
    until: date | None
    at: datetime | None
    text: str
    who: str
    more: str


def open_lines(case_id: int, *, today: date, now: datetime) -> dict[LineKind, list[Line]]:
    """Return everything open in a case by kind, each kind by day; one statement however much it is."""
    found: dict[LineKind, list[Line]] = {kind: [] for kind in LineKind}
    for kind, *values in _EVERYTHING.rows(case_id=case_id, today=today, now=now):
        line = Line(LineKind(kind), *values)
        found[line.kind].append(line)
    for lines in found.values():
        lines.sort(key=lambda line: (line.on is None, line.on, line.id))
    return found


def _everything() -> sa.CompoundSelect[str, int, date, date, datetime, str, str, str]:
    """Return the union of all slices."""
    case_id = sa.bindparam("case_id", type_=sa.Integer)
    now, today = sa.bindparam("now", type_=UtcInstant), sa.bindparam("today", type_=sa.Date)
    return sa.union_all(
        _appointments(case_id, now),
        _deadlines(case_id),
        _reminders(case_id),
        _findings(case_id),
        _measures(case_id, today),
        _referrals(case_id),
        _other_leads(case_id),
        _plan(case_id),
        _handover(case_id),
    )


_EVERYTHING = Prepared(_everything)


def _line(
    kind: LineKind,
    id_: sa.SQLColumnExpression[int],
    *,
    on: sa.SQLColumnExpression[date | None] | sa.SQLColumnExpression[date] | None = None,
    until: sa.SQLColumnExpression[date | None] | None = None,
    at: sa.SQLColumnExpression[datetime] | None = None,
    text: sa.SQLColumnExpression[str],
    who: sa.SQLColumnExpression[str] | str = "",
    more: sa.SQLColumnExpression[str] | str = "",
) -> sa.Select[str, int, date, date, datetime, str, str, str]:
    """Select one kind of line; every column is cast, because a union takes its types from the first of them."""
    return sa.select(
        sa.literal(str(kind)).label("kind"),
        id_.label("id"),
        (sa.cast(sa.null(), sa.Date) if on is None else on).label("day"),
        (sa.cast(sa.null(), sa.Date) if until is None else until).label("until"),
        (sa.cast(sa.null(), UtcInstant) if at is None else at).label("at"),
        sa.cast(text, sa.Text).label("text"),
        sa.cast(who, sa.Text).label("who"),
        sa.cast(more, sa.Text).label("more"),
    )


def _appointments(case_id: sa.BindParameter[int], now: sa.BindParameter[datetime]) -> sa.Select:
    about = sa.func.coalesce(sa.func.nullif(Appointment.about, ""), sa.func.nullif(Appointment.place, ""), "Gespräch")
    return _line(LineKind.APPOINTMENT, Appointment.id, at=Appointment.starts_at, text=about).where(
        Appointment.case_id == case_id,
        Appointment.starts_at >= now,
        Appointment.outcome == "",
        Appointment.replaced_by_id.is_(None),
    )


def _deadlines(case_id: sa.BindParameter[int]) -> sa.Select:
    last = sa.func.coalesce(Deadline.override_day, Deadline.last_day, type_=sa.Date)
    return _line(LineKind.DEADLINE, Deadline.id, on=last, text=Deadline.title).where(
        Deadline.case_id == case_id, Deadline.closed_on.is_(None), Deadline.last_day.is_not(None)
    )


def _reminders(case_id: sa.BindParameter[int]) -> sa.Select:
    return (
        _line(LineKind.REMINDER, Reminder.id, on=Reminder.due_on, text=Reminder.text, who=User.name)
        .join(User, User.id == Reminder.owner_id)
        .where(Reminder.case_id == case_id, Reminder.settled_at.is_(None))
    )


def _findings(case_id: sa.BindParameter[int]) -> sa.Select:
    return _line(
        LineKind.FINDING, Finding.id, on=Finding.starts_on, until=Finding.ends_on, text=Finding.sentence
    ).where(Finding.case_id == case_id, Finding.gone_at.is_(None))


def _measures(case_id: sa.BindParameter[int], today: sa.BindParameter[date]) -> sa.Select:
    who = sa.func.coalesce(sa.func.nullif(Person.first_name, ""), Person.last_name)
    return (
        _line(
            LineKind.MEASURE, Measure.id, on=Measure.starts_on, until=Measure.ends_on,
            text=Measure.label, who=who, more=Measure.state,
        )
        .join(Person, Person.id == Measure.person_id)
        .where(
            Measure.case_id == case_id,
            Measure.state.in_(RUNNING_MEASURES),
            sa.or_(Measure.ends_on.is_(None), Measure.ends_on >= today),
        )
    )  # fmt: skip


def _referrals(case_id: sa.BindParameter[int]) -> sa.Select:
    return (
        _line(
            LineKind.REFERRAL, Referral.id, on=Referral.next_check_on,
            text=Organisation.name, who=sa.func.coalesce(Offer.name, ""), more=Referral.state,
        )
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(Offer, Offer.id == Referral.offer_id)
        .where(Referral.case_id == case_id, Referral.state.not_in(FINAL))
    )  # fmt: skip


def _other_leads(case_id: sa.BindParameter[int]) -> sa.Select:
    return _line(
        LineKind.OTHER_LEAD, OtherLead.id, on=OtherLead.since, text=OtherLead.organisation, who=OtherLead.contact
    ).where(OtherLead.case_id == case_id, OtherLead.until.is_(None))


def _plan(case_id: sa.BindParameter[int]) -> sa.Select:
    number = sa.cast(SupportPlan.number, sa.Text)
    return _line(LineKind.PLAN, SupportPlan.id, on=SupportPlan.review_on, text=number).where(
        SupportPlan.case_id == case_id, SupportPlan.state == "current"
    )


def _handover(case_id: sa.BindParameter[int]) -> sa.Select:
    return _line(LineKind.HANDOVER, Handover.id, text=Handover.reason).where(
        Handover.case_id == case_id, Handover.answer.is_(None)
    )
