"""What the selects of the contact form offer: the catalogue of both levels with the sites, and colleagues."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from lotse.accounts.models import Site, User
from lotse.accounts.rules import SOCIAL_WORK
from lotse.directory.models import Concern
from lotse.foundation.prepared import Prepared


@dataclass(frozen=True)
class Named:
    """An entry to choose."""

    id: int
    label: str


@dataclass(frozen=True)
class Area:
    """An area of life with its concerns in order."""

    concern: Named
    children: list[Named]


@dataclass
class Choices:
    """What the form offers, in the order it is shown."""

    areas: list[Area] = field(default_factory=list)
    sites: list[tuple[int, str]] = field(default_factory=list)

    @property
    def concerns(self) -> list[tuple[int, str]]:
        """The upper level of the catalogue."""
        return [(area.concern.id, area.concern.label) for area in self.areas]

    @property
    def details(self) -> list[tuple[int, str]]:
        """The lower level of the catalogue."""
        return [(child.id, child.label) for area in self.areas for child in area.children]


def choices() -> Choices:
    """Return concerns of both levels and sites; one statement."""
    found, children = Choices(), defaultdict[int, list[Named]](list)
    for kind, id_, label, parent_id, _ in _ASKING.rows():
        if kind == "site":
            found.sites.append((id_, label))
        elif parent_id is None:
            found.areas.append(Area(Named(id_, label), children[id_]))
        else:
            children[parent_id].append(Named(id_, label))
    return found


def list_staff() -> list[tuple[int, str]]:
    """Return whom an appointment or a contact can be given to, by name."""
    return _STAFF.rows()


def _asking() -> sa.CompoundSelect[*tuple[Any, ...]]:
    nothing = sa.cast(sa.null(), sa.Integer)
    concerns = sa.select(
        sa.literal("concern"), Concern.id, Concern.label.label("label"), Concern.parent_id,
        Concern.position.label("position"),
    ).where(Concern.retired_on.is_(None))  # fmt: skip
    sites = sa.select(sa.literal("site"), Site.id, Site.name, nothing, sa.literal(0)).where(Site.closed_on.is_(None))
    return sa.union_all(concerns, sites).order_by("position", "label")


_ASKING = Prepared(_asking)
_STAFF = Prepared(
    lambda: (
        sa.select(User.id, User.name)
        .where(User.deactivated_at.is_(None), sa.or_(*(User.role == role for role in sorted(SOCIAL_WORK))))
        .order_by(User.name)
    )
)
