"""The engine against a second one that shares no line with it, over thousands of inputs of every rule."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from lotse.deadlines.rules.engine import evaluate
from lotse.foundation.workdays import REGIONS, holidays_in
from tests.deadlines.oracle import ORACLE, is_holiday, shift

EACH = 400
LANDS = list(REGIONS)
# Where periods go wrong: month ends, leap days, turns of the year, Easter, the change of the fiction, clock changes.
EDGES = [
    date(2024, 12, 27), date(2024, 12, 28), date(2024, 12, 29), date(2024, 12, 31), date(2025, 1, 1), date(2024, 2, 29),
    date(2027, 1, 31), date(2028, 1, 31), date(2028, 2, 29), date(2026, 12, 24), date(2026, 12, 31), date(2027, 3, 25),
    date(2026, 3, 29), date(2026, 10, 25), date(2025, 5, 7), date(2028, 6, 16), date(2017, 10, 30), date(2023, 3, 7),
    date(2096, 2, 29), date(2027, 8, 31), date(2000, 2, 29), date(2027, 10, 30), date(2026, 11, 17), date(2099, 12, 30),
]  # fmt: skip


class Dice:
    """Random inputs of a rule; the same ones in every run."""

    def __init__(self, rule: str) -> None:
        self.random = random.Random(f"2026 {rule}")

    def day(self, first: date = date(2000, 1, 1), last: date = date(2095, 12, 31)) -> date:
        if self.random.random() < 0.3:
            return self.random.choice([edge for edge in EDGES if first <= edge <= last] or [first])
        return first + timedelta(days=self.random.randrange((last - first).days + 1))

    def near(self, day: date, before: int, behind: int) -> date:
        return day + timedelta(days=self.random.randint(-before, behind))

    def maybe(self, value: object) -> object:
        return value if self.random.random() < 0.4 else None

    def one(self, *values: object) -> object:
        return self.random.choice(values)

    def land(self) -> str:
        return self.random.choice(LANDS)

    def span(self) -> dict[str, object]:
        unit = self.one("days", "weeks", "months", "years")
        return {
            "period": self.random.randint(1, {"days": 120, "weeks": 60, "months": 40, "years": 5}[str(unit)]),
            "unit": unit,
        }


def notified(dice: Dice) -> dict[str, object]:
    day = dice.day()
    delivery = dice.one(
        "post", "post", "electronic", "portal_notification", "registered_handover", "handover", "formal_service",
        "received_abroad",
    )  # fmt: skip
    regime = dice.one(None, "SGB10", "AO", "VWVFG")
    if (delivery, regime) == ("portal_notification", "VWVFG"):
        regime = None
    return {
        "event_date": day, "delivery": delivery, "place_state": dice.land(), "regime": regime,
        "actual_receipt": dice.maybe(dice.near(day, 0, 20)), **dice.span(),
    }  # fmt: skip


def benefit_start(dice: Dice) -> dict[str, object]:
    asked = dice.day(date(2001, 1, 1))
    law = dice.one(
        "SGB2", "SGB12_GRUNDSICHERUNG", "WOHNGELD", "KIZ", "BAB", "BAFOEG", "SGB12_OTHER", "ASYLBLG", "SGB11", "UVG",
        "KINDERGELD", "ELTERNGELD", "RENTE",
    )  # fmt: skip
    return {
        "benefit_law": law, "application_date": asked, "place_state": dice.land(),
        "previous_period_end": dice.maybe(dice.near(asked, 90, 90)) if law != "SGB11" else None,
        "training_start": dice.near(asked, 120, 120), "known_to_authority_on": dice.near(asked, 60, 0),
        "care_need_since": min(dice.near(asked, 200, 20), shift(asked.replace(day=1), 1) - timedelta(days=1)),
        "conditions_met_on": dice.near(asked, 300, 30), "birth_date": dice.near(asked, 500, 60),
    }  # fmt: skip


def benefit_last_day(dice: Dice) -> dict[str, object]:
    law = dice.one(
        "KINDERGELD", "ELTERNGELD", "UVG", "RENTE", "WOHNGELD_AFTER_REJECTION", "HINTERBLIEBENENRENTE",
        "BAFOEG_FOLLOW_UP",
    )  # fmt: skip
    days = ("conditions_met_on", "birth_date", "rejection_known_on", "period_end", "death_date")
    return {
        "benefit_law": law, "deceased_drew_pension": dice.one(True, False), "place_state": dice.land(),
        **{name: dice.day(date(2001, 1, 1)) for name in days},
    }  # fmt: skip


def preserved(dice: Dice) -> dict[str, object]:
    end = dice.day(date(2001, 1, 1))
    handed = dice.near(end, 5, 3)
    return {
        "remedy": dice.one("SGG_WIDERSPRUCH", "SGG_KLAGE", "VWGO_KLAGE", "KSCHG_KLAGE"), "last_day": end,
        "handed_in_at": dice.one("competent", "other_domestic_authority", "insurance_provider", "charity"),
        "handed_in_on": handed, "reached_competent_on": dice.maybe(dice.near(handed, 0, 6)),
        "form": dice.one(None, "signed_letter", "plain_email", "telephone", "dictated_at_office"),
    }  # fmt: skip


def jobseeker(dice: Dice) -> dict[str, object]:
    ends = dice.day(date(2001, 1, 1))
    return {"employment_ends": ends, "known_on": dice.near(ends, 160, 0), "place_state": dice.land()}


def unemployment(dice: Dice) -> dict[str, object]:
    start = dice.day(date(2001, 1, 1))
    return {"first_day_unemployed": start, "reported_on": dice.near(start, 30, 10), "place_state": dice.land()}


def filing(dice: Dice) -> dict[str, object]:
    handed = dice.day()
    places = ("competent_provider", "other_social_provider", "municipality", "german_mission_abroad", "charity", "club")
    return {"filed_with": dice.one(*places), "handed_in_on": handed, "reached_competent_on": dice.near(handed, 0, 9)}


MAKE = {
    "REMEDY": notified,
    "AUTHORITY_PERIOD": notified,
    "PERIOD_FROM_EVENT": lambda d: {"event_date": d.day(), "place_state": d.land(), **d.span()},
    "FIXED_DATE": lambda d: {"set_date": d.day(), "place_state": d.land(), "section26_3_s2_notice": d.one(True, False)},
    "APPOINTMENT": lambda d: {"set_date": d.day(), "place_state": d.land()},
    "WORKING_DAYS": lambda d: {"event_date": d.day(), "place_state": d.land(), "period": d.random.randint(1, 80)},
    "BACKWARD": lambda d: {"end": d.day(date(2006, 1, 1)), **d.span()},
    "INACTION_CLAIM": lambda d: {"kind": d.one("application", "objection"), "received_on": d.day()},
    "FILING_DATE": filing,
    "PRESERVED": preserved,
    "BENEFIT_START": benefit_start,
    "BENEFIT_LAST_DAY": benefit_last_day,
    "KIZ_PERIOD": lambda d: {"application_date": d.day()},
    "SGB10_28": lambda d: {
        "rejection_binding_on": d.day(),
        "benefit_law": d.one("SGB2", "KIZ", "SGB6", "WOHNGELD"),
        "place_state": d.land(),
    },
    "SGB10_44": lambda d: {
        "application_date": d.day(),
        "benefit_law": d.one("SGB2", "SGB12", "ASYLBLG", "SGB6", "SGB5"),
    },
    "SGB2_40_LAST_APPLICATION": lambda d: {"notified_on": d.day()},
    "SGB1_45": lambda d: {"claim_arose_on": d.day()},
    "SICK_NOTE_FOLLOW_UP": lambda d: {"certified_until": d.day(), "place_state": d.land()},
    "JOBSEEKER_REPORT": jobseeker,
    "UNEMPLOYMENT_REPORT": unemployment,
    "PENSION_AGE": lambda d: {"birth_date": d.day(date(1930, 1, 1), date(2028, 12, 31)), "place_state": d.land()},
    "TEMPORARY_EM_PENSION": lambda d: {"reduced_since": d.day()},
    "YEAR_END_NEXT": lambda d: {"event_date": d.day()},
    "HALF_YEAR_NEXT": lambda d: {"year": d.random.randint(2000, 2099)},
}


def draws(rule: str) -> Iterator[dict[str, object]]:
    dice = Dice(rule)
    for _ in range(EACH):
        yield {name: value for name, value in MAKE[rule](dice).items() if value is not None}


@pytest.mark.parametrize("rule", ORACLE)
def test_both_engines_agree_on_every_draw(rule):
    for inputs in draws(rule):
        raw = {name: value.isoformat() if isinstance(value, date) else value for name, value in inputs.items()}
        assert dict(evaluate(rule, raw).outputs) == ORACLE[rule](inputs), raw


def test_no_rule_is_left_out():
    assert set(MAKE) == set(ORACLE)
    assert len(ORACLE) == 24


@pytest.mark.parametrize("land", LANDS)
def test_the_pinned_package_agrees_with_the_laws_of_the_land(land):
    wrong = []
    for year in range(2000, 2101):
        table, day = holidays_in(land, year), date(year, 1, 1)
        while day.year == year:
            # On a Sunday a holiday changes nothing; Brandenburg and Hesse name the Sundays of Easter and Whitsun.
            if day.weekday() < 6 and (day in table) != is_holiday(day, land):
                wrong.append((day, table.get(day)))
            day += timedelta(days=1)
    assert wrong == []
