"""Coded reasons of decline and failure, each with its consequence (referral-loop 2.2). Pure."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


class Consequence(enum.StrEnum):
    """What a reason leads to."""

    PROPOSE_NEXT = "propose_next"
    LOCK_OFFER = "lock_offer"
    UPDATE_CAPACITY = "update_capacity"
    CORRECT_OFFER = "correct_offer"
    INFORM_PLANNING = "inform_planning"


@dataclass(frozen=True)
class Reason:
    """One reason: code, German words, what follows; `asks` says which detail belongs to it."""

    code: str
    label: str
    consequences: tuple[Consequence, ...] = ()
    asks: str = ""


_NEXT, _PLAN = Consequence.PROPOSE_NEXT, Consequence.INFORM_PLANNING
_CAPACITY, _TEXT, _LOCK = Consequence.UPDATE_CAPACITY, Consequence.CORRECT_OFFER, Consequence.LOCK_OFFER

DECLINE = (
    Reason("no_capacity", "keine Kapazität", (_NEXT, _CAPACITY, _PLAN)),
    Reason("waiting_list_only", "nur Warteliste", (_NEXT, _CAPACITY, _PLAN), asks="bis wann"),
    Reason("wrong_place", "örtlich nicht zuständig", (_NEXT, _TEXT)),
    Reason("wrong_subject", "sachlich nicht zuständig", (_NEXT, _TEXT)),
    Reason("condition_missing", "Voraussetzung fehlt", (_NEXT, _LOCK), asks="welche"),
    Reason("documents_missing", "Unterlagen fehlen", (), asks="welche"),
    Reason("already_served", "schon versorgt"),
    Reason("language_or_barrier", "Sprache oder Barriere nicht gedeckt", (_NEXT, _LOCK, _PLAN)),
    Reason("safety", "Sicherheit oder Schutz", (_NEXT, _LOCK)),
    Reason("duplicate", "doppelt gemeldet"),
    Reason("offer_ended", "Angebot eingestellt", (_NEXT, _TEXT, _PLAN)),
    Reason("other", "anderes", (_NEXT,), asks="was"),
)

FAILURE = (
    Reason("not_reached", "nicht erreicht", (), asks="wie viele Versuche"),
    Reason("no_show", "nicht erschienen"),
    Reason("unwilling", "möchte nicht mehr"),
    Reason("solved", "selbst gelöst"),
    Reason("too_far", "zu weit, Fahrt", (_NEXT, _PLAN)),
    Reason("cost", "Kosten", (_NEXT, _PLAN)),
    Reason("opening_hours", "Öffnungszeit", (_NEXT, _PLAN)),
    Reason("fear", "Angst oder fehlendes Vertrauen", (_NEXT,)),
    Reason("application_refused", "Antrag abgelehnt", (), asks="Bescheid vom"),
    Reason("moved", "umgezogen"),
    Reason("deceased", "verstorben"),
    Reason("consent_revoked", "Einwilligung widerrufen"),
    Reason("other", "anderes", (), asks="was"),
)

LEAST_ATTEMPTS = 3
TOO_FEW_ATTEMPTS = (
    "Nicht erreicht heißt: mindestens drei Versuche an verschiedenen Tagen und auf verschiedenen Wegen. "
    "Bitte weiter versuchen oder einen anderen Grund wählen."
)

LOCK_DAYS = 60
"""How long an offer is not proposed again to this person after a reason that locks it."""

OUTCOMES = {
    "received": "Hilfe erhalten",
    "partly": "teilweise erhalten",
    "not_received": "nicht erhalten",
    "unknown": "noch unbekannt",
}

EFFECTS = {"helped": "hat geholfen", "partly": "hat teilweise geholfen", "not_helped": "hat nicht geholfen"}
EFFECT_SOURCES = {"client": "Klientin / Klient", "partner": "Stelle", "navigator": "Lotsin / Lotse"}

MEANS = {
    "letter": "Brief",
    "handed_over": "Brief mitgegeben",
    "link": "Link per E-Mail",
    "inbox": "Eingang im Haus",
    "phone": "Telefon",
    "fax": "Fax",
}


def find(code: str) -> Reason | None:
    """Return a reason by its code."""
    return next((reason for reason in (*DECLINE, *FAILURE) if reason.code == code), None)


def with_consequence(consequence: Consequence) -> frozenset[str]:
    """Return the codes that lead to a consequence."""
    return frozenset(reason.code for reason in (*DECLINE, *FAILURE) if consequence in reason.consequences)


def leads_to(code: str, consequence: Consequence) -> bool:
    """True when a reason has this consequence; an unknown code has none."""
    reason = find(code)
    return reason is not None and consequence in reason.consequences


def count_attempts(made: Iterable[tuple[date, str]]) -> int:
    """Return how many attempts to reach somebody count: one per day and channel, none while all fall on one day."""
    distinct = set(made)
    return len(distinct) if len({day for day, _ in distinct}) > 1 else min(len(distinct), 1)


def label(code: str) -> str:
    """Return the German words of a code, or the code itself when it is unknown."""
    reason = find(code)
    return reason.label if reason else code
