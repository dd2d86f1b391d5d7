"""Reading the life situation: ratings, opt-ins, and the profile as this reader may see it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import sqlalchemy as sa

from lotse.cases.models import OptIn, Rating
from lotse.cases.rules.life_situation import OPT_IN, Dimension
from lotse.cases.rules.notes import Reader, may_see_restricted_ratings
from lotse.cases.rules.profile import Mark
from lotse.foundation.db import db
from lotse.foundation.prepared import Prepared


def list_ratings(case_id: int, reader: Reader) -> Sequence[Rating]:
    """Return the ratings this reader may see, oldest first; restricted dimensions only to lead and deputy."""
    query = sa.select(Rating).where(Rating.case_id == case_id).order_by(Rating.rated_on, Rating.id)
    if not may_see_restricted_ratings(reader):
        query = query.where(Rating.dimension.not_in([str(d) for d in OPT_IN]))
    return db.session.scalars(query).all()


def list_marks(case_id: int, reader: Reader) -> list[Mark]:
    """Return the ratings this reader may see without their words, oldest first; what a profile is drawn from."""
    return [Mark(*row) for row in _marks(may_see_restricted_ratings(reader)).rows(case_id=case_id)]


@cache
def _marks(with_restricted: bool) -> Prepared:
    columns = (Rating.dimension, Rating.view, Rating.state, Rating.value, Rating.target, Rating.rated_on)
    query = sa.select(*columns).where(Rating.case_id == sa.bindparam("case_id")).order_by(Rating.rated_on, Rating.id)
    hidden = [str(dimension) for dimension in OPT_IN]
    return Prepared(lambda: query if with_restricted else query.where(Rating.dimension.not_in(hidden)))


def all_ratings(case_id: int) -> Sequence[Rating]:
    """Return every rating, for decisions that must not depend on who asks (an open crisis at closing)."""
    return db.session.scalars(sa.select(Rating).where(Rating.case_id == case_id).order_by(Rating.rated_on)).all()


def list_opt_ins(case_id: int) -> Sequence[OptIn]:
    """Return the restricted dimensions this case has opted in to, with their reasons."""
    return db.session.scalars(sa.select(OptIn).where(OptIn.case_id == case_id).order_by(OptIn.id)).all()


def opted_in(case_id: int) -> frozenset[Dimension]:
    """Return the opted-in dimensions as a set."""
    return frozenset(Dimension(row.dimension) for row in list_opt_ins(case_id))
