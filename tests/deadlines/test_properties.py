"""What must hold for every date, not only for the chosen ones."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from lotse.deadlines.rules.engine import evaluate
from lotse.deadlines.rules.inputs import BadInputs, Delivery, Regime
from lotse.deadlines.rules.periods import Unit, add_period, latest_start
from lotse.foundation.workdays import REGIONS, is_workday

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))
LANDS = st.sampled_from([*REGIONS])
UNITS = st.sampled_from([*Unit])
COUNTS = st.integers(1, 30)
REMEDIES = st.fixed_dictionaries(
    {
        "event_date": DAYS,
        "delivery": st.sampled_from([*Delivery]),
        "period": st.integers(1, 12),
        "unit": st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS]),
        "place_state": LANDS,
        "regime": st.sampled_from([Regime.SGB10, Regime.AO]),
    }
)


def remedy(inputs):
    return evaluate("REMEDY", {**inputs, "event_date": inputs["event_date"].isoformat()})


@given(REMEDIES)
@settings(deadline=None)
def test_a_remedy_never_ends_on_a_day_off_and_never_before_the_notification(inputs):
    outputs = remedy(inputs).outputs
    assert is_workday(outputs["last_day"], inputs["place_state"])
    assert inputs["event_date"] <= outputs["notified_on"] < outputs["last_day"]


@given(REMEDIES, st.integers(1, 400))
@settings(deadline=None)
def test_a_later_decision_never_ends_earlier_within_one_legal_state(inputs, later):
    second = {**inputs, "event_date": inputs["event_date"] + timedelta(days=later)}
    assert remedy(inputs).outputs["last_day"] <= remedy(second).outputs["last_day"]


@given(REMEDIES, st.integers(0, 60))
@settings(deadline=None)
def test_the_safe_day_never_lies_after_the_last_day_and_the_warning_is_a_working_day(inputs, later):
    receipt = (inputs["event_date"] + timedelta(days=later)).isoformat()
    result = remedy({**inputs, "actual_receipt": receipt})
    assert result.safe_day <= result.decisive_day
    assert result.warning_day("HE") <= result.safe_day - timedelta(days=7)
    assert is_workday(result.warning_day("HE"), "HE")


@given(DAYS, COUNTS, UNITS)
def test_backward_is_the_latest_day_that_leaves_the_full_period(end, count, unit):
    latest = latest_start(end, count, unit)
    assert add_period(latest, count, unit) <= end
    assert add_period(latest + timedelta(days=1), count, unit) > end


@given(DAYS, st.integers(0, 400), COUNTS, UNITS)
def test_periods_grow_with_their_start(day, later, count, unit):
    assert add_period(day, count, unit) <= add_period(day + timedelta(days=later), count, unit)


@given(st.dates(date(1900, 1, 1), date(2030, 12, 31)), LANDS)
@settings(deadline=None)
def test_a_pension_starts_on_a_first_after_the_age_is_reached(birth, land):
    outputs = evaluate("PENSION_AGE", {"birth_date": birth.isoformat(), "place_state": land}).outputs
    assert outputs["benefit_from"].day == 1
    assert 0 < (outputs["benefit_from"] - outputs["age_reached_on"]).days <= 31
    assert outputs["last_day"] > outputs["benefit_from"]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from("event_date delivery period unit place_state regime benefit_law birth_date end year".split())


@given(st.sampled_from(["REMEDY", "BACKWARD", "BENEFIT_START", "HALF_YEAR_NEXT", "x"]), st.dictionaries(NAMES, JUNK))
@settings(deadline=None)
def test_junk_is_answered_or_refused_but_never_breaks_the_engine(rule, inputs):
    try:
        answered = bool(evaluate(rule, inputs).outputs)
    except BadInputs as refusal:
        answered = bool(refusal.faults)
    assert answered
