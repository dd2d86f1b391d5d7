"""Where something was handed in, whether that keeps the date, and when waiting is over."""

from lotse.deadlines.rules.inputs import Inputs
from lotse.deadlines.rules.periods import ONE_DAY
from lotse.deadlines.rules.results import Result, Step
from lotse.deadlines.rules.rolling import stays
from lotse.deadlines.rules.wording import day_words
from lotse.foundation.dates_in_words import short_date
from lotse.foundation.months import add_months

KEEPS_FILING_DATE = {
    "competent_provider": "bei der zuständigen Stelle",
    "other_social_provider": "bei einem anderen Leistungsträger",
    "municipality": "bei einer Gemeinde",
    "german_mission_abroad": "bei einer deutschen Vertretung im Ausland",
}
FORMLESS = {"plain_email": "Eine einfache E-Mail", "telephone": "Ein Anruf"}

_WAITING_MONTHS = {"application": (6, "einen Antrag"), "objection": (3, "einen Widerspruch")}
_KEPT_ANYWHERE = ("SGG_WIDERSPRUCH", "SGG_KLAGE")


def inaction_claim(inputs: Inputs) -> Result:
    """Compute the first day for a claim against an authority that does not decide."""
    received = inputs.day("received_on")
    months, what = _WAITING_MONTHS[inputs.text("kind")]
    waited = add_months(received, months)
    steps = (
        Step(f"Über {what} soll innerhalb von {months} Monaten entschieden sein.", "§ 88 SGG"),
        Step(f"Eingegangen am {day_words(received)}, läuft die Wartezeit mit {day_words(waited)} ab.", "§ 188 BGB"),
        stays("Wartezeiten rollen nicht."),
        Step(f"Die Klage ist ab {day_words(waited + ONE_DAY)} zulässig, vorher nicht.", "§ 88 SGG"),
    )
    return Result({"earliest_day": waited + ONE_DAY}, steps)


def filing_date(inputs: Inputs) -> Result:
    """Say from which day an application counts as made."""
    handed_in, place = inputs.day("handed_in_on"), inputs.text("filed_with")
    if place in KEEPS_FILING_DATE:
        text = f"Abgegeben am {day_words(handed_in)} {KEEPS_FILING_DATE[place]}: Der Antrag gilt ab diesem Tag."
        return Result({"filed_on": handed_in}, (Step(text, "§ 16 Abs. 2 SGB I"),))
    reached = inputs.day("reached_competent_on")
    text = (
        f"Diese Stelle wahrt den Tag der Abgabe nicht. Der Antrag gilt ab dem Eingang beim zuständigen Träger: "
        f"{day_words(reached)}."
    )
    return Result({"filed_on": reached}, (Step(text, "§ 16 Abs. 2 SGB I"),))


def preserved(inputs: Inputs) -> Result:
    """Say whether a remedy was handed in in time, in the right form and at the right place."""
    last_day, handed_in = inputs.day("last_day"), inputs.day("handed_in_on")
    steps = [Step(f"Der letzte Tag ist {day_words(last_day)}.")]
    form = inputs.find_text("form")
    if form in FORMLESS:
        steps.append(Step(f"{FORMLESS[form]} erfüllt die Form nicht."))
        return Result({"in_time": False}, tuple(steps))
    arrived = handed_in
    if not _keeps(inputs.text("remedy"), inputs.text("handed_in_at")):
        steps.append(Step("Diese Stelle wahrt die Frist nicht; es zählt der Eingang bei der zuständigen Stelle."))
        reached = inputs.find_day("reached_competent_on")
        if reached is None:
            steps.append(Step("Ein Eingang bei der zuständigen Stelle ist nicht bekannt."))
            return Result({"in_time": False}, tuple(steps))
        arrived = reached
    elif inputs.text("handed_in_at") != "competent":
        text = "Jede deutsche Behörde und jeder Versicherungsträger nimmt diesen Rechtsbehelf fristwahrend an."
        steps.append(Step(text, "§ 84 Abs. 2, § 91 SGG"))
    word = "rechtzeitig" if arrived <= last_day else "zu spät"
    steps.append(Step(f"Eingegangen am {short_date(arrived)}: {word}."))
    return Result({"in_time": arrived <= last_day}, tuple(steps))


def _keeps(remedy: str, place: str) -> bool:
    if place == "competent":
        return True
    return remedy in _KEPT_ANYWHERE and place in ("other_domestic_authority", "insurance_provider")
