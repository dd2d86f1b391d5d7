"""From when a benefit is paid, and until when one must apply so that nothing is lost."""

from collections.abc import Callable
from datetime import date

from lotse.deadlines.rules.inputs import Inputs
from lotse.deadlines.rules.periods import (
    ONE_DAY,
    Unit,
    add_months,
    complete_months,
    first_of_month,
    last_of_month,
    latest_start,
)
from lotse.deadlines.rules.results import Result, Step, View
from lotse.deadlines.rules.rolling import ROLL_SGB, roll, stays
from lotse.deadlines.rules.wording import day_words, month_words, plain_day

_MONTH_NORMS = {
    "SGB2": "§ 37 Abs. 2 SGB II",
    "SGB12_GRUNDSICHERUNG": "§ 44 SGB XII",
    "WOHNGELD": "§ 25 WoGG",
    "KIZ": "§ 6a BKGG",
    "BAB": "",
    "BAFOEG": "§ 15 BAföG",
}
_KNOWLEDGE_NORMS = {"SGB12_OTHER": "§ 18 SGB XII", "ASYLBLG": "§ 6b AsylbLG"}
_PARENTAL_MONTHS_BACK = 3


def benefit_start(inputs: Inputs) -> Result:
    """Compute from when a benefit is paid."""
    return _STARTS[inputs.text("benefit_law")](inputs)


def benefit_last_day(inputs: Inputs) -> Result:
    """Compute the last day of an application that keeps the earliest start."""
    return _LAST_DAYS[inputs.text("benefit_law")](inputs)


def supplement_period(inputs: Inputs) -> Result:
    """Compute the approval period of Kinderzuschlag."""
    applied = inputs.day("application_date")
    start, end = first_of_month(applied), last_of_month(applied, 5)
    step = Step(
        f"Antrag am {day_words(applied)}: Kinderzuschlag gibt es ab {plain_day(start)} für sechs Monate "
        f"bis {plain_day(end)}.",
        "§ 6a BKGG",
    )
    return Result({"benefit_from": start, "benefit_until": end}, (step, stays("Ein Bewilligungszeitraum endet.")))


def _application_month(inputs: Inputs) -> Result:
    law, applied = inputs.text("benefit_law"), inputs.day("application_date")
    start = first_of_month(applied)
    steps = [Step(f"Antrag am {day_words(applied)}: Er wirkt auf den {plain_day(start)} zurück.", _MONTH_NORMS[law])]
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
            f"Der Pflegebedarf besteht seit {plain_day(since)}, beantragt wurde erst in einem späteren Monat: "
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
            Step(f"Der Bedarf beginnt erst am {plain_day(since)}. Bitte prüfen: Vorher besteht kein Anspruch.")
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
        Step(f"Antrag am {day_words(applied)}: Gezahlt wird höchstens sechs Monate zurück, ab {plain_day(back)}.", norm)
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
    start = add_months(birth, max(0, number - _PARENTAL_MONTHS_BACK))
    text = (
        f"Der Antrag geht im {number + 1}. Lebensmonat ein (seit {plain_day(add_months(birth, number))}). "
        f"Gezahlt wird höchstens drei Lebensmonate zurück: frühestens ab {day_words(start)}."
    )
    return Result({"benefit_from_earliest": start}, (Step(text, "§ 7 Abs. 1 BEEG"), *_short_months(birth)))


def _pension(inputs: Inputs) -> Result:
    applied, met = inputs.day("application_date"), inputs.day("conditions_met_on")
    last_day, steps = pension_last_day(met, inputs.region)
    if applied <= last_day:
        start = first_of_month(met, 1)
        text = f"Der Antrag vom {plain_day(applied)} ist rechtzeitig: Die Rente beginnt am {day_words(start)}."
    else:
        start = first_of_month(applied)
        text = (
            f"Der Antrag vom {plain_day(applied)} ist später: Die Rente beginnt mit seinem Monat, {day_words(start)}."
        )
    return Result({"benefit_from": start}, (*steps, Step(text, "§ 99 Abs. 1 SGB VI")))


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
    last_day = add_months(birth, _PARENTAL_MONTHS_BACK + 1) - ONE_DAY
    text = (
        "Gezahlt wird höchstens drei Lebensmonate vor dem Lebensmonat des Eingangs. Für den ganzen Zeitraum muss der "
        f"Antrag im vierten Lebensmonat da sein, also bis {day_words(last_day)}."
    )
    steps = (Step(text, "§ 7 Abs. 1 BEEG"), *_short_months(birth), stays("Es zählt der Lebensmonat des Eingangs."))
    other = complete_months(birth, _PARENTAL_MONTHS_BACK + 1)
    views = (View(other, "wenn der Lebensmonat nach § 187 Abs. 2 BGB endet"),) if other != last_day else ()
    return Result({"last_day": last_day}, steps, views)


def _short_months(birth: date) -> tuple[Step, ...]:
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


_STARTS: dict[str, Callable[[Inputs], Result]] = {
    **dict.fromkeys(_MONTH_NORMS, _application_month),
    **dict.fromkeys(_KNOWLEDGE_NORMS, _knowledge),
    "SGB11": _care,
    "UVG": _maintenance,
    "KINDERGELD": _child_benefit,
    "ELTERNGELD": _parental,
    "RENTE": _pension,
}
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
LAST_DAY_NEEDS: dict[str, tuple[str, ...]] = {
    "KINDERGELD": ("conditions_met_on",),
    "ELTERNGELD": ("birth_date",),
    "UVG": ("conditions_met_on",),
    "RENTE": ("conditions_met_on", "place_state"),
    "WOHNGELD_AFTER_REJECTION": ("rejection_known_on",),
    "HINTERBLIEBENENRENTE": ("death_date", "deceased_drew_pension"),
    "BAFOEG_FOLLOW_UP": ("period_end",),
}
