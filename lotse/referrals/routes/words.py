"""Labels and colours the templates of referrals need."""

from __future__ import annotations

from typing import Any

from lotse.disclosure.rules import CATEGORY_LABELS
from lotse.referrals.rules import reasons
from lotse.referrals.rules.states import KIND_LABELS, LABELS, THEIR_LABELS, State

TONES = {
    State.DRAFT: "", State.CONSENT_PENDING: "warning", State.REQUESTED: "info", State.RECEIVED: "info",
    State.QUESTION: "warning", State.ACCEPTED: "success", State.WAITLISTED: "warning", State.IN_PROGRESS: "success",
    State.PAUSED: "warning", State.DECLINED_PENDING: "danger", State.DECLINED: "danger", State.REDIRECTED: "",
    State.COMPLETED: "success", State.UNSUCCESSFUL: "danger", State.WITHDRAWN: "", State.NO_RESPONSE: "danger",
    State.ENTERED_IN_ERROR: "",
}  # fmt: skip

CHANNELS = {
    "system": "", "inbox": "im Eingang", "link": "über den Link", "paper": "auf Papier", "phone": "am Telefon",
    "fax": "per Fax", "mail": "per E-Mail", "in_person": "persönlich",
}  # fmt: skip

HAPPENINGS = {
    "created": "Entwurf angelegt", "changed": "Entwurf geändert", "call": "Notfall angerufen",
    "attempt": "Versuch, die Person zu erreichen", "reminded_1": "1. Erinnerung", "reminded_2": "2. Erinnerung",
    "remind_due_1": "1. Erinnerung fällig: bitte schreiben oder anrufen",
    "remind_due_2": "2. Erinnerung fällig: bitte schreiben oder anrufen", "overdue": "Frist abgelaufen",
    "link_made": "Link erzeugt", "link_opened": "Link mit PIN geöffnet", "wrong_pin": "Falsche PIN",
    "link_locked": "Link nach fünf falschen PINs gesperrt", "link_revoked": "Link gesperrt",
    "link_expired": "Link abgelaufen", "next_step": "Nächster Schritt",
    "bundle_turn": "Im Lotsenbündel an der Reihe",
}  # fmt: skip
"""What stands in the course of a referral beside its transitions."""

PARTIES = {"sender": "wir", "receiver": "die Stelle", "client": "Klientin / Klient", "system": "die Uhr"}


def words() -> dict[str, Any]:
    """Return the labels templates need."""
    return {
        "category_labels": {str(key): label for key, label in CATEGORY_LABELS.items()},
        "state_labels": LABELS,
        "their_labels": THEIR_LABELS,
        "kind_labels": KIND_LABELS,
        "tones": TONES,
        "channels": CHANNELS,
        "happenings": HAPPENINGS,
        "parties": PARTIES,
        "reason_label": reasons.label,
        "means_labels": reasons.MEANS,
        "outcome_labels": reasons.OUTCOMES,
        "effect_labels": reasons.EFFECTS,
        "effect_sources": reasons.EFFECT_SOURCES,
    }
