"""Second chances and limits: later applications, reviews, lapse of time."""

from datetime import date

from lotse.deadlines.rules.inputs import Inputs
from lotse.deadlines.rules.periods import last_of_month
from lotse.deadlines.rules.results import Result, Step
from lotse.deadlines.rules.rolling import ROLL_SGB, roll, stays
from lotse.deadlines.rules.wording import day_words, month_words
from lotse.foundation.dates_in_words import short_date

_AT_ONCE_AFTER = {"SGB2": "§ 40 Abs. 7 SGB II", "KIZ": "§ 5 Abs. 3 BKGG"}
_ONE_YEAR_BACK = {"SGB2": "§ 40 Abs. 1 SGB II", "SGB12": "§ 116a SGB XII", "ASYLBLG": "§ 9 Abs. 4 AsylbLG"}
_NO_ROLL = "Jahres- und Halbjahresenden stehen im Kalender fest."


def later_application(inputs: Inputs) -> Result:
    """Compute until when another benefit can still be applied for after a refusal."""
    binding, law = inputs.day("rejection_binding_on"), inputs.text("benefit_law")
    month_end = last_of_month(binding)
    if law in _AT_ONCE_AFTER:
        text = (
            f"Die Ablehnung wurde im {month_words(binding)} bindend. Der Antrag ist unverzüglich nach Ablauf dieses "
            f"Monats zu stellen, also gleich nach {day_words(month_end)}. Eine feste Frist gibt es nicht."
        )
        outputs = {"last_day": None, "act": "unverzueglich_after", "after": month_end}
        return Result(outputs, (Step(text, _AT_ONCE_AFTER[law]),))
    counted = last_of_month(binding, 6)
    text = (
        f"Die Ablehnung wurde im {month_words(binding)} bindend. Der Antrag kann bis zum Ende des sechsten Monats "
        f"danach nachgeholt werden: {day_words(counted)}. Er wirkt bis zu ein Jahr zurück."
    )
    last_day, rolled = roll(counted, inputs.region, ROLL_SGB)
    return Result({"last_day": last_day}, (Step(text, "§ 28 SGB X"), *rolled))


def review_reach(inputs: Inputs) -> Result:
    """Compute how far back a review of a binding decision reaches."""
    applied, law = inputs.day("application_date"), inputs.text("benefit_law").split("_")[0]
    years = 1 if law in _ONE_YEAR_BACK else 4
    reach = date(applied.year - years, 1, 1)
    words = "ein Jahr" if years == 1 else "vier Jahre"
    text = f"Der Antrag von {applied.year} wirkt {words} zurück, gerechnet vom Jahresanfang: {day_words(reach)}."
    norm = "; ".join(filter(None, ("§ 44 Abs. 4 SGB X", _ONE_YEAR_BACK.get(law))))
    return Result({"reaches_back_to": reach}, (Step(text, norm),))


def last_review_application(inputs: Inputs) -> Result:
    """Compute the last day for a review application in the law of the SGB II."""
    notified = inputs.day("notified_on")
    last_day = date(notified.year + 4, 12, 31)
    text = f"Bekannt gegeben {notified.year}: Ein Überprüfungsantrag ist bis {day_words(last_day)} möglich."
    return Result({"last_day": last_day}, (Step(text, "§ 40 Abs. 1 SGB II"), stays(_NO_ROLL)))


def time_bar(inputs: Inputs) -> Result:
    """Compute when a claim to a benefit is barred by time."""
    arose = inputs.day("claim_arose_on")
    barred = date(arose.year + 4, 12, 31)
    text = (
        f"Der Anspruch entstand {arose.year}. Er verjährt vier Jahre nach Ende dieses Jahres, mit {short_date(barred)}."
    )
    return Result({"time_barred_after": barred}, (Step(text, "§ 45 SGB I"), stays(_NO_ROLL)))


def year_end_next(inputs: Inputs) -> Result:
    """Compute the end of the year after an event."""
    event = inputs.day("event_date")
    last_day = date(event.year + 1, 12, 31)
    text = f"Die Abrechnung ist bis zum Ende des Jahres nach {event.year} möglich: {day_words(last_day)}."
    return Result({"last_day": last_day}, (Step(text, "§ 39 Abs. 1 SGB XI"), stays(_NO_ROLL)))


def half_year_next(inputs: Inputs) -> Result:
    """Compute until when the rest of a year's relief amount can be used."""
    year = inputs.number("year")
    last_day = date(year + 1, 6, 30)
    text = f"Der Rest aus {year} kann bis zum 30. Juni des nächsten Jahres genutzt werden: {day_words(last_day)}."
    return Result({"last_day": last_day}, (Step(text, "§ 45b Abs. 1 SGB XI"), stays(_NO_ROLL)))
