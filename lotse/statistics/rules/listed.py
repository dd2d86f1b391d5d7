"""The lists a number can lead to: of which records, of which groups, counted in which column, in which words."""

from collections.abc import Mapping

from lotse.statistics.rules.contact_tally import HOURS
from lotse.statistics.rules.counted import STEPS

REFERRALS, CONTACTS, CASES, APPOINTMENTS, REMINDERS = "vermittlungen", "kontakte", "faelle", "termine", "wiedervorlagen"
NEWCOMERS = {
    "newcomers": ("converted", "alone"),
    "everyone_new": ("converted", "alone", "unripe"),
    "converted": ("converted",),
    "alone": ("alone",),
    "unripe": ("unripe",),
}
"""What came of a first contact, by the counter that counts it."""
OUTCOMES = {"appointments": ("kept", "missed"), "kept": ("kept",), "missed": ("missed",), "first_wait": ("kept",)}
"""What came of an appointment, by the counter that counts it."""

COLUMNS: Mapping[str, Mapping[str, str]] = {
    REFERRALS: {
        "": "",
        "sent": "",
        "asked": "mit Bitte um Antwort",
        "answered": "beantwortet",
        "late": "spät beantwortet",
        "arrived": "in Hilfe oder geholfen",
        "open": "offen",
        "not_arrived": "nicht angekommen",
        "withdrawn": "zurückgezogen",
        "waiting": "auf Warteliste",
        "completed": "Hilfe geleistet",
        "declined": "abgelehnt",
        "confirmed": "Wirkung bestätigt",
        "ripe": "reif",
        "ripe_asked": "reif, mit Bitte um Antwort",
        "ripe_answered": "reif und beantwortet",
        "ripe_accepted": "reif und angenommen",
        "ripe_unanswered": "reif und ohne Antwort",
        "ripe_final": "reif, mit abschließender Rückmeldung",
        "ripe_unmet": "ungedeckter Bedarf",
        "answer": "mit Antwort",
        "accept": "mit Annahme",
        "contact": "mit Erstkontakt",
        **{f"within{step}": f"in {step} Arbeitstagen beantwortet" for step in STEPS},
    },
    CONTACTS: {
        "": "",
        "contacts": "",
        "known": "mit Person",
        "anonymous": "anonym",
        "persons": "der erste jeder Person im Zeitraum",
        "repeated": "wiederholt",
        "interpreted": "mit Sprachmittlung",
        "newcomers": "erste einer Person, reif",
        "everyone_new": "erste einer Person",
        "converted": "erste einer Person, Fall in 30 Tagen eröffnet",
        "alone": "erste einer Person, ohne Fall in 30 Tagen",
        "unripe": "erste einer Person, noch nicht reif",
        **{f"hour{hour}": f"von {hour} bis {hour + 1} Uhr" for hour in HOURS},
    },
    CASES: {
        "": "",
        "n": "",
        "opened": "eröffnet",
        "active": "aktiv am Stichtag",
        "closed": "abgeschlossen",
        "goals": "fällige Ziele",
        "goals_reached": "erreichte Ziele",
        "found": "gefundene Lücken",
        "gaps": "gefundene Lücken",
        "in_time": "rechtzeitig geschlossene Lücken",
        "decided": "geschlossene oder eingetretene Lücken",
        "ahead": "Lücken, die noch bevorstehen",
        "bitten": "eingetretene Lücken",
        "deadlines": "Fristen",
        "due": "Fristen, gehalten oder versäumt",
        "kept": "gehaltene Fristen",
        "meshing": "aktiv, mit mindestens zwei Maßnahmen",
        "with_gap": "aktiv, mit Lücke in 28 Tagen",
        "closed_ripe": "abgeschlossen, reif",
        "returned": "wiedergekommen in 12 Monaten",
        "improved": "verbessert",
        "same": "gleich geblieben",
        "worsened": "verschlechtert",
        "rated": "zweimal eingeschätzt",
        "a": "Intensität A",
        "b": "Intensität B",
        "c": "Intensität C",
    },
    APPOINTMENTS: {
        "appointments": "fällig",
        "kept": "wahrgenommen",
        "missed": "nicht erschienen",
        "first_wait": "erster wahrgenommener einer Person",
    },
    REMINDERS: {"": "", "overdue": "überfällig"},
}
"""The columns of each kind of list, and what its records were counted as."""
AXES: Mapping[str, tuple[str, ...]] = {
    REFERRALS: ("",),
    CONTACTS: (
        *("", "weg", "ergebnis", "sprache", "standort", "mittlung", "alter", "geschlecht", "anliegen", "wochentag"),
    ),
    CASES: ("fall", "grund", "intensitaet", "ziel", "bereich", "luecke", "frist", "fuehrung"),
    APPOINTMENTS: ("",),
    REMINDERS: ("", "seit"),
}
"""The groups of each kind of list."""
