"""Names for the values of the axes, and the places of the map."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from lotse.accounts.models import Site
from lotse.directory.models import Concern, Organisation
from lotse.directory.rules.catalogue import DEPARTMENT_LABELS
from lotse.foundation.charts.choropleth import Outline, outline_of
from lotse.referrals.rules import reasons
from lotse.referrals.rules.states import KIND_LABELS
from lotse.statistics.models import CountyMap
from lotse.statistics.rules.counted import Place
from lotse.statistics.rules.referral_facts import AGE_GROUPS, HOUSEHOLDS, RESULTS, SEXES, UNKNOWN

NO_PLACE = {UNKNOWN: "ohne Angabe"}


def axis_labels(session: Session) -> dict[str, Mapping[str, str]]:
    """Return the names of all values of all axes."""
    concerns = session.execute(sa.select(Concern.code, Concern.label, Concern.parent_id)).all()
    areas = {row.code: row.label for row in concerns if row.parent_id is None}
    return {
        "site": {str(row[0]): row[1] for row in session.execute(sa.select(Site.id, Site.name))}
        | {"0": "ohne Standort"},
        "kind": {str(kind): label for kind, label in KIND_LABELS.items()},
        "department": {str(code): label for code, label in DEPARTMENT_LABELS.items()} | NO_PLACE,
        "receiver": receiver_names(session),
        "area": areas | NO_PLACE,
        "concern": {row.code: row.label for row in concerns} | NO_PLACE,
        "municipality": {place.key: place.name for place in places(session)} | NO_PLACE,
        "age": {group: age_label(group) for group in AGE_GROUPS},
        "sex": SEXES,
        "household": HOUSEHOLDS,
        "result": RESULTS,
        "reason": {reason.code: reason.label for reason in (*reasons.DECLINE, *reasons.FAILURE)},
    }


def receiver_names(session: Session) -> dict[str, str]:
    """Return the names of all organisations."""
    return {str(row[0]): row[1] for row in session.execute(sa.select(Organisation.id, Organisation.name))}


def age_label(group: str) -> str:
    """Return an age group in words."""
    if group == UNKNOWN:
        return "ohne Angabe"
    return "65 Jahre und älter" if group == "65+" else f"{group.replace('-', ' bis ')} Jahre"


def find_map(session: Session) -> CountyMap | None:
    """Return the newest map, if any was uploaded."""
    return session.scalar(sa.select(CountyMap).order_by(CountyMap.id.desc()).limit(1))


def places(session: Session) -> list[Place]:
    """Return the municipalities of the newest map by name."""
    found = _newest(session)
    return [] if found is None else list(found[0])


def map_outline(session: Session) -> Outline | None:
    """Return the drawn borders of the newest map."""
    found = _newest(session)
    return None if found is None else found[1]


def _newest(session: Session) -> tuple[tuple[Place, ...], Outline] | None:
    row = session.execute(sa.select(CountyMap.id, CountyMap.uploaded_at).order_by(CountyMap.id.desc()).limit(1)).first()
    if row is None:
        return None
    found = _kept.get((row.id, row.uploaded_at))
    if found is None:
        areas = session.scalar(sa.select(CountyMap.areas).where(CountyMap.id == row.id)) or []
        areas = sorted(areas, key=lambda area: area["name"])
        made = tuple(Place(area["key"], area["name"], area["population"]) for area in areas)
        found = made, outline_of([(area["key"], area["name"], area["polygons"]) for area in areas])
        _kept.clear()
        _kept[row.id, row.uploaded_at] = found
    return found


_kept: dict[tuple[object, object], tuple[tuple[Place, ...], Outline]] = {}
