"""The definitions: what each figure counts, over what, by which date, and when an item is ripe to be judged."""

from dataclasses import dataclass

RIPE_AFTER_DAYS = 42
"""A referral younger than this is neither success nor failure."""


@dataclass(frozen=True)
class Figure:
    """One figure with its one definition, in the words shown beside it."""

    key: str
    title: str
    numerator: str
    date_basis: str
    unit: str
    denominator: str = ""
    ripeness: str = ""
    note: str = ""

    @property
    def sentence(self) -> str:
        """Return the whole definition as running text."""
        parts = [f"Gezählt: {self.numerator}."]
        if self.denominator:
            parts.append(f"Bezogen auf: {self.denominator}.")
        parts.append(f"Einheit: {self.unit}. Zeitbezug: {self.date_basis}.")
        if self.ripeness:
            parts.append(f"Reif: {self.ripeness}.")
        return " ".join([*parts, *([self.note] if self.note else [])])


SENT_ON = "Tag des Versands"
RIPE = f"{RIPE_AFTER_DAYS} Tage nach dem Versand; jüngere Vermittlungen zählen weder oben noch unten und stehen daneben"

_FIGURES = (
    Figure(
        "sent",
        "Vermittlungen",
        "versandte Vermittlungen, Antragsweiterleitungen und ausgehändigte Hinweise",
        SENT_ON,
        "Vermittlung",
        note="Entwürfe und irrtümlich angelegte Vermittlungen zählen nicht.",
    ),
    Figure(
        "answered",
        "Beantwortet",
        "versandte Vermittlungen, auf die der Empfänger mit Annahme, Warteliste, Ablehnung oder Weiterleitung"
        " geantwortet hat",
        SENT_ON,
        "Vermittlung",
        denominator="reife Vermittlungen",
        ripeness=RIPE,
    ),
    Figure(
        "accepted",
        "Annahmequote",
        "angenommene Vermittlungen (auch Warteliste und später beendete)",
        SENT_ON,
        "Vermittlung",
        denominator="reife Vermittlungen mit Antwort",
        ripeness=RIPE,
        note="Der Anteil ohne Antwort steht daneben.",
    ),
    Figure(
        "closed_loop",
        "Rücklaufquote",
        "Vermittlungen mit abschließender Antwort des Empfängers oder der Person: Hilfe geleistet, ohne Erfolg beendet,"
        " abgelehnt oder weitervermittelt",
        SENT_ON,
        "Vermittlung",
        denominator="reife Vermittlungen",
        ripeness=RIPE,
    ),
    Figure(
        "declined",
        "Ablehnungen nach Grund",
        "abgelehnte Vermittlungen nach dem Grund, den der Empfänger nannte",
        SENT_ON,
        "Vermittlung",
    ),
    Figure("waiting", "Auf Warteliste", "Vermittlungen, die jetzt auf einer Warteliste stehen", SENT_ON, "Vermittlung"),
    Figure(
        "no_answer",
        "Ohne Antwort",
        "reife Vermittlungen, auf die nie geantwortet wurde",
        SENT_ON,
        "Vermittlung",
        denominator="reife Vermittlungen",
        ripeness=RIPE,
    ),
    Figure(
        "open",
        "Offen",
        "Vermittlungen, die noch laufen: Antwort offen, Rückfrage, angenommen, Warteliste, in Hilfe, pausiert",
        SENT_ON,
        "Vermittlung",
        note="Offenes ist kein Misserfolg.",
    ),
    Figure(
        "outcome",
        "Ergebnis der Vermittlung",
        "Vermittlungen nach ihrem jetzigen Stand: Hilfe geleistet, in Hilfe, offen, abgelehnt, ohne Erfolg,"
        " zurückgezogen, ohne Rückmeldung",
        SENT_ON,
        "Vermittlung",
    ),
    Figure(
        "result",
        "Ergebnis reifer Vermittlungen",
        "reife Vermittlungen nach dem, was aus ihnen wurde: erhalten, teilweise oder nicht erhalten, begonnen,"
        " abgelehnt, ohne Erfolg, zurückgezogen, ohne Rückmeldung, noch offen",
        SENT_ON,
        "Vermittlung",
        denominator="reife Vermittlungen",
        ripeness=RIPE,
    ),
    Figure(
        "confirmed",
        "Wirkung bestätigt",
        "Vermittlungen, deren Wirkung die Person, der Empfänger oder die Fallführung bestätigt hat",
        SENT_ON,
        "Vermittlung",
        denominator="Vermittlungen mit Stand „Hilfe geleistet“",
        note="„Beendet“ heißt nicht „geholfen“.",
    ),
    Figure(
        "days_to_answer",
        "Zeit bis zur Antwort",
        "Arbeitstage vom Versand bis zur ersten Antwort (Median, Quartile)",
        SENT_ON,
        "Arbeitstage",
        denominator="beantwortete Vermittlungen",
    ),
    Figure(
        "days_to_accept",
        "Zeit bis zur Annahme",
        "Arbeitstage vom Versand bis zur Annahme (Median, Quartile)",
        SENT_ON,
        "Arbeitstage",
        denominator="angenommene Vermittlungen",
    ),
    Figure(
        "days_to_contact",
        "Zeit bis zum Erstkontakt",
        "Arbeitstage vom Versand bis zum ersten Kontakt beim Empfänger (Median, Quartile)",
        SENT_ON,
        "Arbeitstage",
        denominator="Vermittlungen mit Erstkontakt",
    ),
    Figure(
        "late",
        "Späte Antworten",
        "Vermittlungen, die später als vereinbart beantwortet wurden (ohne Vereinbarung: nach mehr als 5 Arbeitstagen)",
        SENT_ON,
        "Vermittlung",
        denominator="beantwortete Vermittlungen",
    ),
    Figure(
        "unmet",
        "Ungedeckter Bedarf",
        "reife Vermittlungen, die abgelehnt, ohne Erfolg beendet oder nie beantwortet wurden",
        SENT_ON,
        "Vermittlung",
        denominator="reife Vermittlungen",
        ripeness=RIPE,
        note="Von der Person selbst zurückgezogene zählen nicht.",
    ),
    Figure(
        "per_thousand",
        "Vermittlungen je 1 000 Einwohner",
        "versandte Vermittlungen nach Wohngemeinde der Person",
        SENT_ON,
        "Vermittlung je 1 000 Einwohner",
        denominator="Einwohnerzahl aus der hinterlegten Karte",
    ),
    Figure(
        "contacts",
        "Kontakte",
        "gebuchte Kontakte nach Weg, Anliegen und Ergebnis",
        "Tag des Kontakts",
        "Kontakt",
        note="Ein Kontakt mit mehreren Anliegen zählt bei jedem davon, in der Summe einmal.",
    ),
    Figure("anonymous", "Anonyme Beratungen", "Kontakte ohne Person", "Tag des Kontakts", "Kontakt"),
    Figure(
        "persons",
        "Personen erreicht",
        "verschiedene Personen mit mindestens einem Kontakt",
        "Tag des Kontakts",
        "Person",
    ),
    Figure(
        "repeat",
        "Wiederholte Kontakte",
        "Kontakte einer Person, die in den 30 Tagen davor schon einen Kontakt hatte",
        "Tag des Kontakts",
        "Kontakt",
        denominator="Kontakte mit Person",
    ),
    Figure(
        "interpreted",
        "Sprachmittlung",
        "Kontakte mit Sprachmittlung",
        "Tag des Kontakts",
        "Kontakt",
        denominator="Kontakte",
    ),
    Figure(
        "conversion",
        "Umwandlungsquote",
        "Personen, für die in den 30 Tagen nach dem ersten Kontakt ein Fall eröffnet wurde",
        "Tag des ersten Kontakts",
        "Person",
        denominator="Personen mit erstem Kontakt",
        ripeness="30 Tage nach dem ersten Kontakt; jüngere stehen daneben",
    ),
    Figure(
        "first_wait",
        "Wartezeit bis zum ersten Termin",
        "Arbeitstage vom ersten Kontakt bis zum ersten wahrgenommenen Termin (Median, Quartile, neunzigstes Perzentil)",
        "Tag des Termins",
        "Arbeitstage",
        denominator="Personen mit wahrgenommenem erstem Termin",
    ),
    Figure(
        "no_show",
        "Nichterscheinen",
        "Termine, die ohne Absage vor Beginn versäumt wurden",
        "Tag des Termins",
        "Termin",
        denominator="fällige Termine (wahrgenommen und versäumt)",
    ),
    Figure(
        "opened",
        "Neue Fälle",
        "eröffnete Fälle; ein Fall, der bis 6 Monate nach Abschluss wieder aufgenommen wird, bleibt derselbe",
        "Tag der Eröffnung",
        "Fall",
    ),
    Figure(
        "active", "Aktive Fälle", "Fälle, die am Stichtag um 24 Uhr offen sind", "letzter Tag des Zeitraums", "Fall"
    ),
    Figure(
        "caseload",
        "Fallbelastung",
        "aktive Fälle, gewichtet nach Intensität (A = 2, B = 1, C = 0,3)",
        "heute",
        "gewichteter Fall",
        denominator="Fallführung",
        note="Die einzige Zahl je Person; sie dient der Verteilung, nicht der Bewertung.",
    ),
    Figure(
        "duration",
        "Falldauer",
        "Tage von der Eröffnung bis zum Abschluss (Median, Quartile)",
        "Tag des Abschlusses",
        "Tage",
        denominator="abgeschlossene Fälle",
    ),
    Figure(
        "returned",
        "Wiederkehr",
        "abgeschlossene Fälle, deren Person in den 12 Monaten danach einen neuen Fall bekam",
        "Tag des Abschlusses",
        "Fall",
        denominator="abgeschlossene Fälle",
        ripeness="12 Monate nach dem Abschluss; jüngere zählen weder oben noch unten",
    ),
    Figure("closing", "Abschlussgründe", "abgeschlossene Fälle nach Grund", "Tag des Abschlusses", "Fall"),
    Figure(
        "goals",
        "Zielerreichung",
        "Ziele, die erreicht, teilweise oder nicht erreicht wurden",
        "Zieldatum",
        "Ziel",
        denominator="fällige Ziele",
    ),
    Figure(
        "life_change",
        "Lebenslage: Veränderung",
        "Personen, die sich in einem Lebensbereich um mindestens eine Stufe verbessert oder verschlechtert haben",
        "spätere Einschätzung",
        "Person",
        denominator="Personen mit zwei Einschätzungen derselben Sicht im Abstand von mindestens 60 Tagen",
    ),
    Figure(
        "gaps",
        "Gefundene Lücken",
        "Befunde der Verzahnung (fehlende Betreuung, fehlende Voraussetzung, Überschneidung, Abstand)",
        "Tag, an dem der Befund zuerst auftrat",
        "Befund",
    ),
    Figure(
        "closed_in_time",
        "Rechtzeitig geschlossen",
        "Befunde, die verschwanden, bevor die erste Lücke eintrat",
        "Tag, an dem der Befund zuerst auftrat",
        "Befund",
        denominator="Lücken, die geschlossen wurden oder eingetreten sind; was noch bevorsteht, zählt nicht",
    ),
    Figure(
        "gap_share",
        "Lückenquote",
        "aktive Fälle mit offener Betreuungslücke oder fehlender Voraussetzung in den nächsten 28 Tagen",
        "Stichtag",
        "Fall",
        denominator="aktive Fälle mit mindestens zwei Maßnahmen",
    ),
    Figure(
        "minutes_secured",
        "Gesicherte Betreuungszeit",
        "Stunden fehlender Betreuung aus Befunden, die rechtzeitig geschlossen wurden",
        "Tag, an dem der Befund zuerst auftrat",
        "Stunde",
    ),
    Figure(
        "kept",
        "Fristen gehalten",
        "Fristen, die spätestens am letzten Tag erledigt waren",
        "letzter Tag der Frist",
        "Frist",
        denominator="Fristen, deren letzter Tag im Zeitraum liegt, ohne die, auf die die Person verzichtet hat",
    ),
    Figure(
        "overdue",
        "Überfällige Wiedervorlagen",
        "offene Wiedervorlagen, deren Tag vorüber ist",
        "heute",
        "Wiedervorlage",
        denominator="offene Wiedervorlagen",
    ),
)

FIGURES = {figure.key: figure for figure in _FIGURES}


def figures_for(keys: list[str]) -> list[Figure]:
    """Return the named definitions, each once, in the order of the catalogue."""
    return [figure for figure in _FIGURES if figure.key in set(keys)]
