"""Until when one must apply so that nothing of a benefit is lost."""

from collections.abc import Callable
from datetime import date

from lotse.deadlines.rules.inputs import Inputs
from lotse.deadlines.rules.periods import (
    ONE_DAY,
    Unit,
    complete_months,
    first_of_month,
    last_of_month,
    latest_start,
)
from lotse.deadlines.rules.results import Result, Step, View
from lotse.deadlines.rules.rolling import ROLL_SGB, roll, stays
from lotse.deadlines.rules.wording import day_words, month_words
from lotse.foundation.months import add_months

PARENTAL_MONTHS_BACK = 3


def benefit_last_day(inputs: Inputs) -> Result:
    """Compute the last day of an application that keeps the earliest start."""
    return _LAST_DAYS[inputs.text("benefit_law")](inputs)


def pension_last_day(met: date, region: str) -> tuple[date, tuple[Step, ...]]:
    """Return the last day to apply for a pension without loss, with its steps."""
    counted = last_of_month(met, 3)
    text = (
        f"Die Voraussetzungen sind im {month_words(met)} erfüllt. Der Antrag muss bis zum Ende des dritten "
        f"Kalendermonats danach da sein: {day_words(counted)}."
    )
    last_day, rolled = roll(counted, region, ROLL_SGB)
    return last_day, (Step(text, "§ 99 Abs. 1 SGB VI"), *rolled)


def _child_benefit_last_day(inputs: Inputs) -> Result:
    met = inputs.day("conditions_met_on")
    last_day = last_of_month(met, 6)
    text = (
        f"Kindergeld steht ab {month_words(met)} zu. Gezahlt wird sechs Monate zurück vor dem Monat des Eingangs; "
        f"der Antrag muss also bis {day_words(last_day)} da sein."
    )
    step = Step(text, "§ 70 Abs. 1 EStG; § 5 Abs. 2 BKGG")
    return Result({"last_day": last_day}, (step, stays("Es zählt der Monat des Eingangs.")))


def _parental_last_day(inputs: Inputs) -> Result:
    birth = inputs.day("birth_date")
    last_day = add_months(birth, PARENTAL_MONTHS_BACK + 1) - ONE_DAY
    text = (
        "Gezahlt wird höchstens drei Lebensmonate vor dem Lebensmonat des Eingangs. Für den ganzen Zeitraum muss der "
        f"Antrag im vierten Lebensmonat da sein, also bis {day_words(last_day)}."
    )
    steps = (Step(text, "§ 7 Abs. 1 BEEG"), *short_months(birth), stays("Es zählt der Lebensmonat des Eingangs."))
    other = complete_months(birth, PARENTAL_MONTHS_BACK + 1)
    views = (View(other, "wenn der Lebensmonat nach § 187 Abs. 2 BGB endet"),) if other != last_day else ()
    return Result({"last_day": last_day}, steps, views)


def short_months(birth: date) -> tuple[Step, ...]:
    """Say that views differ for births at the end of a long month."""
    if birth.day <= 28:
        return ()
    text = (
        f"Für Geburten am {birth.day}. gehen die Ansichten auseinander, wann in kürzeren Monaten ein Lebensmonat "
        "beginnt. Im Zweifel zählt der frühere Tag."
    )
    return (Step(text),)


def _maintenance_last_day(inputs: Inputs) -> Result:
    met = inputs.day("conditions_met_on")
    last_day = last_of_month(met, 1)
    text = f"Unterhaltsvorschuss wirkt höchstens einen Monat zurück: Antrag bis {day_words(last_day)}."
    return Result({"last_day": last_day}, (Step(text, "§ 4 UVG"), stays("Es zählt der Monat des Eingangs.")))


def _pension_last_day(inputs: Inputs) -> Result:
    last_day, steps = pension_last_day(inputs.day("conditions_met_on"), inputs.region)
    return Result({"last_day": last_day}, steps)


def _housing_last_day(inputs: Inputs) -> Result:
    known = inputs.day("rejection_known_on")
    last_day = last_of_month(known, 1)
    text = (
        f"Von der Ablehnung wurde im {month_words(known)} erfahren. Wohngeld ist bis zum Ende des Monats danach "
        f"zu beantragen: {day_words(last_day)}."
    )
    return Result({"last_day": last_day}, (Step(text, "§ 25 WoGG"), stays("Die Frist zählt nach Kalendermonaten.")))


def _survivors_last_day(inputs: Inputs) -> Result:
    death = inputs.day("death_date")
    if inputs.flag("deceased_drew_pension"):
        start = first_of_month(death, 1)
        text = (
            f"Die verstorbene Person bezog Rente: Die Hinterbliebenenrente beginnt im Monat danach, {day_words(start)}."
        )
    else:
        start = death
        text = f"Die verstorbene Person bezog keine Rente: Beginn ist der Todestag, {day_words(start)}."
    last_day = last_of_month(start, 12)
    back = f"Gezahlt wird höchstens zwölf Kalendermonate vor dem Antragsmonat: Antrag bis {day_words(last_day)}."
    norm = "§ 99 Abs. 2 SGB VI"
    steps = (Step(text, norm), Step(back, norm), stays("Es zählt der Monat des Antrags."))
    return Result({"last_day": last_day, "benefit_from": start}, steps)


def _student_follow_up(inputs: Inputs) -> Result:
    end = inputs.day("period_end")
    last_day = latest_start(end, 2, Unit.MONTHS)
    text = (
        f"Der Bewilligungszeitraum endet am {day_words(end)}. Der vollständige Folgeantrag muss zwei Kalendermonate "
        f"vorher da sein: {day_words(last_day)}."
    )
    return Result({"last_day": last_day}, (Step(text, "§ 50 Abs. 4 BAföG"), stays("Die Frist zählt rückwärts.")))


_LAST_DAYS: dict[str, Callable[[Inputs], Result]] = {
    "KINDERGELD": _child_benefit_last_day,
    "ELTERNGELD": _parental_last_day,
    "UVG": _maintenance_last_day,
    "RENTE": _pension_last_day,
    "WOHNGELD_AFTER_REJECTION": _housing_last_day,
    "HINTERBLIEBENENRENTE": _survivors_last_day,
    "BAFOEG_FOLLOW_UP": _student_follow_up,
}

# What each law needs besides the law itself.
LAST_DAY_NEEDS: dict[str, tuple[str, ...]] = {
    "KINDERGELD": ("conditions_met_on",),
    "ELTERNGELD": ("birth_date",),
    "UVG": ("conditions_met_on",),
    "RENTE": ("conditions_met_on", "place_state"),
    "WOHNGELD_AFTER_REJECTION": ("rejection_known_on",),
    "HINTERBLIEBENENRENTE": ("death_date", "deceased_drew_pension"),
    "BAFOEG_FOLLOW_UP": ("period_end",),
}
