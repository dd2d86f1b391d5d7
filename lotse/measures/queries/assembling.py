"""Turning rows into a plan of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from lotse.clients.models import Person
from lotse.measures.models import Measure, Requirement
from lotse.measures.rules import plan as rules
from lotse.measures.rules.kinds import CARING_KINDS, kind_label
from lotse.measures.rules.states import CONFIRMED
from lotse.measures.rules.weekly_times import grouped


class House(NamedTuple):
    """An institution: its name and the days it keeps closed."""

    name: str
    closures: tuple[rules.Closure, ...]


def measure_key(measure_id: int) -> str:
    return f"M{measure_id}"


def person_key(person_id: int) -> str:
    return f"P{person_id}"


def requirement_key(requirement_id: int) -> str:
    return f"R{requirement_id}"


def awaiting_key(measure_id: int) -> str:
    """The id of the prerequisite that a predecessor brings about."""
    return f"V{measure_id}"


def number_in(key: str) -> int:
    """The id in a key of a plan."""
    return int(key[1:])


def person_ids(measures: Iterable[Sequence[Measure]], requirements: Iterable[Sequence[Requirement]]) -> Iterable[int]:
    """Everybody named by measures or requirements."""
    yield from (m.person_id for some in measures for m in some)
    yield from (r.person_id for some in requirements for r in some if r.person_id is not None)


def assemble(
    *,
    state: str,
    horizon: rules.Horizon,
    main_person_id: int,
    people: Mapping[int, Person],
    houses: Mapping[int, House],
    measures: Sequence[Measure],
    requirements: Sequence[Requirement],
) -> rules.Plan:
    """The plan of one case; measures that were declined or broken off have been left out before."""
    named = dict.fromkeys([main_person_id, *person_ids([measures], [requirements])])
    known = {m.id: m for m in measures}
    written = [written for r in requirements if (written := _requirement(r, known))]
    return rules.Plan(
        state=state,
        horizon=horizon,
        persons=tuple(_person(people[i], main_person_id) for i in named if i in people),
        measures=tuple(as_rule(m, houses) for m in measures),
        requirements=(*written, *_awaiting(measures, known)),
    )


def _person(person: Person, main_person_id: int) -> rules.Person:
    role = "client" if person.id == main_person_id else "relative"
    return rules.Person(person_key(person.id), role, person.full_name, person.birth_date)


def as_rule(measure: Measure, houses: Mapping[int, House]) -> rules.Measure:
    """One measure as the engine sees it; closures of its institution come first."""
    house = houses.get(measure.organisation_id or 0, House(measure.provider, ()))
    own = tuple(rules.Closure(c.label, c.starts_on, c.ends_on) for c in measure.closures)
    return rules.Measure(
        id=measure_key(measure.id),
        kind=measure.kind,
        person=person_key(measure.person_id),
        label=measure.label or kind_label(measure.kind),
        org=house.name or None,
        start=measure.starts_on,
        end=measure.ends_on,
        slots=tuple(slots_of(measure)),
        closures=(*house.closures, *own),
        closed_on_public_holidays=measure.closed_on_public_holidays,
        confirmed=measure.state in CONFIRMED,
    )


def slots_of(measure: Measure) -> list[rules.Slot]:
    """The weekly times of a measure, equal times together."""
    return grouped(
        rules.Slot((s.weekday,), s.from_minute, s.to_minute, s.every_weeks, s.anchor_monday) for s in measure.slots
    )


def _awaiting(measures: Sequence[Measure], known: Mapping[int, Measure]) -> Iterable[rules.Requirement]:
    """What follows from chains: a measure is not there before the one it awaits has ended."""
    for measure in measures:
        awaited = known.get(measure.predecessor_id or 0)
        if awaited and awaited.ends_on:
            available_on = awaited.ends_on + timedelta(days=1)
            yield rules.Prerequisite(
                awaiting_key(measure.id), measure_key(measure.id), f"Ende von „{awaited.label}“", available_on
            )


def _requirement(row: Requirement, known: Mapping[int, Measure]) -> rules.Requirement | None:
    """One requirement, or None when what it is about was left out."""
    params, key = row.params, requirement_key(row.id)

    def here(name: str) -> tuple[str, ...]:
        return tuple(measure_key(i) for i in params.get(name, []) if i in known)

    match row.kind:
        case "cover":
            during, by = here("during"), _covering(row, known) if params.get("by_all") else here("by")
            before, after = params.get("travel_before_min", 0), params.get("travel_after_min", 0)
            subject = person_key(row.person_id or 0)
            return rules.Cover(key, subject, during, by, before, after) if during else None
        case "prerequisite":
            return _prerequisite(key, params, known)
        case "no_overlap":
            measures = here("measures")
            if len(measures) != 2:
                return None
            pair = (measures[0], measures[1])
            return rules.NoOverlap(key, person_key(row.person_id or 0), pair, params.get("transfer_min", 0))
        case "start_within":
            first, second = params.get("first", 0), params.get("second", 0)
            if first not in known or second not in known:
                return None
            days, law = params["max_days_after_end"], params.get("law") or None
            return rules.StartWithin(key, measure_key(first), measure_key(second), days, law)
    measures = here("measures")
    if not measures:
        return None
    limit, law = params["must_stay_below_minutes"], params.get("law") or None
    return rules.WeeklyLimit(key, person_key(row.person_id or 0), measures, limit, law)


def _prerequisite(key: str, params: Mapping[str, Any], known: Mapping[int, Measure]) -> rules.Prerequisite | None:
    if params.get("measure") not in known:
        return None
    available_on = date.fromisoformat(params["available_on"])
    return rules.Prerequisite(
        key, measure_key(params["measure"]), params["needs"], available_on, params.get("law") or None
    )


def _covering(row: Requirement, known: Mapping[int, Measure]) -> tuple[str, ...]:
    """Every measure that looks after the person, also those entered later."""
    return tuple(measure_key(m.id) for m in known.values() if m.person_id == row.person_id and m.kind in CARING_KINDS)
