"""Statutory deadlines, consents that run out, warnings at a name that want another look."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from lotse.cases.models import Case
from lotse.clients.models import PersonWarning
from lotse.clients.rules.warnings import KINDS, WarningKind
from lotse.deadlines.models import Deadline
from lotse.directory.models import Organisation
from lotse.disclosure.models import Consent
from lotse.foundation.db import db
from lotse.reminders.queries.sources.scope import open_case
from lotse.reminders.rules.items import EXPIRY_AHEAD, Item, Kind


def deadlines(owners: list[int], until: date) -> Iterable[Item]:
    """Statutory deadlines whose warning day has come."""
    query = (
        sa.select(Deadline, Case.lead_id)
        .join(Case, Case.id == Deadline.case_id)
        .where(*open_case(owners), Deadline.closed_on.is_(None), Deadline.warning_on <= until)
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


def consents(owners: list[int], today: date, until: date) -> Iterable[Item]:
    """Consents that run out within two weeks: those of a case, and those of a person whose case is led here."""
    query = (
        sa.select(Consent, Organisation.name, Case.lead_id, Case.id)
        .join(
            Case,
            sa.or_(Case.id == Consent.case_id, sa.and_(Consent.case_id.is_(None), Case.person_id == Consent.person_id)),
        )
        .join(Organisation, Organisation.id == Consent.organisation_id)
        .where(
            *open_case(owners),
            Consent.revoked_on.is_(None),
            Consent.valid_until >= today,
            Consent.valid_until <= until + EXPIRY_AHEAD,
        )
        .order_by(Consent.id, Case.id)
    )
    seen: set[int] = set()
    for row, name, lead_id, case_id in db.session.execute(query):
        if row.id in seen:
            continue
        seen.add(row.id)
        yield Item(
            Kind.CONSENT, row.id, row.valid_until - EXPIRY_AHEAD, f"Einwilligung für {name} läuft ab", lead_id, case_id,
            row.person_id, note=f"gilt bis {row.valid_until:%d.%m.%Y}", overdue_on=row.valid_until,
        )  # fmt: skip


def warnings(owners: list[int], today: date, until: date) -> Iterable[Item]:
    """Warnings at a name to look at again or about to end: with the lead of the case, else with who wrote them."""
    led = sa.and_(Case.person_id == PersonWarning.person_id, Case.status != "closed", Case.lead_id.is_not(None))
    owner = sa.func.coalesce(Case.lead_id, PersonWarning.created_by_id)
    query = (
        sa.select(PersonWarning, owner, Case.id)
        .outerjoin(Case, led)
        .where(
            owner.in_(owners),
            PersonWarning.ended_on.is_(None),
            sa.or_(
                PersonWarning.review_on <= until,
                PersonWarning.valid_until.between(today, until + EXPIRY_AHEAD),
            ),
            sa.or_(PersonWarning.valid_until.is_(None), PersonWarning.valid_until >= today),
        )
        .order_by(PersonWarning.id, Case.id)
    )
    seen: set[int] = set()
    for row, owner_id, case_id in db.session.execute(query):
        if row.id not in seen:
            seen.add(row.id)
            yield _warning(row, owner_id, case_id, until)


def _warning(row: PersonWarning, owner_id: int, case_id: int | None, until: date) -> Item:
    title = KINDS[WarningKind(row.kind)].badge
    if row.review_on is not None and row.review_on <= until:
        return Item(Kind.WARNING, row.id, row.review_on, f"Hinweis prüfen: {title}", owner_id, case_id, row.person_id)
    assert row.valid_until is not None
    return Item(
        Kind.WARNING, row.id, row.valid_until - EXPIRY_AHEAD, f"Hinweis läuft ab: {title}", owner_id, case_id,
        row.person_id, note=f"gilt bis {row.valid_until:%d.%m.%Y}", overdue_on=row.valid_until,
    )  # fmt: skip
