"""The rules of the plan format once more, minute by minute and day by day, sharing no code with the engine.

Slow on purpose: a day is a set of minutes, a plan is the JSON document itself.
"""

from datetime import date, timedelta

import holidays

NAMES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def judge(plan):
    """The findings of a plan document, as documents."""
    found = [RULES[requirement["kind"]](requirement, plan) for requirement in plan["requirements"]]
    return [finding for finding in found if finding]


def days_of(plan):
    day, last = (date.fromisoformat(plan["horizon"][key]) for key in ("start", "end"))
    while day <= last:
        yield day
        day += timedelta(days=1)


def measure_of(plan, identity):
    [measure] = [m for m in plan["measures"] if m["id"] == identity]
    return measure


def minute(text):
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def minutes_on(plan, identity, day):
    """The set of minutes in which a measure takes place on a date."""
    m = measure_of(plan, identity)
    if day < date.fromisoformat(m["start"]) or (m["end"] and day > date.fromisoformat(m["end"])):
        return set()
    if any(c["from"] <= day.isoformat() <= c["to"] for c in m["closures"]):
        return set()
    if m["closed_on_public_holidays"] and day in holidays.Germany(subdiv=plan["state"], years=day.year):
        return set()
    taken = set()
    for slot in m["slots"]:
        if NAMES[day.weekday()] in slot["days"] and in_rhythm(slot, day):
            taken.update(range(minute(slot["from"]), minute(slot["to"])))
    return taken


def in_rhythm(slot, day):
    every = slot.get("every_weeks") or 1
    if every == 1:
        return True
    week = day - timedelta(days=day.weekday())
    return ((week - date.fromisoformat(slot["anchor_monday"])).days // 7) % every == 0


def runs(minutes):
    """Consecutive minutes as [from, to] pairs."""
    found = []
    for m in sorted(minutes):
        if found and found[-1][1] == m:
            found[-1][1] = m + 1
        else:
            found.append([m, m + 1])
    return found


def text(m):
    return f"{m // 60:02}:{m % 60:02}"


def monday(day):
    return (day - timedelta(days=day.weekday())).isoformat()


def week_list(minutes_by_monday):
    return [{"monday": k, "minutes": v, "hours": round(v / 60, 2)} for k, v in minutes_by_monday.items()]


def held_back(plan, identity, day):
    return any(
        r["kind"] == "prerequisite" and r["measure"] == identity and day.isoformat() < r["available_on"]
        for r in plan["requirements"]
    )


def cover(r, plan):
    gaps, demand_days, coverable = {}, [], 0
    for day in days_of(plan):
        need = set()
        for identity in r["during"]:
            for start, end in runs(minutes_on(plan, identity, day)):
                need.update(range(start - r["travel_before_min"], end + r["travel_after_min"]))
        need &= set(range(1440))
        if not need:
            continue
        demand_days.append(day)
        have, hoped = set(), set()
        for identity in r["by"]:
            if not held_back(plan, identity, day):
                target = have if measure_of(plan, identity)["confirmed"] else hoped
                target |= minutes_on(plan, identity, day)
        if need - have:
            gaps[day] = need - have
            coverable += len((need - have) & hoped)
    if not gaps:
        return None
    patterns, weeks, stretches, before = {}, {}, [], False
    for day in demand_days:
        if day not in gaps:
            before = False
            continue
        shape = tuple((text(a), text(b)) for a, b in runs(gaps[day]))
        patterns.setdefault(shape, []).append(day)
        weeks[monday(day)] = weeks.get(monday(day), 0) + len(gaps[day])
        if not before:
            stretches.append([])
        stretches[-1].append(day)
        before = True
    return {
        "code": "COVER_GAP",
        "requirement": r["id"],
        "subject": r["subject"],
        "affected_days": len(gaps),
        "minutes": sum(map(len, gaps.values())),
        "minutes_coverable_by_unconfirmed": coverable,
        "patterns": [
            {
                "windows": [list(window) for window in shape],
                "minutes_per_day": len(gaps[days[0]]),
                "days": len(days),
                "dates": [day.isoformat() for day in days],
            }
            for shape, days in patterns.items()
        ],
        "ranges": [
            {
                "from": days[0].isoformat(),
                "to": days[-1].isoformat(),
                "days": len(days),
                "minutes": sum(len(gaps[day]) for day in days),
            }
            for days in stretches
        ],
        "weeks": week_list(weeks),
    }


def prerequisite(r, plan):
    start = measure_of(plan, r["measure"])["start"]
    if start >= r["available_on"]:
        return None
    return {
        "code": "PREREQ_UNMET",
        "requirement": r["id"],
        "measure": r["measure"],
        "needs": r["needs"],
        "needed_by": start,
        "available_on": r["available_on"],
        "days_short": (date.fromisoformat(r["available_on"]) - date.fromisoformat(start)).days,
        "session_dates_lost": [
            day.isoformat()
            for day in days_of(plan)
            if day.isoformat() < r["available_on"] and minutes_on(plan, r["measure"], day)
        ],
    }


def no_overlap(r, plan):
    dates = []
    for day in days_of(plan):
        left, right = (runs(minutes_on(plan, identity, day)) for identity in r["measures"])
        total = 0
        for a in left:
            for b in right:
                first, second = sorted([a, b])
                total += max(0, min(first[1] + r["transfer_min"], second[1]) - second[0])
        if total:
            dates.append({"date": day.isoformat(), "minutes": total})
    if not dates:
        return None
    return {
        "code": "OVERLAP",
        "requirement": r["id"],
        "person": r["person"],
        "measures": r["measures"],
        "affected_days": len(dates),
        "minutes": sum(d["minutes"] for d in dates),
        "dates": dates,
    }


def start_within(r, plan):
    end, start = measure_of(plan, r["first"])["end"], measure_of(plan, r["second"])["start"]
    if end is None:
        return None
    end, start = date.fromisoformat(end), date.fromisoformat(start)
    latest = end + timedelta(days=r["max_days_after_end"])
    if start <= latest:
        return None
    return {
        "code": "SEQUENCE_GAP",
        "requirement": r["id"],
        "first": r["first"],
        "second": r["second"],
        "gap_from": (end + timedelta(days=1)).isoformat(),
        "gap_to": (start - timedelta(days=1)).isoformat(),
        "delay_days": (start - end).days,
        "max_days_after_end": r["max_days_after_end"],
        "latest_start": latest.isoformat(),
    }


def weekly_limit(r, plan):
    weeks = {}
    for day in days_of(plan):
        for identity in set(r["measures"]):
            weeks[monday(day)] = weeks.get(monday(day), 0) + len(minutes_on(plan, identity, day))
    over = {k: v for k, v in weeks.items() if v >= r["must_stay_below_minutes"]}
    if not over:
        return None
    return {
        "code": "HOURS_LIMIT",
        "requirement": r["id"],
        "person": r["person"],
        "must_stay_below_minutes": r["must_stay_below_minutes"],
        "weeks": week_list(over),
    }


RULES = {
    "cover": cover,
    "prerequisite": prerequisite,
    "no_overlap": no_overlap,
    "start_within": start_within,
    "weekly_limit": weekly_limit,
}
