"""The due list: every date is read where it lives, so it cannot drift."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, time, timedelta

import sqlalchemy as sa

from lotse.cases.models import ActionStep, Case, ClosingRequest, Goal, Handover
from lotse.contacts.models import Appointment, Contact, IntentToApply
from lotse.deadlines.models import Deadline
from lotse.directory.models import Organisation
from lotse.disclosure.models import Consent
from lotse.foundation.clock import instant, local
from lotse.foundation.db import db
from lotse.measures.models import Finding, Waiver
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import FINAL, LABELS, State
from lotse.reminders.models import Reminder
from lotse.reminders.rules.items import Item, Kind, in_order

GAP_AHEAD = timedelta(days=14)
EXPIRY_AHEAD = timedelta(days=14)


def due_items(owner_ids: Collection[int], *, today: date, until: date) -> list[Item]:
    """Return everything of these accounts that is due until a day; a fixed number of statements.

    Nothing of a closed case stands here. Who may read the text is decided by the page, not here.
    """
    if not owner_ids:
        return []
    owners = list(owner_ids)
    sources = (
        _reminders(owners, until),
        _deadlines(owners, until),
        _referrals(owners, until),
        _gaps(owners, today, until),
        _consents(owners, today, until),
        _waivers(owners, today, until),
        _reviews(owners, until),
        _goals(owners, until),
        _steps(owners, until),
        _appointments(owners, today, until),
        _intents(owners, until),
        _handed(owners),
        _handovers(owners),
    )
    return in_order(item for source in sources for item in source)


def approvals_of(unit_id: int | None) -> list[Item]:
    """Return the closings that wait for the four eyes of this unit's team lead."""
    query = (
        sa.select(ClosingRequest.id, ClosingRequest.asked_at, ClosingRequest.asked_by_id, Case.id, Case.person_id)
        .join(Case, Case.id == ClosingRequest.case_id)
        .where(ClosingRequest.answer.is_(None), Case.unit_id == unit_id, Case.status != "closed")
    )
    return [
        Item(Kind.APPROVAL, id_, local(at).date(), "Abschluss freigeben", by_id, case_id, person_id)
        for id_, at, by_id, case_id, person_id in db.session.execute(query)
    ]


def _open_case(owners: list[int]) -> tuple[sa.ColumnElement[bool], ...]:
    return Case.lead_id.in_(owners), Case.status != "closed"


def _reminders(owners: list[int], until: date) -> Iterable[Item]:
    query = (
        sa.select(Reminder)
        .outerjoin(Case, Case.id == Reminder.case_id)
        .outerjoin(Referral, Referral.id == Reminder.referral_id)
        .where(
            Reminder.owner_id.in_(owners),
            Reminder.settled_at.is_(None),
            Reminder.due_on <= until,
            sa.or_(Case.id.is_(None), Case.status != "closed"),
            # A reminder to ask the partner falls away when the partner has answered.
            sa.or_(Referral.id.is_(None), sa.and_(Referral.answered_on.is_(None), Referral.state.not_in(FINAL))),
        )
    )
    for row in db.session.scalars(query):
        yield Item(
            Kind(row.kind), row.id, row.due_on, row.text, row.owner_id, row.case_id, row.person_id, row.referral_id,
            note=_series_note(row), urgent=row.urgent,
        )  # fmt: skip


def _series_note(row: Reminder) -> str:
    if not row.series_weeks:
        return ""
    every = "jede Woche" if row.series_weeks == 1 else f"alle {row.series_weeks} Wochen"
    return f"{every} bis {row.series_until:%d.%m.%Y}" if row.series_until else every


def _deadlines(owners: list[int], until: date) -> Iterable[Item]:
    query = (
        sa.select(Deadline, Case.lead_id)
        .join(Case, Case.id == Deadline.case_id)
        .where(*_open_case(owners), Deadline.closed_on.is_(None), Deadline.warning_on <= until)
    )
    for row, lead_id in db.session.execute(query):
        last = row.due_on
        if last is None:
            continue
        waiting = "earliest_day" in row.outputs
        note = "ab jetzt möglich" if waiting else f"letzter Tag {last:%d.%m.%Y}"
        yield Item(
            Kind.DEADLINE, row.id, last if waiting else row.safe_on or last, row.title, lead_id, row.case_id,
            row.person_id, note=note, urgent=True, overdue_on=last,
        )  # fmt: skip


def _referrals(owners: list[int], until: date) -> Iterable[Item]:
    owner = sa.func.coalesce(Case.lead_id, Referral.created_by_id)
    query = (
        sa.select(Referral, Organisation.name, owner)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(Case, Case.id == Referral.case_id)
        .where(
            owner.in_(owners),
            Referral.state.not_in(FINAL),
            Referral.next_check_on <= until,
            sa.or_(Case.id.is_(None), Case.status != "closed"),
        )
    )
    for row, name, owner_id in db.session.execute(query):
        if row.next_check_on is None:
            continue
        yield Item(
            Kind.REFERRAL, row.id, row.next_check_on, name, owner_id, row.case_id, row.person_id, row.id,
            note=LABELS[State(row.state)], urgent=row.urgency != "normal",
        )  # fmt: skip


def _gaps(owners: list[int], today: date, until: date) -> Iterable[Item]:
    query = (
        sa.select(Finding, Case.lead_id, Case.person_id)
        .join(Case, Case.id == Finding.case_id)
        .where(
            *_open_case(owners),
            Finding.gone_at.is_(None),
            Finding.acknowledged_at.is_(None),
            Finding.ends_on >= today,
            Finding.starts_on <= until + GAP_AHEAD,
        )
    )
    for row, lead_id, person_id in db.session.execute(query):
        due_on = max(row.starts_on - GAP_AHEAD, local(row.first_seen_at).date())
        if due_on <= until:
            yield Item(
                Kind.GAP, row.id, due_on, row.sentence, lead_id, row.case_id, person_id,
                overdue_on=max(row.starts_on, due_on),
            )  # fmt: skip


def _consents(owners: list[int], today: date, until: date) -> Iterable[Item]:
    query = (
        sa.select(Consent, Organisation.name, Case.lead_id)
        .join(Case, Case.id == Consent.case_id)
        .join(Organisation, Organisation.id == Consent.organisation_id)
        .where(
            *_open_case(owners),
            Consent.revoked_on.is_(None),
            Consent.valid_until >= today,
            Consent.valid_until <= until + EXPIRY_AHEAD,
        )
    )
    for row, name, lead_id in db.session.execute(query):
        due_on = row.valid_until - EXPIRY_AHEAD
        if due_on <= until:
            note = f"gilt bis {row.valid_until:%d.%m.%Y}"
            yield Item(
                Kind.CONSENT, row.id, due_on, f"Einwilligung für {name} läuft ab", lead_id, row.case_id, row.person_id,
                note=note, overdue_on=row.valid_until,
            )  # fmt: skip


def _waivers(owners: list[int], today: date, until: date) -> Iterable[Item]:
    query = (
        sa.select(Waiver, Case.lead_id, Case.person_id)
        .join(Case, Case.id == Waiver.case_id)
        .where(
            *_open_case(owners),
            Waiver.ended_at.is_(None),
            Waiver.valid_until >= today,
            Waiver.valid_until <= until + EXPIRY_AHEAD,
        )
    )
    for row, lead_id, person_id in db.session.execute(query):
        yield Item(
            Kind.WAIVER, row.id, row.valid_until - EXPIRY_AHEAD, f"Ausnahme läuft ab: {row.reason}", lead_id,
            row.case_id, person_id, note=f"gilt bis {row.valid_until:%d.%m.%Y}", overdue_on=row.valid_until,
        )  # fmt: skip


def _reviews(owners: list[int], until: date) -> Iterable[Item]:
    query = sa.select(Case).where(Case.lead_id.in_(owners), Case.status == "open", Case.review_on <= until)
    for case in db.session.scalars(query):
        if case.review_on:
            yield Item(
                Kind.REVIEW, case.id, case.review_on, "Lebenslage neu einschätzen, Plan prüfen", case.lead_id, case.id,
                case.person_id,
            )  # fmt: skip


def _goals(owners: list[int], until: date) -> Iterable[Item]:
    query = (
        sa.select(Goal, Case.lead_id, Case.person_id)
        .join(Case, Case.id == Goal.case_id)
        .where(*_open_case(owners), Goal.outcome.is_(None), Goal.due_on <= until)
    )
    for row, lead_id, person_id in db.session.execute(query):
        assert row.due_on is not None
        yield Item(Kind.GOAL, row.id, row.due_on, row.statement, lead_id, row.case_id, person_id)


def _steps(owners: list[int], until: date) -> Iterable[Item]:
    query = (
        sa.select(ActionStep, Case.lead_id, Case.id, Case.person_id)
        .join(Goal, Goal.id == ActionStep.goal_id)
        .join(Case, Case.id == Goal.case_id)
        .where(*_open_case(owners), Goal.outcome.is_(None), ActionStep.done_on.is_(None), ActionStep.due_on <= until)
    )
    for row, lead_id, case_id, person_id in db.session.execute(query):
        assert row.due_on is not None
        yield Item(Kind.STEP, row.id, row.due_on, row.text, lead_id, case_id, person_id, note=row.who)


def _appointments(owners: list[int], today: date, until: date) -> Iterable[Item]:
    query = sa.select(Appointment).where(
        Appointment.with_user_id.in_(owners),
        Appointment.outcome == "",
        Appointment.replaced_by_id.is_(None),
        Appointment.starts_at >= instant(today, time()),
        Appointment.starts_at < instant(until + timedelta(days=1), time()),
    )
    for row in db.session.scalars(query):
        start = local(row.starts_at)
        yield Item(
            Kind.APPOINTMENT, row.id, start.date(), row.about or "Gespräch", row.with_user_id, row.case_id,
            row.person_id, note=row.place, at=f"{start:%H:%M}",
        )  # fmt: skip


def _intents(owners: list[int], until: date) -> Iterable[Item]:
    query = sa.select(IntentToApply).where(
        IntentToApply.created_by_id.in_(owners),
        IntentToApply.forwarded_at.is_(None),
        IntentToApply.forward_by <= until,
    )
    for row in db.session.scalars(query):
        yield Item(
            Kind.INTENT, row.id, row.forward_by, f"Antrag weiterleiten: {row.benefit}", row.created_by_id, None,
            row.person_id, urgent=True,
        )  # fmt: skip


def _handed(owners: list[int]) -> Iterable[Item]:
    query = sa.select(Contact).where(Contact.handed_to_id.in_(owners), Contact.handed_done_at.is_(None))
    for row in db.session.scalars(query):
        yield Item(
            Kind.HANDED, row.id, row.day, "Kontakt vom Empfang übernehmen", row.handed_to_id, row.case_id, row.person_id
        )


def _handovers(owners: list[int]) -> Iterable[Item]:
    query = (
        sa.select(Handover, Case.person_id)
        .join(Case, Case.id == Handover.case_id)
        .where(Handover.to_id.in_(owners), Handover.answered_at.is_(None), Case.status != "closed")
    )
    for row, person_id in db.session.execute(query):
        yield Item(
            Kind.HANDOVER, row.id, local(row.offered_at).date(), "Fallführung annehmen oder ablehnen", row.to_id,
            row.case_id, person_id,
        )  # fmt: skip
