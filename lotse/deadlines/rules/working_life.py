"""Work, sickness and pensions: reports to make and ages to reach."""

from datetime import timedelta

from lotse.deadlines.rules.benefit_ends import pension_last_day
from lotse.deadlines.rules.inputs import Inputs
from lotse.deadlines.rules.periods import ONE_DAY, Unit, complete_months, first_of_month, latest_start
from lotse.deadlines.rules.results import Result, Step, View
from lotse.deadlines.rules.rolling import ROLL_SGB, roll, stays, why_off
from lotse.deadlines.rules.spans import backward_views
from lotse.deadlines.rules.wording import day_words, month_words
from lotse.foundation.dates_in_words import short_date
from lotse.foundation.workdays import next_workday


def sick_note_follow_up(inputs: Inputs) -> Result:
    """Compute the day by which a new sick note must be certified."""
    until = inputs.day("certified_until")
    last_day = next_workday(until + ONE_DAY, inputs.region)
    text = (
        f"Die Krankschreibung reicht bis {day_words(until)}. Die neue muss spätestens am nächsten Werktag festgestellt "
        f"sein; der Samstag zählt nicht als Werktag: {day_words(last_day)}."
    )
    return Result({"last_day": last_day}, (Step(text, "§ 46 SGB V"),))


def jobseeker_report(inputs: Inputs) -> Result:
    """Compute the last day to report as looking for work."""
    ends, known = inputs.day("employment_ends"), inputs.day("known_on")
    early = latest_start(ends, 3, Unit.MONTHS)
    text = f"Die Arbeit endet am {day_words(ends)}. Drei Monate vorher ist die Meldung fällig: {day_words(early)}."
    step = Step(text, "§ 38 SGB III")
    if known <= early:
        views = backward_views(ends, 3, Unit.MONTHS, early)
        return Result({"last_day": early}, (step, stays("Die Frist zählt rückwärts.")), views)
    counted = known + timedelta(days=3)
    later = Step(
        f"Das Ende wurde erst am {day_words(known)} bekannt. Dann gilt: drei Tage danach, {day_words(counted)}.",
        "§ 38 SGB III",
    )
    last_day, rolled = roll(counted, inputs.region, ROLL_SGB)
    views = (View(counted, "wenn sich die drei Tage am Wochenende nicht verlängern"),) if last_day != counted else ()
    return Result({"last_day": last_day}, (step, later, *rolled), views)


def unemployment_report(inputs: Inputs) -> Result:
    """Compute from which day a report of unemployment takes effect."""
    first, reported = inputs.day("first_day_unemployed"), inputs.day("reported_on")
    still_good = next_workday(first, inputs.region)
    steps = [Step(f"Der erste Tag ohne Arbeit ist {day_words(first)}; an ihm ist die Meldung fällig.", "§ 141 SGB III")]
    if still_good != first:
        text = (
            f"Er ist {why_off(first, inputs.region)}, die Agentur hat geschlossen. Eine Meldung am nächsten "
            f"offenen Tag, {day_words(still_good)}, wirkt zurück."
        )
        steps.append(Step(text, "§ 141 SGB III"))
    effective = first if reported <= still_good else reported
    steps.append(Step(f"Gemeldet am {short_date(reported)}: Die Meldung wirkt ab {day_words(effective)}."))
    return Result({"effective_from": effective}, tuple(steps))


def pension_age(inputs: Inputs) -> Result:
    """Compute when the standard pension age is reached and until when to apply."""
    birth = inputs.day("birth_date")
    months = pension_age_months(birth.year)
    reached = complete_months(birth, months)
    years, rest = divmod(months, 12)
    age = f"{years} Jahren" + (f" und {rest} Monat{'' if rest == 1 else 'en'}" if rest else "")
    step = Step(
        f"Wer {birth.year} geboren ist, erreicht die Regelaltersgrenze mit {age}. Vollendet ist das Alter am Tag "
        f"vor dem Geburtstag: {day_words(reached)}.",
        "§ 235 SGB VI; § 187 Abs. 2 BGB",
    )
    start = first_of_month(reached, 1)
    begin = Step(f"Die Rente beginnt mit dem Monat danach: {day_words(start)}.", "§ 99 Abs. 1 SGB VI")
    last_day, steps = pension_last_day(reached, inputs.region)
    outputs = {"age_reached_on": reached, "benefit_from": start, "last_day": last_day}
    return Result(outputs, (step, begin, *steps))


def pension_age_months(year: int) -> int:
    """Return the standard pension age of a year of birth in months (§ 235 SGB VI)."""
    if year <= 1946:
        return 65 * 12
    if year <= 1958:
        return 65 * 12 + (year - 1946)
    if year <= 1963:
        return 66 * 12 + 2 * (year - 1958)
    return 67 * 12


def temporary_pension(inputs: Inputs) -> Result:
    """Compute the earliest start of a temporary pension for reduced earning capacity."""
    since = inputs.day("reduced_since")
    start = first_of_month(since, 7)
    text = (
        f"Die Erwerbsminderung besteht seit {month_words(since)}. Eine befristete Rente beginnt frühestens mit dem "
        f"siebten Kalendermonat danach: {day_words(start)}."
    )
    return Result({"benefit_from": start}, (Step(text, "§ 101 Abs. 1 SGB VI"),))
