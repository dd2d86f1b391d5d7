"""Reading consents and the ledger of disclosures."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa

from lotse.directory.models import Organisation
from lotse.disclosure.models import Consent, ConsentSheet, Disclosure
from lotse.foundation.db import db, get_stored


def get_consent(consent_id: int) -> Consent:
    """Return a consent or answer 404. The caller has checked that the person may be seen."""
    return get_stored(Consent, consent_id)


def list_consents(person_id: int) -> Sequence[Consent]:
    """Return all consents of a person, newest first."""
    query = (
        sa.select(Consent).where(Consent.person_id == person_id).order_by(Consent.given_on.desc(), Consent.id.desc())
    )
    return db.session.scalars(query).all()


def list_valid_consents(person_id: int, organisation_id: int, on: date) -> Sequence[Consent]:
    """Return the consents of a person for one recipient that are in force on a day."""
    query = sa.select(Consent).where(
        Consent.person_id == person_id,
        Consent.organisation_id == organisation_id,
        Consent.given_on <= on,
        Consent.valid_until >= on,
        sa.or_(Consent.revoked_on.is_(None), Consent.revoked_on > on),
    )
    return db.session.scalars(query.order_by(Consent.given_on.desc())).all()


def count_sheets(consent_id: int) -> int:
    """Return how many signed sheets belong to a consent."""
    query = sa.select(sa.func.count(ConsentSheet.id)).where(ConsentSheet.consent_id == consent_id)
    return db.session.scalar(query) or 0


def sheets_of(consent_ids: Collection[int]) -> dict[int, list[ConsentSheet]]:
    """Return the signed sheets by consent, without reading their bytes."""
    found: dict[int, list[ConsentSheet]] = {}
    if consent_ids:
        query = sa.select(ConsentSheet).where(ConsentSheet.consent_id.in_(consent_ids)).order_by(ConsentSheet.id)
        for sheet in db.session.scalars(query):
            found.setdefault(sheet.consent_id, []).append(sheet)
    return found


def get_sheet(sheet_id: int, consent_id: int) -> ConsentSheet:
    """Return a sheet of a consent or answer 404."""
    return get_stored(ConsentSheet, sheet_id, consent_id=consent_id)


def list_disclosures(person_id: int) -> Sequence[Disclosure]:
    """Return who got what about the person, newest first."""
    query = (
        sa.select(Disclosure)
        .where(Disclosure.person_id == person_id)
        .order_by(Disclosure.at.desc(), Disclosure.id.desc())
    )
    return db.session.scalars(query).all()


def find_recipient(organisation_id: int) -> Organisation | None:
    """Return an organisation that is still open."""
    query = sa.select(Organisation).where(Organisation.id == organisation_id, Organisation.closed_on.is_(None))
    return db.session.scalar(query)


def names_of_organisations(organisation_ids: set[int]) -> dict[int, str]:
    """Return the names of recipients."""
    if not organisation_ids:
        return {}
    rows = db.session.execute(
        sa.select(Organisation.id, Organisation.name).where(Organisation.id.in_(organisation_ids))
    )
    return {row.id: row.name for row in rows}
