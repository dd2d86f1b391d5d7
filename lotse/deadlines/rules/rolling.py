"""Moving an end off Saturdays, Sundays and holidays, and saying so."""

from datetime import date

from lotse.deadlines.rules.results import Step
from lotse.deadlines.rules.wording import day_words
from lotse.foundation.workdays import LAST_RELIABLE, holiday_name, next_workday, region_name

ROLL_SGB = "§ 26 Abs. 3 SGB X"
ROLL_COURT = "§ 64 Abs. 3 SGG"
ROLL_TAX = "§ 108 Abs. 3 AO"
ROLL_CIVIL = "§ 193 BGB"


def roll(day: date, region: str, norm: str) -> tuple[date, tuple[Step, ...]]:
    """Return the next working day from the day on, with the step that explains the move."""
    moved = next_workday(day, region)
    steps = []
    if moved != day:
        text = f"{day_words(day)} ist {why_off(day, region)}. Das Ende verschiebt sich auf {day_words(moved)}."
        steps.append(Step(text, norm))
    if moved > LAST_RELIABLE:
        steps.append(Step("Für Tage nach 2100 sind die Feiertage nicht verlässlich bekannt. Bitte selbst prüfen."))
    return moved, tuple(steps)


def stays(reason: str, norm: str = "") -> Step:
    """Return the step that says why an end does not move."""
    return Step(f"{reason} Deshalb verschiebt sich dieser Tag nicht auf einen Werktag.", norm)


def why_off(day: date, region: str) -> str:
    """Say in words why nobody works on that day."""
    name = holiday_name(day, region)
    if name:
        return f"ein gesetzlicher Feiertag ({name}, {region_name(region)})"
    return "ein Samstag" if day.weekday() == 5 else "ein Sonntag"
