"""Plan documents for tests: small ones by hand, any number at random."""

import json
from datetime import date, timedelta
from pathlib import Path

from hypothesis import strategies as st

EXAMPLES = Path(__file__).parent.parent / "formats"
MONDAY = "2027-03-01"  # a week without a public holiday anywhere


def example(number):
    return json.loads((EXAMPLES / f"plan-example-{number}.json").read_text())


def slot(days="MO", start="09:00", end="12:00", **rhythm):
    return {"days": days.split(), "from": start, "to": end, **rhythm}


def measure(identity, *slots, person="P1", start=MONDAY, end="2027-03-31", closures=(), confirmed=True, holidays=True):
    return {
        "id": identity,
        "kind": "kurs",
        "person": person,
        "label": f"Maßnahme {identity}",
        "org": None,
        "start": start,
        "end": end,
        "slots": list(slots),
        "closures": [{"label": "zu", "from": a, "to": b} for a, b in closures],
        "closed_on_public_holidays": holidays,
        "confirmed": confirmed,
    }


def cover(during="M1", by="M2", before=0, after=0, identity="R1"):
    return {
        "id": identity,
        "kind": "cover",
        "subject": "K1",
        "during": during.split(),
        "by": by.split(),
        "travel_before_min": before,
        "travel_after_min": after,
    }


def prerequisite(of, available_on, identity="R2"):
    return {
        "id": identity,
        "kind": "prerequisite",
        "measure": of,
        "needs": "Zusage",
        "available_on": available_on,
        "law": None,
    }


def no_overlap(left="M1", right="M2", transfer=0, identity="R1"):
    return {
        "id": identity,
        "kind": "no_overlap",
        "person": "P1",
        "measures": [left, right],
        "transfer_min": transfer,
    }


def weekly_limit(measures, below, identity="R1"):
    return {
        "id": identity,
        "kind": "weekly_limit",
        "person": "P1",
        "measures": measures.split(),
        "must_stay_below_minutes": below,
        "law": None,
    }


def start_within(first, second, days, identity="R1"):
    return {
        "id": identity,
        "kind": "start_within",
        "first": first,
        "second": second,
        "max_days_after_end": days,
        "law": None,
    }


def plan(measures, requirements, start=MONDAY, end="2027-03-07", state="HE"):
    return {
        "state": state,
        "horizon": {"start": start, "end": end},
        "persons": [
            {"id": "P1", "role": "client", "label": "Mutter", "birth_date": "1990-01-01"},
            {"id": "K1", "role": "child", "label": "Kind", "birth_date": None},
        ],
        "measures": list(measures),
        "requirements": list(requirements),
    }


# --- at random -------------------------------------------------------------------------------------------------------

# Around Easter 2027, so that holidays, month ends and the clock change lie inside.
FIRST = date(2027, 3, 15)
dates = st.integers(0, 40).map(lambda n: (FIRST + timedelta(days=n)).isoformat())
# A coarse grid makes touching and equal times likely; the rest are odd minutes.
minutes = st.one_of(st.integers(0, 24).map(lambda n: n * 60), st.integers(0, 1440))


def clock(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def slots(draw):
    start, end = sorted(draw(st.lists(minutes, min_size=2, max_size=2, unique=True)))
    days = draw(st.lists(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), max_size=5))
    written = {"days": days, "from": clock(start), "to": clock(end)}
    if draw(st.booleans()):
        anchor = date(2027, 3, 29) + timedelta(weeks=draw(st.integers(-60, 60)))
        written |= {"every_weeks": draw(st.integers(1, 4)), "anchor_monday": anchor.isoformat()}
    return written


@st.composite
def periods(draw):
    return sorted(draw(st.lists(dates, min_size=2, max_size=2)))


@st.composite
def measures(draw, identity):
    start, end = draw(periods())
    return measure(
        identity,
        *draw(st.lists(slots(), max_size=3)),
        start=start,
        end=end if draw(st.booleans()) else None,
        closures=draw(st.lists(periods(), max_size=2)),
        confirmed=draw(st.booleans()),
        holidays=draw(st.booleans()),
    )


IDS = ("M1", "M2", "M3", "M4")
some_measures = st.lists(st.sampled_from(IDS), max_size=3).map(" ".join)
travel = st.one_of(st.just(0), st.integers(0, 90), st.just(2000))
one_requirement = st.one_of(
    st.builds(cover, some_measures, some_measures, travel, travel),
    st.builds(cover, some_measures, some_measures, travel, travel),
    st.builds(prerequisite, st.sampled_from(IDS), dates),
    st.permutations(IDS).flatmap(lambda ids: st.builds(no_overlap, st.just(ids[0]), st.just(ids[1]), travel)),
    st.builds(weekly_limit, some_measures, st.integers(1, 3000)),
    st.builds(start_within, st.sampled_from(IDS), st.sampled_from(IDS), st.integers(0, 30)),
)


@st.composite
def plans(draw):
    start, end = draw(periods())
    wanted = draw(st.lists(one_requirement, min_size=1, max_size=5))
    return plan(
        [draw(measures(identity)) for identity in IDS],
        [{**requirement, "id": f"R{number}"} for number, requirement in enumerate(wanted)],
        start=start,
        end=end,
        state=draw(st.sampled_from(["HE", "NW", "BY", "BB", "SN"])),
    )
