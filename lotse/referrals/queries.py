"""Reading referrals. Who sees which is decided in `visible`, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.accounts.queries import get_user, granted_records
from lotse.accounts.rules import Role
from lotse.cases.models import Case
from lotse.cases.queries import visible_case_ids
from lotse.clients.models import Person
from lotse.directory.models import Concern, Offer, Organisation
from lotse.foundation.clock import now as present
from lotse.foundation.db import db
from lotse.foundation.errors import NotFound
from lotse.referrals.models import Agreement, PartnerLink, Referral, ReferralEvent
from lotse.referrals.rules.clocks import Terms
from lotse.referrals.rules.states import OPEN, State
from lotse.referrals.rules.track_record import Fact

if TYPE_CHECKING:
    from lotse.accounts.models import User

DESK_ROLES = (Role.FRONT_DESK, Role.NAVIGATOR, Role.TEAM_LEAD)


@dataclass(frozen=True)
class Row:
    """One line of a list of referrals."""

    id: int
    number: str
    kind: str
    state: str
    urgency: str
    person_id: int | None
    person: str
    case_id: int | None
    organisation: str
    offer: str
    concern: str
    sent_on: date | None
    next_check_on: date | None
    ended_on: date | None


def visible(user: User, now: datetime | None = None) -> sa.ColumnElement[bool]:
    """Say which referrals an account may see.

    Case work: those of its visible cases, and those without a case of its own site. Front desk: those without a case of
    its own site, and those it made itself. A department: those it holds a grant for, which lasts as long as the
    referral is open. Referrals of restricted persons only with a grant on the person or the case.
    """
    at = now or present()
    granted = Referral.id.in_(granted_records(user, "referral", at))
    if user.role == Role.DEPARTMENT:
        return granted
    if user.role not in DESK_ROLES:
        return sa.false()
    open_person = sa.or_(
        Referral.person_id.is_(None),
        Referral.person_id.in_(granted_records(user, "person", at)),
        sa.exists().where(Person.id == Referral.person_id, Person.restricted.is_(False)).correlate(Referral),
    )
    of_site = sa.and_(
        Referral.case_id.is_(None),
        open_person,
        sa.or_(Referral.site_id == user.site_id, Referral.created_by_id == user.id),
    )
    if user.role == Role.FRONT_DESK:
        mine = sa.and_(Referral.created_by_id == user.id, open_person)
        return sa.or_(of_site, mine, granted)
    return sa.or_(of_site, granted, Referral.case_id.in_(visible_case_ids(user, at)))


def get_referral(referral_id: int, user: User) -> Referral:
    """Return a referral the account may see; unknown and forbidden alike answer 404."""
    found = db.session.scalar(sa.select(Referral).where(Referral.id == referral_id, visible(user)))
    if found is None:
        raise NotFound
    return found


def list_referrals(
    user: User,
    *,
    states: Sequence[State] = (),
    organisation_id: int | None = None,
    concern_id: int | None = None,
    overdue_on: date | None = None,
    text: str = "",
    limit: int = 50,
    offset: int = 0,
) -> tuple[list[Row], int]:
    """Return one page of the referrals an account may see, those due first, and how many there are in all."""
    conditions = [visible(user)]
    if states:
        conditions.append(Referral.state.in_(states))
    if organisation_id is not None:
        conditions.append(Referral.organisation_id == organisation_id)
    if concern_id is not None:
        conditions.append(Referral.concern_id == concern_id)
    if overdue_on is not None:
        conditions.append(sa.and_(Referral.state.in_(OPEN), Referral.next_check_on < overdue_on))
    if text:
        conditions.append(Referral.number.icontains(text, autoescape=True))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(Referral).where(*conditions)) or 0
    waiting_first = sa.case((Referral.next_check_on.is_(None), 1), else_=0)
    query = _rows().where(*conditions).order_by(waiting_first, Referral.next_check_on, Referral.id.desc())
    return _as_rows(query.limit(limit).offset(offset)), total


def list_for_case(case_id: int) -> list[Row]:
    """Return the referrals of a case the caller may see, newest first."""
    return _as_rows(_rows().where(Referral.case_id == case_id).order_by(Referral.id.desc()))


def list_for_person(person_id: int, user: User) -> list[Row]:
    """Return the referrals of a person as far as the account may see them."""
    return _as_rows(_rows().where(Referral.person_id == person_id, visible(user)).order_by(Referral.id.desc()))


def list_for_contact(contact_id: int) -> list[Row]:
    """Return the referrals that came from one contact."""
    return _as_rows(_rows().where(Referral.contact_id == contact_id).order_by(Referral.id))


def list_inbox(user: User, *, past: bool = False) -> list[Row]:
    """Return what a department has to answer, or (without names) what it had."""
    query = _rows()
    own = sa.and_(Organisation.unit_id == user.unit_id, Organisation.unit_id.is_not(None))
    if past:
        query = query.where(own, Referral.state.not_in(OPEN), Referral.sent_on.is_not(None)).order_by(
            Referral.ended_on.desc()
        )
        return [
            Row(**{**row.__dict__, "person": "", "person_id": None, "case_id": None})
            for row in _as_rows(query.limit(200))
        ]
    return _as_rows(query.where(own, visible(user), Referral.state.in_(OPEN)).order_by(Referral.next_check_on))


def list_events(referral_id: int) -> Sequence[ReferralEvent]:
    """Return the steps of a referral in the order in which they happened."""
    query = sa.select(ReferralEvent).where(ReferralEvent.referral_id == referral_id).order_by(ReferralEvent.id)
    return db.session.scalars(query).all()


def last_happened_on(referral_id: int) -> date | None:
    """Return the day of the latest step."""
    return db.session.scalar(
        sa.select(sa.func.max(ReferralEvent.happened_on)).where(ReferralEvent.referral_id == referral_id)
    )


def find_open_twin(person_id: int, organisation_id: int, offer_id: int | None) -> Referral | None:
    """Return an open referral of the same person to the same receiver, if there is one."""
    query = sa.select(Referral).where(
        Referral.person_id == person_id, Referral.organisation_id == organisation_id, Referral.state.in_(OPEN)
    )
    if offer_id is not None:
        query = query.where(sa.or_(Referral.offer_id == offer_id, Referral.offer_id.is_(None)))
    return db.session.scalar(query.order_by(Referral.id.desc()).limit(1))


def find_by_reply_code(code: str) -> Referral | None:
    """Return the referral a paper reply belongs to."""
    return db.session.scalar(sa.select(Referral).where(Referral.reply_code == code))


def list_open_with_consent(consent_id: int) -> Sequence[Referral]:
    """Return the open referrals that rest on a consent."""
    query = sa.select(Referral).where(Referral.consent_id == consent_id, Referral.state.in_(OPEN))
    return db.session.scalars(query).all()


def list_open_of_case(case_id: int) -> Sequence[Referral]:
    """Return the referrals of a case that have not ended: closing asks for each."""
    return db.session.scalars(sa.select(Referral).where(Referral.case_id == case_id, Referral.state.in_(OPEN))).all()


def list_silent(until: date) -> Sequence[Referral]:
    """Return sent referrals without any answer that were sent up to a day: the clock looks at these."""
    query = sa.select(Referral).where(Referral.state.in_([State.REQUESTED, State.RECEIVED]), Referral.sent_on <= until)
    return db.session.scalars(query).all()


def list_declines_to_settle() -> Sequence[Referral]:
    """Return declines that wait for the sender's review."""
    return db.session.scalars(sa.select(Referral).where(Referral.state == State.DECLINED_PENDING)).all()


def find_organisation(organisation_id: int) -> Organisation | None:
    """Return an organisation that can still be referred to."""
    return db.session.scalar(
        sa.select(Organisation).where(Organisation.id == organisation_id, Organisation.closed_on.is_(None))
    )


def get_organisation(organisation_id: int) -> Organisation:
    """Return an organisation, closed ones too, or answer 404."""
    found = db.session.get(Organisation, organisation_id)
    if found is None:
        raise NotFound
    return found


def find_offer(offer_id: int) -> Offer | None:
    """Return an offer that is not retired."""
    return db.session.scalar(sa.select(Offer).where(Offer.id == offer_id, Offer.retired_on.is_(None)))


def find_offer_named(offer_id: int | None) -> Offer | None:
    """Return an offer, retired ones too."""
    return db.session.get(Offer, offer_id) if offer_id else None


def find_person(person_id: int | None) -> Person | None:
    """Return the person a referral is about; the caller has checked the referral."""
    return db.session.get(Person, person_id) if person_id else None


def find_case(case_id: int | None) -> Case | None:
    """Return the case a referral belongs to; the caller has checked the referral."""
    return db.session.get(Case, case_id) if case_id else None


def find_concern(concern_id: int | None) -> Concern | None:
    """Return a concern of the catalogue."""
    return db.session.get(Concern, concern_id) if concern_id else None


def list_concerns() -> Sequence[Concern]:
    """Return the second level of the catalogue, for the filter and the form."""
    query = sa.select(Concern).where(Concern.retired_on.is_(None)).order_by(Concern.position, Concern.label)
    return db.session.scalars(query).all()


def search_receivers(text: str, limit: int = 8) -> list[tuple[int, int | None, str, str]]:
    """Return (organisation id, offer id, name, where) of offers that hold the typed words."""
    words = [word for word in text.casefold().split() if word][:6]
    if not words:
        return []
    query = (
        sa.select(Organisation.id, Offer.id, Offer.name, Organisation.name, Organisation.town)
        .join(Offer, Offer.organisation_id == Organisation.id)
        .where(Organisation.closed_on.is_(None), Offer.retired_on.is_(None))
    )
    for word in words:
        hit = sa.or_(Offer.name.icontains(word, autoescape=True), Organisation.name.icontains(word, autoescape=True))
        query = query.where(sa.or_(hit, Organisation.town.icontains(word, autoescape=True)))
    rows = db.session.execute(query.order_by(Offer.name, Organisation.name).limit(limit)).all()
    return [(row[0], row[1], row[2], ", ".join(filter(None, (row[3], row[4])))) for row in rows]


def terms_of(organisation: Organisation, on: date) -> Terms:
    """Return the response times agreed with a receiver: its agreement in force, its own settings, or the defaults."""
    query = sa.select(Agreement).where(
        Agreement.organisation_id == organisation.id,
        Agreement.ended_on.is_(None),
        Agreement.valid_from <= on,
        sa.or_(Agreement.valid_until.is_(None), Agreement.valid_until >= on),
    )
    agreement = db.session.scalar(query.order_by(Agreement.valid_from.desc()).limit(1))
    source = agreement or organisation
    usual = Terms()
    return Terms(
        receipt_days=source.receipt_days or usual.receipt_days,
        answer_days=source.answer_days or usual.answer_days,
        first_contact_days=source.first_contact_days or usual.first_contact_days,
    )


def facts_of_receiver(organisation_id: int, user: User) -> list[Fact]:
    """Return what the figures of a receiver are made of, from the referrals this account may see."""
    columns = (Referral.state, Referral.sent_on, Referral.answered_on, Referral.accepted_on, Referral.reason_code)
    query = sa.select(*columns).where(
        visible(user), Referral.organisation_id == organisation_id, Referral.sent_on.is_not(None)
    )
    return [
        Fact(row.state, row.sent_on, row.answered_on, row.accepted_on, row.reason_code)
        for row in db.session.execute(query)
        if row.sent_on
    ]


def list_agreements(organisation_id: int) -> Sequence[Agreement]:
    """Return the agreements with a receiver, newest first."""
    query = (
        sa.select(Agreement).where(Agreement.organisation_id == organisation_id).order_by(Agreement.valid_from.desc())
    )
    return db.session.scalars(query).all()


def get_agreement(agreement_id: int) -> Agreement:
    """Return an agreement or answer 404."""
    found = db.session.get(Agreement, agreement_id)
    if found is None:
        raise NotFound
    return found


def list_links(referral_id: int) -> Sequence[PartnerLink]:
    """Return the partner's links of a referral, newest first."""
    query = sa.select(PartnerLink).where(PartnerLink.referral_id == referral_id).order_by(PartnerLink.id.desc())
    return db.session.scalars(query).all()


def due_of(user: User, until: date) -> list[Row]:
    """Return open referrals of the account whose clock runs out up to a day: for 'Heute'."""
    mine = sa.or_(
        Referral.created_by_id == user.id,
        Referral.case_id.in_(sa.select(Case.id).where(Case.lead_id == user.id)),
    )
    query = _rows().where(mine, visible(user), Referral.state.in_(OPEN), Referral.next_check_on <= until)
    return _as_rows(query.order_by(Referral.next_check_on))


def _rows() -> sa.Select:
    return (
        sa.select(
            Referral.id, Referral.number, Referral.kind, Referral.state, Referral.urgency, Referral.person_id,
            Person.first_name, Person.last_name, Referral.case_id, Organisation.name.label("organisation"),
            Offer.name.label("offer"), Concern.label.label("concern"), Referral.sent_on, Referral.next_check_on,
            Referral.ended_on,
        )
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(Person, Person.id == Referral.person_id)
        .outerjoin(Offer, Offer.id == Referral.offer_id)
        .outerjoin(Concern, Concern.id == Referral.concern_id)
    )  # fmt: skip


def _as_rows(query: sa.Select) -> list[Row]:
    return [
        Row(
            id=row.id, number=row.number, kind=row.kind, state=row.state, urgency=row.urgency, person_id=row.person_id,
            person=", ".join(filter(None, (row.last_name, row.first_name))), case_id=row.case_id,
            organisation=row.organisation, offer=row.offer or "", concern=row.concern or "", sent_on=row.sent_on,
            next_check_on=row.next_check_on, ended_on=row.ended_on,
        )
        for row in db.session.execute(query)
    ]  # fmt: skip


def get_creator(referral: Referral) -> User:
    """Return the account that wrote a referral."""
    return get_user(referral.created_by_id)


def last_bundle_position(bundle_id: int) -> int:
    """Return the highest position in a bundle."""
    return (
        db.session.scalar(sa.select(sa.func.max(Referral.bundle_position)).where(Referral.bundle_id == bundle_id)) or 0
    )


def list_bundle(bundle_id: int | None) -> list[Row]:
    """Return the referrals of a bundle in order."""
    if bundle_id is None:
        return []
    return _as_rows(_rows().where(Referral.bundle_id == bundle_id).order_by(Referral.bundle_position))


def find_link(token_hash: str) -> tuple[PartnerLink, Referral] | None:
    """Return a partner's link with its referral, ended ones too."""
    query = sa.select(PartnerLink, Referral).join(Referral, Referral.id == PartnerLink.referral_id)
    row = db.session.execute(query.where(PartnerLink.token_hash == token_hash)).first()
    return (row[0], row[1]) if row else None


def get_link(link_id: int, referral_id: int) -> PartnerLink:
    """Return a link of a referral or answer 404."""
    link = db.session.get(PartnerLink, link_id)
    if link is None or link.referral_id != referral_id:
        raise NotFound
    return link


def list_open_organisations() -> Sequence[sa.Row[int, str]]:
    """Return (id, name) of every receiver a partner may name when forwarding; none whose address is confidential."""
    query = sa.select(Organisation.id, Organisation.name).where(
        Organisation.closed_on.is_(None), Organisation.address_confidential.is_(False)
    )
    return db.session.execute(query.order_by(Organisation.name)).all()


def number_of(referral_id: int) -> str:
    """Return the number of a referral: the only thing a page may show before the PIN."""
    return db.session.scalar(sa.select(Referral.number).where(Referral.id == referral_id)) or ""
