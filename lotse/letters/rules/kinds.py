"""Kinds of letters and ways out of the house."""

from __future__ import annotations

import enum
from datetime import date


class Kind(enum.StrEnum):
    """What a letter is; the German name is in `KIND_LABELS`."""

    REFERRAL = "referral"
    REFERRAL_CLIENT = "referral_client"
    PARTNER_REMINDER = "partner_reminder"
    ACCESS = "access"
    RECEIPT = "receipt"
    APPOINTMENT = "appointment"
    APPOINTMENT_CARD = "appointment_card"
    DEADLINE = "deadline"
    CLIENT_LETTER = "client_letter"
    WEEK = "week"
    PLAN = "plan"
    PLAN_CLIENT = "plan_client"
    CLOSING_REPORT = "closing_report"
    OBJECTION = "objection"
    DECISION = "decision"
    CONSENT = "consent"
    RELEASE = "release"
    NOTICE = "notice"
    MISSING = "missing_documents"


KIND_LABELS = {
    Kind.REFERRAL: "Überleitungsschreiben mit Rückmeldebogen",
    Kind.REFERRAL_CLIENT: "Überleitung: Blatt für die Person",
    Kind.PARTNER_REMINDER: "Erinnerung an die Stelle",
    Kind.ACCESS: "Zugang zur Antwortseite",
    Kind.RECEIPT: "Eingangsbestätigung des Antrags",
    Kind.APPOINTMENT: "Terminblatt",
    Kind.APPOINTMENT_CARD: "Terminkarte",
    Kind.DEADLINE: "Blatt „Ihre Frist“",
    Kind.CLIENT_LETTER: "Schreiben zu einer Frist",
    Kind.WEEK: "Wochenplan",
    Kind.PLAN: "Hilfeplan",
    Kind.PLAN_CLIENT: "Hilfeplan: Blatt für die Person",
    Kind.CLOSING_REPORT: "Abschlussbericht",
    Kind.OBJECTION: "Merkblatt „Widerspruch einlegen“",
    Kind.DECISION: "Merkblatt „So lesen Sie einen Bescheid“",
    Kind.CONSENT: "Einwilligung zum Unterschreiben",
    Kind.RELEASE: "Schweigepflichtentbindung",
    Kind.NOTICE: "Hinweis zum Datenschutz",
    Kind.MISSING: "Liste der fehlenden Unterlagen",
}

LEAVES_THE_HOUSE = frozenset({Kind.REFERRAL, Kind.PARTNER_REMINDER, Kind.ACCESS})
"""Letters to others about a person; everything else is handed to the person."""
STAYS = frozenset({Kind.PLAN, Kind.CLOSING_REPORT})
"""Papers for the file: nobody asks how they went out."""


class Means(enum.StrEnum):
    """How a letter went out."""

    POST = "post"
    FAX = "fax"
    HANDED = "handed"
    COURIER = "courier"
    ELECTRONIC = "electronic"


MEANS_LABELS = {
    Means.POST: "mit der Post",
    Means.FAX: "per Fax",
    Means.HANDED: "persönlich übergeben",
    Means.COURIER: "mit der Hauspost",
    Means.ELECTRONIC: "über ein sicheres Postfach",
}


class Variant(enum.StrEnum):
    """The forms in which a client sheet can be printed."""

    PLAIN = "plain"
    EASY = "easy"
    UKRAINIAN = "uk"
    ARABIC = "ar"


VARIANT_LABELS = {
    Variant.PLAIN: "Deutsch, einfach",
    Variant.EASY: "Deutsch, leicht verständlich",
    Variant.UKRAINIAN: "Deutsch und Ukrainisch",
    Variant.ARABIC: "Deutsch und Arabisch",
}

VARIANTS = {
    Kind.RECEIPT: (Variant.PLAIN, Variant.EASY),
    Kind.NOTICE: (Variant.PLAIN, Variant.EASY),
    Kind.DEADLINE: (Variant.PLAIN, Variant.EASY),
    Kind.OBJECTION: (Variant.PLAIN, Variant.EASY),
    Kind.DECISION: (Variant.PLAIN, Variant.EASY),
    Kind.MISSING: (Variant.PLAIN, Variant.EASY),
    Kind.APPOINTMENT: (Variant.PLAIN, Variant.EASY, Variant.UKRAINIAN, Variant.ARABIC),
}


def dispatch_fault(*, dispatched_on: date, created_on: date, today: date) -> str | None:
    """Return why a day of dispatch cannot be right, or None."""
    if dispatched_on < created_on:
        return "Der Brief war an diesem Tag noch nicht geschrieben."
    if dispatched_on > today:
        return "Dieser Tag liegt in der Zukunft."
    return None
