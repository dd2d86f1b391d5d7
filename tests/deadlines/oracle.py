"""A second engine, written from `formats/deadlines.md` alone, with a holiday table of its own: slow, plain, day by day.

It shares no line with the engine, so that a misreading in one of them shows. Holidays follow the laws of the Länder
since 2000: Easter by Gauss and Lichtenberg, the movable feasts from it, the changes of 2017 to 2028 by year.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Return Easter Sunday."""
    k = year // 100
    m = 15 + (3 * k + 3) // 4 - (8 * k + 13) // 25
    s = 2 - (3 * k + 3) // 4
    a = year % 19
    d = (19 * a + m) % 30
    r = (d + a // 11) // 29
    og = 21 + d - r
    sz = 7 - (year + year // 4 + s) % 7
    return date(year, 3, 1) + timedelta(days=og + (7 - (og - sz) % 7) - 1)


def is_holiday(day: date, land: str) -> bool:
    """Say whether the day is a statutory holiday of the Land."""
    md, year = (day.month, day.day), day.year
    if md in {(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)}:
        return True
    if (day - easter(year)).days in {-2, 1, 39, 50}:
        return True
    if (day - easter(year)).days == 60:
        return land in {"BW", "BY", "HE", "NW", "RP", "SL"}
    if md == (1, 6):
        return land in {"BW", "BY", "ST"}
    if md == (3, 8):
        return (land == "BE" and year >= 2019) or (land == "MV" and year >= 2023)
    if md == (5, 8):
        return land == "BE" and year in {2020, 2025}
    if md == (6, 17):
        return land == "BE" and year == 2028
    if md == (8, 15):
        return land == "SL"
    if md == (9, 20):
        return land == "TH" and year >= 2019
    if md == (10, 31):
        old, new = {"BB", "MV", "SN", "ST", "TH"}, {"HB", "HH", "NI", "SH"}
        return year == 2017 or land in old or (land in new and year >= 2018)
    if md == (11, 1):
        return land in {"BW", "BY", "NW", "RP", "SL"}
    if land == "SN":
        return day.weekday() == 2 and date(year, 11, 16) <= day <= date(year, 11, 22)
    return False


def is_off(day: date, land: str) -> bool:
    """Say whether nobody works."""
    return day.isoweekday() >= 6 or is_holiday(day, land)


def roll(day: date, land: str) -> date:
    """Move forward to a working day."""
    while is_off(day, land):
        day += DAY
    return day


def shift(day: date, months: int) -> date:
    """Same day number some months later (or earlier), or the last day of that month."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month == 13:
            year, month = year + 1, 1
        if month == 0:
            year, month = year - 1, 12
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def after(day: date, count: int, unit: str) -> date:
    """The last day of a period that an event starts."""
    if unit in {"days", "weeks"}:
        for _ in range(count * (7 if unit == "weeks" else 1)):
            day += DAY
        return day
    return shift(day, count * (12 if unit == "years" else 1))


def first(day: date, months: int = 0) -> date:
    """The first of a month."""
    return shift(day.replace(day=1), months)


def last(day: date, months: int = 0) -> date:
    """The last of a month."""
    return shift(day.replace(day=1), months + 1) - DAY


def backward(end: date, count: int, unit: str) -> date:
    """The latest day from which the full period still ends by `end`; looked for downwards, day by day."""
    day = end
    while after(day, count, unit) > end:
        day -= DAY
    return day


def notified(i: dict[str, Any]) -> date:
    """When a decision counts as known."""
    sent = i["event_date"]
    if i["delivery"] in {"handover", "formal_service", "received_abroad"}:
        return sent
    day = sent + (4 if sent >= date(2025, 1, 1) else 3) * DAY
    if i.get("regime") == "AO":
        day = roll(day, i["place_state"])
    receipt = i.get("actual_receipt")
    return receipt if receipt is not None and receipt > day else day


def after_notification(i: dict[str, Any]) -> dict[str, Any]:
    known = notified(i)
    return {"notified_on": known, "last_day": roll(after(known, i["period"], i["unit"]), i["place_state"])}


def working_days(i: dict[str, Any]) -> dict[str, Any]:
    day, left = i["event_date"], i["period"]
    while left:
        day += DAY
        if not is_off(day, i["place_state"]):
            left -= 1
    return {"last_day": day}


def preserved(i: dict[str, Any]) -> dict[str, Any]:
    if i.get("form") in {"plain_email", "telephone"}:
        return {"in_time": False}
    good = ["competent"]
    if i["remedy"].startswith("SGG"):
        good += ["other_domestic_authority", "insurance_provider"]
    arrived = i["handed_in_on"] if i["handed_in_at"] in good else i.get("reached_competent_on")
    return {"in_time": arrived is not None and arrived <= i["last_day"]}


def pension_end(met: date, land: str) -> date:
    return roll(last(met, 3), land)


def benefit_start(i: dict[str, Any]) -> dict[str, Any]:
    law = i["benefit_law"]
    if law in {"SGB12_OTHER", "ASYLBLG"}:
        return {"benefit_from": i["known_to_authority_on"]}
    asked = i["application_date"]
    if law == "SGB11":
        need = i["care_need_since"]
        return {"benefit_from": asked if (need.year, need.month) == (asked.year, asked.month) else first(asked)}
    if law == "UVG":
        return {"benefit_from_earliest": first(asked, -1)}
    if law == "KINDERGELD":
        return {"benefit_from": max(first(asked, -6), first(i["conditions_met_on"]))}
    if law == "ELTERNGELD":
        month = 0
        while shift(i["birth_date"], month + 1) <= asked:
            month += 1
        return {"benefit_from_earliest": shift(i["birth_date"], max(0, month - 3))}
    if law == "RENTE":
        met = i["conditions_met_on"]
        return {"benefit_from": first(met, 1) if asked <= pension_end(met, i["place_state"]) else first(asked)}
    start = first(asked)
    if i.get("previous_period_end"):
        start = max(start, i["previous_period_end"] + DAY)
    if law == "BAFOEG":
        start = max(start, first(i["training_start"]))
    return {"benefit_from": start}


def benefit_last_day(i: dict[str, Any]) -> dict[str, Any]:
    law = i["benefit_law"]
    if law == "RENTE":
        return {"last_day": pension_end(i["conditions_met_on"], i["place_state"])}
    if law == "WOHNGELD_AFTER_REJECTION":
        return {"last_day": last(i["rejection_known_on"], 1)}
    if law == "BAFOEG_FOLLOW_UP":
        return {"last_day": backward(i["period_end"], 2, "months")}
    if law == "HINTERBLIEBENENRENTE":
        start = first(i["death_date"], 1) if i["deceased_drew_pension"] else i["death_date"]
        return {"last_day": last(start, 12), "benefit_from": start}
    # The mirror: go on day by day as long as an application still gives the earliest start.
    if law == "ELTERNGELD":
        mirror, earliest = {"birth_date": i["birth_date"]}, i["birth_date"]
    else:
        mirror, earliest = {"conditions_met_on": i["conditions_met_on"]}, first(i["conditions_met_on"])
    day = i["birth_date"] if law == "ELTERNGELD" else i["conditions_met_on"]
    while True:
        (start,) = benefit_start({"benefit_law": law, "application_date": day + DAY, **mirror}).values()
        if start > earliest:
            return {"last_day": day}
        day += DAY


def later_application(i: dict[str, Any]) -> dict[str, Any]:
    if i["benefit_law"] in {"SGB2", "KIZ"}:
        return {"last_day": None, "act": "unverzueglich_after", "after": last(i["rejection_binding_on"])}
    return {"last_day": roll(last(i["rejection_binding_on"], 6), i["place_state"])}


def jobseeker(i: dict[str, Any]) -> dict[str, Any]:
    early = backward(i["employment_ends"], 3, "months")
    return {"last_day": early if i["known_on"] <= early else roll(i["known_on"] + 3 * DAY, i["place_state"])}


def unemployment(i: dict[str, Any]) -> dict[str, Any]:
    in_time = i["reported_on"] <= roll(i["first_day_unemployed"], i["place_state"])
    return {"effective_from": i["first_day_unemployed"] if in_time else i["reported_on"]}


def pension_age(i: dict[str, Any]) -> dict[str, Any]:
    birth = i["birth_date"]
    months = 65 * 12
    for year in range(1947, min(birth.year, 1964) + 1):
        months += 1 if year <= 1958 else 2
    # The day before counts; a month without the birthday's number ends with its last day.
    wanted, reached = birth.day, shift(birth, months)
    if reached.day == wanted:
        reached -= DAY
    return {
        "age_reached_on": reached,
        "benefit_from": first(reached, 1),
        "last_day": pension_end(reached, i["place_state"]),
    }


ORACLE: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "REMEDY": after_notification,
    "AUTHORITY_PERIOD": after_notification,
    "PERIOD_FROM_EVENT": lambda i: {"last_day": roll(after(i["event_date"], i["period"], i["unit"]), i["place_state"])},
    "FIXED_DATE": lambda i: {
        "last_day": i["set_date"] if i["section26_3_s2_notice"] else roll(i["set_date"], i["place_state"])
    },
    "APPOINTMENT": lambda i: {"day": i["set_date"]},
    "WORKING_DAYS": working_days,
    "BACKWARD": lambda i: {"last_day": backward(i["end"], i["period"], i["unit"])},
    "INACTION_CLAIM": lambda i: {"earliest_day": shift(i["received_on"], 6 if i["kind"] == "application" else 3) + DAY},
    "FILING_DATE": lambda i: {
        "filed_on": i["handed_in_on"]
        if i["filed_with"] in {"competent_provider", "other_social_provider", "municipality", "german_mission_abroad"}
        else i["reached_competent_on"]
    },
    "PRESERVED": preserved,
    "BENEFIT_START": benefit_start,
    "BENEFIT_LAST_DAY": benefit_last_day,
    "KIZ_PERIOD": lambda i: {
        "benefit_from": first(i["application_date"]),
        "benefit_until": last(i["application_date"], 5),
    },
    "SGB10_28": later_application,
    "SGB10_44": lambda i: {
        "reaches_back_to": date(
            i["application_date"].year - (1 if i["benefit_law"] in {"SGB2", "SGB12", "ASYLBLG"} else 4), 1, 1
        )
    },
    "SGB2_40_LAST_APPLICATION": lambda i: {"last_day": date(i["notified_on"].year + 4, 12, 31)},
    "SGB1_45": lambda i: {"time_barred_after": date(i["claim_arose_on"].year + 4, 12, 31)},
    "SICK_NOTE_FOLLOW_UP": lambda i: {"last_day": roll(i["certified_until"] + DAY, i["place_state"])},
    "JOBSEEKER_REPORT": jobseeker,
    "UNEMPLOYMENT_REPORT": unemployment,
    "PENSION_AGE": pension_age,
    "TEMPORARY_EM_PENSION": lambda i: {"benefit_from": first(i["reduced_since"], 7)},
    "YEAR_END_NEXT": lambda i: {"last_day": date(i["event_date"].year + 1, 12, 31)},
    "HALF_YEAR_NEXT": lambda i: {"last_day": date(i["year"] + 1, 6, 30)},
}
