"""The blueprint, who may open it, and what every page of it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from flask import Blueprint, render_template, request

from lotse.accounts.access import signed_in_user
from lotse.accounts.rules import Role
from lotse.foundation import clock
from lotse.statistics.queries import labels, reading, scopes
from lotse.statistics.rules.choices import AddressRefused, Choice, read_choice

if TYPE_CHECKING:
    from lotse.accounts.models import User

blueprint = Blueprint("statistics", __name__, url_prefix="/statistik")

READERS = (Role.NAVIGATOR, Role.TEAM_LEAD, Role.STATISTICS)
KEEPERS = (Role.TEAM_LEAD, Role.STATISTICS)

TABS = (
    ("vermittlungen", "Vermittlungen"),
    ("empfaenger", "Empfänger"),
    ("bedarf", "Bedarf"),
    ("kontakte", "Kontakte"),
    ("faelle", "Fälle"),
    ("verzahnung", "Verzahnung und Fristen"),
)


@dataclass(frozen=True)
class Desk:
    """The reader's side of a request: who, when, what was chosen, and the names of everything."""

    user: User
    today: date
    now: datetime
    scopes: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]
    choice: Choice
    given: Mapping[str, str]


def desk() -> Desk:
    """Read the request."""
    user, day = signed_in_user(), clock.today()
    names = labels.axis_labels(reading())
    known = scopes.list_scopes(user)
    choice = read_choice(request.args, today=day, scopes=known, default_scope=next(iter(known)), known=names)
    return Desk(user, day, clock.now(), known, names, choice, request.args)


@blueprint.errorhandler(AddressRefused)
def _refused(refused: AddressRefused) -> tuple[str, int]:
    return render_template("statistics/refused.html", problems=refused.problems, again=request.path), refused.status
