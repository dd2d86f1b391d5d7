"""Rules that count a period from or to a day: remedies, periods set by an authority, working days, backward periods."""

from datetime import date

from lotse.deadlines.rules.inputs import Inputs, Regime
from lotse.deadlines.rules.notification import notify, regime_of
from lotse.deadlines.rules.periods import ONE_DAY, Unit, add_period, last_of_month, latest_start
from lotse.deadlines.rules.results import Result, Step, View
from lotse.deadlines.rules.rolling import ROLL_CIVIL, ROLL_COURT, ROLL_SGB, ROLL_TAX, roll, stays
from lotse.deadlines.rules.wording import day_words, month_words, period_words
from lotse.foundation.workdays import add_workdays, is_workday

_RECEIPT_VIEW = "wenn statt der Bekanntgabe der andere Tag zählt, an dem der Bescheid da war oder als zugegangen gilt"


def remedy(inputs: Inputs) -> Result:
    """Compute the end of a remedy period after notification."""
    return _after_notification(inputs, ROLL_TAX if regime_of(inputs) is Regime.AO else ROLL_COURT)


def authority_period(inputs: Inputs) -> Result:
    """Compute the end of a period that an authority has set."""
    return _after_notification(inputs, ROLL_TAX if regime_of(inputs) is Regime.AO else ROLL_SGB)


def period_from_event(inputs: Inputs) -> Result:
    """Compute the end of a period that an event starts."""
    counted, step = _count(inputs, inputs.day("event_date"), "dem Ereignis")
    last_day, rolled = roll(counted, inputs.region, ROLL_CIVIL)
    return Result({"last_day": last_day}, (step, *rolled))


def unmoved_period(inputs: Inputs) -> Result:
    """Compute the end of a period that an event starts and no weekend moves."""
    last_day, step = _count(inputs, inputs.day("event_date"), "dem Ereignis")
    return Result({"last_day": last_day}, (step, stays("Für diese Frist gibt es keine Verschiebung.")))


def month_end(inputs: Inputs) -> Result:
    """Compute the end of the month of an event."""
    last_day = last_of_month(inputs.day("event_date"))
    step = Step(f"Es zählt der Kalendermonat: Er endet am {day_words(last_day)}.")
    return Result({"last_day": last_day}, (step, stays("Ein Monatsende steht im Kalender fest.")))


def month_end_after(inputs: Inputs) -> Result:
    """Compute the end of the n-th calendar month after the month of an event."""
    event, months = inputs.day("event_date"), inputs.number("period")
    counted = last_of_month(event, months)
    text = (
        f"Die Frist endet mit dem {months}. Kalendermonat nach {month_words(event)}, "
        f"also mit Ablauf von {day_words(counted)}."
    )
    if not inputs.flag("rolls"):
        return Result({"last_day": counted}, (Step(text, "§ 188 BGB"), stays("Die Frist zählt nach Kalendermonaten.")))
    last_day, rolled = roll(counted, inputs.region, ROLL_CIVIL)
    views = (View(counted, "wenn sich das Monatsende nicht verschiebt"),) if last_day != counted else ()
    return Result({"last_day": last_day}, (Step(text, "§ 188 BGB"), *rolled), views)


def fixed_date(inputs: Inputs) -> Result:
    """Compute the end where an authority has named a date."""
    named = inputs.day("set_date")
    step = Step(f"Die Behörde hat den {day_words(named)} genannt.")
    if inputs.flag("section26_3_s2_notice"):
        final = stays("Der Tag gilt als letzter Tag, auch wenn dann niemand arbeitet.", "§ 26 Abs. 3 Satz 2 SGB X")
        return Result({"last_day": named}, (step, final))
    last_day, rolled = roll(named, inputs.region, ROLL_SGB)
    return Result({"last_day": last_day}, (step, *rolled))


def appointment(inputs: Inputs) -> Result:
    """Give back the day of an appointment, which never moves."""
    day = inputs.day("set_date")
    step = Step(f"Der Termin ist am {day_words(day)}.")
    return Result({"day": day}, (step, stays("Ein Termin bleibt, wo er ist.", "§ 26 Abs. 5 SGB X")))


def working_days(inputs: Inputs) -> Result:
    """Compute the n-th working day after an event."""
    event, count = inputs.day("event_date"), inputs.number("period")
    last_day = add_workdays(event, count, inputs.region)
    steps = [
        Step(f"Gezählt werden {count} Arbeitstage nach {day_words(event)}, ohne Samstage, Sonntage und Feiertage."),
        Step(f"Der {count}. Arbeitstag ist {day_words(last_day)}."),
    ]
    other = _without_the_eves(event, count, inputs.region)
    if other != last_day:
        steps.append(Step("Der 24. und der 31. Dezember zählen mit: Sie sind keine gesetzlichen Feiertage."))
    return Result({"last_day": last_day}, tuple(steps), _view_of_the_eves(other, last_day))


def backward(inputs: Inputs) -> Result:
    """Compute the latest day of receipt before an end."""
    end, count, unit = inputs.day("end"), inputs.number("period"), inputs.unit
    last_day = latest_start(end, count, unit)
    words = period_words(count, unit)
    steps = (
        Step(f"Zwischen dem Eingang und dem Ende von {day_words(end)} müssen volle {words} liegen."),
        Step(f"Das gelingt zuletzt mit einem Eingang am {day_words(last_day)}.", "§ 188 BGB"),
        stays("Die Frist zählt rückwärts."),
    )
    return Result({"last_day": last_day}, steps, backward_views(end, count, unit, last_day))


def backward_views(end: date, count: int, unit: Unit, last_day: date) -> tuple[View, ...]:
    """Return the earlier ends that are held for backward periods."""
    if unit is Unit.WEEKS:
        return (View(last_day - ONE_DAY, "wenn bei rückwärts gezählten Wochen ein Tag früher gilt"),)
    counted = add_period(end + ONE_DAY, -count, unit) - ONE_DAY
    return (View(counted, "wenn vom Folgetag des Endes zurückgezählt wird"),) if counted < last_day else ()


def working_days_before(inputs: Inputs) -> Result:
    """Compute the latest day of receipt so that n working days still lie before the end of a day."""
    end, count = inputs.day("end"), inputs.number("period")
    last_day = add_workdays(end + ONE_DAY, -count, inputs.region) - ONE_DAY
    steps = (
        Step(f"Zwischen dem Eingang und dem Ende von {day_words(end)} müssen {count} volle Arbeitstage liegen."),
        Step(f"Das gelingt zuletzt mit einem Eingang am {day_words(last_day)}."),
        stays("Die Frist zählt rückwärts."),
    )
    other = _without_the_eves(end + ONE_DAY, -count, inputs.region) - ONE_DAY
    return Result({"last_day": last_day}, steps, _view_of_the_eves(other, last_day))


def _view_of_the_eves(other: date, last_day: date) -> tuple[View, ...]:
    return (View(other, "wenn der 24. und der 31. Dezember nicht als Arbeitstage zählen"),) if other != last_day else ()


def _without_the_eves(day: date, count: int, region: str) -> date:
    """Return the n-th working day after (or before) a day for those who do not count 24 and 31 December."""
    step, left = ONE_DAY if count >= 0 else -ONE_DAY, abs(count)
    while left:
        day += step
        left -= is_workday(day, region) and (day.month, day.day) not in {(12, 24), (12, 31)}
    return day


def _after_notification(inputs: Inputs, norm: str) -> Result:
    notification = notify(inputs)
    counted, step = _count(inputs, notification.day, "der Bekanntgabe")
    last_day, rolled = roll(counted, inputs.region, norm)
    views: tuple[View, ...] = ()
    if notification.other is not None:
        other, _ = roll(add_period(notification.other, inputs.number("period"), inputs.unit), inputs.region, norm)
        views = (View(other, f"{_RECEIPT_VIEW} ({day_words(notification.other)})"),)
    outputs = {"notified_on": notification.day, "last_day": last_day}
    return Result(outputs, (*notification.steps, step, *rolled), views)


def _count(inputs: Inputs, start: date, what: str) -> tuple[date, Step]:
    count, unit = inputs.number("period"), inputs.unit
    counted = add_period(start, count, unit)
    text = (
        f"Die Frist von {period_words(count, unit)} beginnt am Tag nach {what} und endet mit Ablauf von "
        f"{day_words(counted)}."
    )
    if unit in (Unit.MONTHS, Unit.YEARS) and counted.day != start.day:
        text += f" Einen {start.day}. hat dieser Monat nicht, deshalb ist es sein letzter Tag."
    return counted, Step(text, "§ 187 Abs. 1, § 188 BGB")
