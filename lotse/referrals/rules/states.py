"""The guarded transition table of the referral loop: which state may follow which, and who may say so."""

from __future__ import annotations

import enum


class State(enum.StrEnum):
    """Where a referral stands. The label shown to people is separate (`LABELS`)."""

    DRAFT = "draft"
    CONSENT_PENDING = "consent_pending"
    REQUESTED = "requested"
    RECEIVED = "received"
    QUESTION = "question"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    IN_PROGRESS = "in_progress"
    PAUSED = "paused"
    DECLINED_PENDING = "declined_pending"
    DECLINED = "declined"
    REDIRECTED = "redirected"
    COMPLETED = "completed"
    UNSUCCESSFUL = "unsuccessful"
    WITHDRAWN = "withdrawn"
    NO_RESPONSE = "no_response"
    ENTERED_IN_ERROR = "entered_in_error"


class Kind(enum.StrEnum):
    """Four kinds on different legal ground."""

    HINT = "hint"
    REFERRAL = "referral"
    APPLICATION_FORWARDING = "application_forwarding"
    BUNDLE = "bundle"


class Party(enum.StrEnum):
    """Who acts: the office, the receiver, the client, or the clock."""

    SENDER = "sender"
    RECEIVER = "receiver"
    CLIENT = "client"
    SYSTEM = "system"


LABELS = {
    State.DRAFT: "Entwurf",
    State.CONSENT_PENDING: "wartet auf Einwilligung",
    State.REQUESTED: "gesendet, Antwort offen",
    State.RECEIVED: "Eingang bestätigt",
    State.QUESTION: "Rückfrage an uns",
    State.ACCEPTED: "angenommen",
    State.WAITLISTED: "auf Warteliste",
    State.IN_PROGRESS: "Erstkontakt erfolgt",
    State.PAUSED: "pausiert",
    State.DECLINED_PENDING: "Ablehnung, von uns zu prüfen",
    State.DECLINED: "abgelehnt",
    State.REDIRECTED: "weitervermittelt",
    State.COMPLETED: "Hilfe geleistet",
    State.UNSUCCESSFUL: "ohne Erfolg beendet",
    State.WITHDRAWN: "zurückgezogen",
    State.NO_RESPONSE: "keine Rückmeldung",
    State.ENTERED_IN_ERROR: "irrtümlich angelegt",
}

THEIR_LABELS = LABELS | {
    State.REQUESTED: "wartet auf Ihre Antwort",
    State.QUESTION: "Rückfrage gestellt",
    State.DECLINED_PENDING: "abgelehnt",
    State.NO_RESPONSE: "noch keine Antwort",
}
"""The same states as a receiver reads them."""

KIND_LABELS = {
    Kind.HINT: "Hinweis",
    Kind.REFERRAL: "Vermittlung",
    Kind.APPLICATION_FORWARDING: "Antragsweiterleitung",
    Kind.BUNDLE: "Lotsenbündel",
}

FINAL = frozenset(
    {
        State.DECLINED,
        State.REDIRECTED,
        State.COMPLETED,
        State.UNSUCCESSFUL,
        State.WITHDRAWN,
        State.NO_RESPONSE,
        State.ENTERED_IN_ERROR,
    }
)
OPEN = frozenset(State) - FINAL
NOT_SENT = frozenset({State.DRAFT, State.CONSENT_PENDING})
"""Nothing has left the house yet: the text may still be changed."""
