"""What kinds of measures there are, and the area of life each belongs to."""

from typing import NamedTuple

AREAS = {
    "finances": "Lebensunterhalt",
    "work": "Arbeit und Ausbildung",
    "language_status": "Sprache und Aufenthalt",
    "health": "Gesundheit",
    "care": "Pflege und Alltag",
    "family": "Kinder und Familie",
    "housing": "Wohnen",
    "debt": "Schulden",
    "participation": "Teilhabe",
    "administration": "Behörden",
}


class Kind(NamedTuple):
    """A kind of measure: its name, its area of life, and whether it looks after somebody."""

    label: str
    area: str
    cares: bool = False


KINDS = {
    "retraining": Kind("Umschulung", "work"),
    "course": Kind("Kurs, Weiterbildung", "work"),
    "work": Kind("Arbeit", "work"),
    "apprenticeship": Kind("Ausbildung", "work"),
    "activation": Kind("Aktivierung, Coaching", "work"),
    "language_course": Kind("Sprach- oder Integrationskurs", "language_status"),
    "permission": Kind("Erlaubnis, Aufenthaltstitel", "language_status"),
    "kita": Kind("Kita", "family", cares=True),
    "childminding": Kind("Kindertagespflege", "family", cares=True),
    "school": Kind("Schule", "family", cares=True),
    "after_school": Kind("Hort, Ganztag", "family", cares=True),
    "holiday_care": Kind("Ferienbetreuung", "family", cares=True),
    "family_care": Kind("Betreuung durch Angehörige", "family", cares=True),
    "family_help": Kind("Hilfe zur Erziehung, Beratung", "family"),
    "benefit": Kind("Geldleistung", "finances"),
    "rehabilitation": Kind("Reha", "health"),
    "therapy": Kind("Behandlung, Therapie", "health"),
    "care_service": Kind("Pflegedienst", "care", cares=True),
    "day_care": Kind("Tagespflege", "care", cares=True),
    "respite_care": Kind("Kurzzeit- oder Verhinderungspflege", "care", cares=True),
    "household_help": Kind("Haushaltshilfe", "care", cares=True),
    "housing_help": Kind("Wohnhilfe", "housing"),
    "debt_counselling": Kind("Schuldnerberatung", "debt"),
    "participation": Kind("Leistung zur Teilhabe", "participation"),
    "application": Kind("Antrag", "administration"),
    "other": Kind("Sonstiges", "participation"),
}
CARING_KINDS = frozenset(code for code, kind in KINDS.items() if kind.cares)


def kind_label(code: str) -> str:
    """The German name of a kind; kinds of older records are shown as they are."""
    return KINDS[code].label if code in KINDS else code


def area_label(code: str) -> str:
    return AREAS.get(code, "Sonstiges")


def area_of(kind: str) -> str:
    """The area of life a kind belongs to unless somebody says otherwise."""
    return KINDS[kind].area if kind in KINDS else "participation"
