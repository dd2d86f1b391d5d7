"""Statutory deadlines, consents and papers that run out, warnings at a name that want another look."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from lotse.cases.models import Case
from lotse.clients.models import PersonWarning, Relation
from lotse.clients.rules.warnings import KINDS, WarningKind
from lotse.deadlines.models import Deadline
from lotse.directory.models import Organisation
from lotse.disclosure.models import Consent
from lotse.foundation.prepared import Prepared
from lotse.reminders.queries.sources.scope import OWNERS, SOON, TODAY, UNTIL, open_case
from lotse.reminders.rules.items import EXPIRY_AHEAD, Item, Kind


def deadlines(owners: list[int], until: date) -> Iterable[Item]:
    """Statutory deadlines whose warning day has come."""
    for id_, last, safe_on, outputs, title, lead_id, case_id, person_id in _DEADLINES.rows(owners=owners, until=until):
        if last is None:
            continue
        waiting = "earliest_day" in outputs
        note = "ab jetzt möglich" if waiting else f"letzter Tag {last:%d.%m.%Y}"
        yield Item(
            Kind.DEADLINE, id_, last if waiting else safe_on or last, title, lead_id, case_id, person_id, note=note,
            urgent=True, overdue_on=last,
        )  # fmt: skip


def consents(owners: list[int], today: date, until: date) -> Iterable[Item]:
    """Consents that run out within two weeks: those of a case, and those of a person whose case is led here."""
    seen: set[int] = set()
    for id_, last, name, lead_id, case_id, person_id in _CONSENTS.rows(
        owners=owners, today=today, soon=until + EXPIRY_AHEAD
    ):
        if id_ in seen:
            continue
        seen.add(id_)
        yield Item(
            Kind.CONSENT, id_, last - EXPIRY_AHEAD, f"Einwilligung für {name} läuft ab", lead_id, case_id, person_id,
            note=f"gilt bis {last:%d.%m.%Y}", overdue_on=last,
        )  # fmt: skip


def warnings(owners: list[int], today: date, until: date) -> Iterable[Item]:
    """Warnings at a name to look at again or about to end: with the lead of the case, else with who wrote them."""
    seen: set[int] = set()
    for id_, owner_id, case_id, person_id, kind, review_on, last in _WARNINGS.rows(
        owners=owners, today=today, until=until, soon=until + EXPIRY_AHEAD
    ):
        if id_ in seen:
            continue
        seen.add(id_)
        title = KINDS[WarningKind(kind)].badge
        if review_on is not None and review_on <= until:
            yield Item(Kind.WARNING, id_, review_on, f"Hinweis prüfen: {title}", owner_id, case_id, person_id)
        else:
            yield Item(
                Kind.WARNING, id_, last - EXPIRY_AHEAD, f"Hinweis läuft ab: {title}", owner_id, case_id, person_id,
                note=f"gilt bis {last:%d.%m.%Y}", overdue_on=last,
            )  # fmt: skip


def papers(owners: list[int], until: date) -> Iterable[Item]:
    """Documents of relations that run out within two weeks, until they are renewed or the relation ends."""
    seen: set[int] = set()
    for id_, last, what, lead_id, case_id, person_id in _PAPERS.rows(owners=owners, soon=until + EXPIRY_AHEAD):
        if id_ in seen:
            continue
        seen.add(id_)
        yield Item(
            Kind.PAPER, id_, last - EXPIRY_AHEAD, f"Nachweis läuft ab: {what}", lead_id, case_id, person_id,
            note=f"gilt bis {last:%d.%m.%Y}", overdue_on=last,
        )  # fmt: skip


def _papers() -> sa.SelectBase:
    """With the lead of an open case of the person stood for, else of the one who stands for her.

    Where neither has one, with whoever wrote the document down (ADR 0350).
    """
    row = Relation
    runs_out = (row.evidence != "", row.evidence_valid_until <= SOON, row.ends_on.is_(None))
    sides = (
        sa.select(
            row.id, row.evidence_valid_until, row.evidence, Case.lead_id, Case.id.label("case_id"), Case.person_id,
            sa.literal(number).label("side"),
        )
        .join(Case, Case.person_id == end)
        .where(open_case(), *runs_out)
        for number, end in enumerate((row.person_id, row.other_id))
    )  # fmt: skip
    no_case = ~sa.exists().where(Case.person_id.in_((row.person_id, row.other_id)), Case.closed_on.is_(None))
    written_down = sa.select(
        row.id, row.evidence_valid_until, row.evidence, row.evidence_by_id, sa.cast(sa.null(), sa.Integer),
        row.person_id, sa.literal(2),
    ).where(row.evidence_by_id.in_(OWNERS), *runs_out, no_case)  # fmt: skip
    both = sa.union_all(*sides, written_down).subquery()
    columns = [column for column in both.c if column.name != "side"]
    return sa.select(*columns).order_by(both.c.id, both.c.side, both.c.case_id)


def _consents() -> sa.SelectBase:
    of_person = sa.and_(Consent.case_id.is_(None), Case.person_id == Consent.person_id)
    return (
        sa.select(Consent.id, Consent.valid_until, Organisation.name, Case.lead_id, Case.id, Consent.person_id)
        .join(Case, sa.or_(Case.id == Consent.case_id, of_person))
        .join(Organisation, Organisation.id == Consent.organisation_id)
        .where(open_case(), Consent.revoked_on.is_(None), Consent.valid_until >= TODAY, Consent.valid_until <= SOON)
        .order_by(Consent.id, Case.id)
    )


def _warnings() -> sa.SelectBase:
    """With the lead of an open case of the person, else with who wrote it down."""
    row, one = PersonWarning, sa.orm.aliased(PersonWarning)
    of_led_persons = sa.select(one.id).join(Case, Case.person_id == one.person_id)
    of_led_persons = of_led_persons.where(Case.closed_on.is_(None), Case.lead_id.in_(OWNERS))
    candidates = sa.union_all(of_led_persons, sa.select(one.id).where(one.created_by_id.in_(OWNERS)))
    led = sa.and_(Case.person_id == row.person_id, Case.closed_on.is_(None), Case.lead_id.is_not(None))
    owner = sa.func.coalesce(Case.lead_id, row.created_by_id)
    return (
        sa.select(row.id, owner, Case.id, row.person_id, row.kind, row.review_on, row.valid_until)
        .outerjoin(Case, led)
        .where(
            row.id.in_(candidates),
            owner.in_(OWNERS),
            row.ended_on.is_(None),
            sa.or_(row.review_on <= UNTIL, row.valid_until.between(TODAY, SOON)),
            sa.or_(row.valid_until.is_(None), row.valid_until >= TODAY),
        )
        .order_by(row.id, Case.id)
    )


_PAPERS = Prepared(_papers)
_CONSENTS = Prepared(_consents)
_WARNINGS = Prepared(_warnings)
_DEADLINES = Prepared(
    lambda: (
        sa.select(
            Deadline.id, sa.func.coalesce(Deadline.override_day, Deadline.last_day), Deadline.safe_on, Deadline.outputs,
            Deadline.title, Case.lead_id, Case.id, Deadline.person_id,
        )
        .join(Case, Case.id == Deadline.case_id)
        .where(open_case(), Deadline.closed_on.is_(None), Deadline.warning_on <= UNTIL)
    )
)  # fmt: skip
