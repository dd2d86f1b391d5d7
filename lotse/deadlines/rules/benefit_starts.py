"""From when a benefit is paid."""

from collections.abc import Callable
from datetime import date

from lotse.deadlines.rules.benefit_ends import PARENTAL_MONTHS_BACK, pension_last_day, short_months
from lotse.deadlines.rules.inputs import Inputs
from lotse.deadlines.rules.periods import ONE_DAY, first_of_month, last_of_month
from lotse.deadlines.rules.results import Result, Step
from lotse.deadlines.rules.rolling import stays
from lotse.deadlines.rules.wording import day_words, month_words
from lotse.foundation.dates_in_words import short_date
from lotse.foundation.months import add_months

_MONTH_NORMS = {
    "SGB2": "§ 37 Abs. 2 SGB II",
    "SGB12_GRUNDSICHERUNG": "§ 44 SGB XII",
    "WOHNGELD": "§ 25 WoGG",
    "KIZ": "§ 6a BKGG",
    "BAB": "",
    "BAFOEG": "§ 15 BAföG",
}
_KNOWLEDGE_NORMS = {"SGB12_OTHER": "§ 18 SGB XII", "ASYLBLG": "§ 6b AsylbLG"}


def benefit_start(inputs: Inputs) -> Result:
    """Compute from when a benefit is paid."""
    return _STARTS[inputs.text("benefit_law")](inputs)


def supplement_period(inputs: Inputs) -> Result:
    """Compute the approval period of Kinderzuschlag."""
    applied = inputs.day("application_date")
    start, end = first_of_month(applied), last_of_month(applied, 5)
    step = Step(
        f"Antrag am {day_words(applied)}: Kinderzuschlag gibt es ab {short_date(start)} für sechs Monate "
        f"bis {short_date(end)}.",
        "§ 6a BKGG",
    )
    return Result({"benefit_from": start, "benefit_until": end}, (step, stays("Ein Bewilligungszeitraum endet.")))


def _application_month(inputs: Inputs) -> Result:
    law, applied = inputs.text("benefit_law"), inputs.day("application_date")
    start = first_of_month(applied)
    steps = [Step(f"Antrag am {day_words(applied)}: Er wirkt auf den {short_date(start)} zurück.", _MONTH_NORMS[law])]
    previous = inputs.find_day("previous_period_end")
    if previous is not None and previous >= start:
        start = previous + ONE_DAY
        steps.append(Step(f"Der laufende Zeitraum endet am {day_words(previous)}; die Leistung schließt daran an."))
    if law == "BAFOEG":
        training = first_of_month(inputs.day("training_start"))
        if training > start:
            start = training
            steps.append(Step(f"Die Ausbildung beginnt im {month_words(training)}; vorher gibt es keine Leistung."))
    steps.append(Step(f"Die Leistung beginnt am {day_words(start)}."))
    if law == "SGB2" and _follows_a_month_end_off(applied):
        text = (
            "Das Monatsende davor lag am Wochenende. Es wird auch vertreten, dass ein Antrag am nächsten Werktag noch "
            "auf den alten Monat wirkt; sicher ist das nicht."
        )
        steps.append(Step(text, _MONTH_NORMS[law]))
    return Result({"benefit_from": start}, tuple(steps))


def _follows_a_month_end_off(applied: date) -> bool:
    month_end = last_of_month(applied, -1)
    return month_end.weekday() >= 5 and (applied - month_end).days <= 7 - month_end.weekday()


def _knowledge(inputs: Inputs) -> Result:
    known = inputs.day("known_to_authority_on")
    text = f"Die Leistung setzt ein, sobald die Stelle vom Bedarf weiß: {day_words(known)}."
    return Result({"benefit_from": known}, (Step(text, _KNOWLEDGE_NORMS[inputs.text("benefit_law")]),))


def _care(inputs: Inputs) -> Result:
    applied, since = inputs.day("application_date"), inputs.day("care_need_since")
    norm = "§ 33 Abs. 1 SGB XI"
    if first_of_month(since) < first_of_month(applied):
        start = first_of_month(applied)
        text = (
            f"Der Pflegebedarf besteht seit {short_date(since)}, beantragt wurde erst in einem späteren Monat: "
            f"Leistungen gibt es ab dem Ersten dieses Monats, {day_words(start)}."
        )
        return Result({"benefit_from": start}, (Step(text, norm),))
    if first_of_month(since) > first_of_month(applied):
        text = f"Der Pflegebedarf beginnt nach dem Antragsmonat; Leistungen gibt es ab {day_words(since)}."
        return Result({"benefit_from": since}, (Step(text, norm),))
    steps = [
        Step(f"Bedarf und Antrag liegen im selben Monat: Leistungen gibt es ab Antrag, {day_words(applied)}.", norm)
    ]
    if since > applied:
        steps.append(
            Step(f"Der Bedarf beginnt erst am {short_date(since)}. Bitte prüfen: Vorher besteht kein Anspruch.")
        )
    return Result({"benefit_from": applied}, tuple(steps))


def _maintenance(inputs: Inputs) -> Result:
    applied = inputs.day("application_date")
    start = first_of_month(applied, -1)
    text = (
        f"Antrag am {day_words(applied)}: Rückwirkend gibt es höchstens den Monat davor, also frühestens "
        f"ab {day_words(start)}, und nur, wenn vorher zumutbar um Unterhalt gebeten wurde."
    )
    return Result({"benefit_from_earliest": start}, (Step(text, "§ 4 UVG"),))


def _child_benefit(inputs: Inputs) -> Result:
    applied, met = inputs.day("application_date"), inputs.day("conditions_met_on")
    back, since = first_of_month(applied, -6), first_of_month(met)
    norm = "§ 70 Abs. 1 EStG; § 5 Abs. 2 BKGG"
    steps = [
        Step(
            f"Antrag am {day_words(applied)}: Gezahlt wird höchstens sechs Monate zurück, ab {short_date(back)}.", norm
        )
    ]
    if since > back:
        steps.append(Step(f"Die Voraussetzungen liegen erst seit {month_words(since)} vor."))
    start = max(back, since)
    steps.append(Step(f"Kindergeld gibt es ab {day_words(start)}."))
    return Result({"benefit_from": start}, tuple(steps))


def _parental(inputs: Inputs) -> Result:
    applied, birth = inputs.day("application_date"), inputs.day("birth_date")
    number = 0
    while add_months(birth, number + 1) <= applied:
        number += 1
    start = add_months(birth, max(0, number - PARENTAL_MONTHS_BACK))
    text = (
        f"Der Antrag geht im {number + 1}. Lebensmonat ein (seit {short_date(add_months(birth, number))}). "
        f"Gezahlt wird höchstens drei Lebensmonate zurück: frühestens ab {day_words(start)}."
    )
    return Result({"benefit_from_earliest": start}, (Step(text, "§ 7 Abs. 1 BEEG"), *short_months(birth)))


def _pension(inputs: Inputs) -> Result:
    applied, met = inputs.day("application_date"), inputs.day("conditions_met_on")
    last_day, steps = pension_last_day(met, inputs.region)
    if applied <= last_day:
        start = first_of_month(met, 1)
        text = f"Der Antrag vom {short_date(applied)} ist rechtzeitig: Die Rente beginnt am {day_words(start)}."
    else:
        start = first_of_month(applied)
        text = (
            f"Der Antrag vom {short_date(applied)} ist später: Die Rente beginnt mit seinem Monat, {day_words(start)}."
        )
    return Result({"benefit_from": start}, (*steps, Step(text, "§ 99 Abs. 1 SGB VI")))


_STARTS: dict[str, Callable[[Inputs], Result]] = {
    **dict.fromkeys(_MONTH_NORMS, _application_month),
    **dict.fromkeys(_KNOWLEDGE_NORMS, _knowledge),
    "SGB11": _care,
    "UVG": _maintenance,
    "KINDERGELD": _child_benefit,
    "ELTERNGELD": _parental,
    "RENTE": _pension,
}

# What each law needs besides the law itself.
START_NEEDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_MONTH_NORMS, ("application_date",)),
    **dict.fromkeys(_KNOWLEDGE_NORMS, ("known_to_authority_on",)),
    "BAFOEG": ("application_date", "training_start"),
    "SGB11": ("application_date", "care_need_since"),
    "UVG": ("application_date",),
    "KINDERGELD": ("application_date", "conditions_met_on"),
    "ELTERNGELD": ("application_date", "birth_date"),
    "RENTE": ("application_date", "conditions_met_on", "place_state"),
}
