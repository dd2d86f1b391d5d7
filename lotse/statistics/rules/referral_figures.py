"""Definitions of the figures of referrals."""

from lotse.statistics.rules.figure import RIPE_AFTER_DAYS, Figure

SENT_ON = "Tag des Versands"
RIPE = f"{RIPE_AFTER_DAYS} Tage nach dem Versand; jüngere Vermittlungen zählen weder oben noch unten und stehen daneben"

REFERRAL_FIGURES = (
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
)
