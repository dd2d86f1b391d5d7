"""The guarded transition table of the referral loop, exactly as the domain report lists it (referral-loop 2.2).

Each line names the acting parties. Staff who enter what a partner said on paper or by telephone record the partner as
the acting party and themselves as the one who entered it. Everything that is not in the table is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lotse.referrals.rules import reasons
from lotse.referrals.rules.states import LABELS, OPEN, Kind, Party, State

S, R, C, X = Party.SENDER, Party.RECEIVER, Party.CLIENT, Party.SYSTEM
ANSWERS = (State.RECEIVED, State.QUESTION, State.ACCEPTED, State.DECLINED_PENDING)
"""What a receiver can say to a request."""

OUR_REPLIES = frozenset({(State.QUESTION, State.REQUESTED), (State.DECLINED_PENDING, State.REQUESTED)})
"""(from, to) of what we say back to a receiver: the answer to its question, a decline sent back with a word."""

NEEDS_CONSENT = frozenset({Kind.REFERRAL, Kind.BUNDLE})


def _table() -> dict[tuple[State, State], frozenset[Party]]:
    rows: dict[tuple[State, State], frozenset[Party]] = {}

    def allow(sources: Iterable[State], targets: Iterable[State], *parties: Party) -> None:
        for source in sources:
            for target in targets:
                if source is not target:
                    rows[source, target] = rows.get((source, target), frozenset()) | set(parties)

    allow([State.DRAFT], [State.CONSENT_PENDING, State.REQUESTED], S)
    allow([State.CONSENT_PENDING], [State.REQUESTED], S)
    asked = [State.REQUESTED, State.RECEIVED]
    allow(asked, [State.RECEIVED, State.QUESTION, State.ACCEPTED, State.DECLINED_PENDING], R)
    allow(asked, [State.NO_RESPONSE], X)
    allow(asked, [State.REDIRECTED], R)
    allow([State.QUESTION], [State.REQUESTED], S)
    allow([State.DECLINED_PENDING], [State.DECLINED], S, X)
    allow([State.DECLINED_PENDING], [State.REQUESTED, State.REDIRECTED], S)
    allow([State.ACCEPTED], [State.WAITLISTED], R)
    allow([State.ACCEPTED, State.WAITLISTED], [State.IN_PROGRESS], R, C, S)
    allow([State.ACCEPTED, State.WAITLISTED], [State.UNSUCCESSFUL], R, S)
    allow([State.WAITLISTED], [State.REDIRECTED], R, S)
    allow([State.IN_PROGRESS], [State.PAUSED], R)
    allow([State.PAUSED], [State.IN_PROGRESS], R, C, S)
    allow([State.IN_PROGRESS], [State.COMPLETED, State.UNSUCCESSFUL], R, S)
    allow([State.NO_RESPONSE], [*ANSWERS, State.REDIRECTED], R)
    allow([State.COMPLETED, State.UNSUCCESSFUL], [State.IN_PROGRESS], S, R)
    allow(OPEN, [State.WITHDRAWN], S, C)
    allow(OPEN, [State.ENTERED_IN_ERROR], S)
    rows.pop((State.RECEIVED, State.RECEIVED), None)
    rows.pop((State.RECEIVED, State.REQUESTED), None)
    return rows


TABLE = _table()
"""(from, to) → parties that may do it, for everything but a hint."""

HINT_TABLE: dict[tuple[State, State], frozenset[Party]] = {
    (State.DRAFT, State.REQUESTED): frozenset({S}),
    **{
        (source, target): frozenset({S, C})
        for source in (State.REQUESTED, State.NO_RESPONSE)
        for target in (State.IN_PROGRESS, State.COMPLETED, State.UNSUCCESSFUL)
    },
    (State.REQUESTED, State.NO_RESPONSE): frozenset({X}),
    (State.IN_PROGRESS, State.COMPLETED): frozenset({S, C}),
    (State.IN_PROGRESS, State.UNSUCCESSFUL): frozenset({S, C}),
    (State.COMPLETED, State.IN_PROGRESS): frozenset({S}),
    (State.UNSUCCESSFUL, State.IN_PROGRESS): frozenset({S}),
    **{(source, State.WITHDRAWN): frozenset({S, C}) for source in (State.DRAFT, State.REQUESTED, State.IN_PROGRESS)},
    **{
        (source, State.ENTERED_IN_ERROR): frozenset({S}) for source in (State.DRAFT, State.REQUESTED, State.IN_PROGRESS)
    },
}
"""A hint: the partner knows nothing of it, so the person or the navigator says what came of it."""


@dataclass(frozen=True)
class Step:
    """One wanted transition with all it may have to carry; `happened_on` is not the day of entry."""

    to: State
    happened_on: date
    party: Party
    via: str = "system"
    reason_code: str = ""
    note: str = ""
    contact: str = ""
    first_appointment_on: date | None = None
    follows_by: date | None = None
    expected_on: date | None = None
    recheck_on: date | None = None
    until: date | None = None
    outcome: str = ""
    outcome_text: str = ""
    question: str = ""
    next_step: str = ""
    redirected_to_id: int | None = None
    attempts: int = 0
    received_on: date | None = None


def parties(kind: Kind, source: State, target: State) -> frozenset[Party]:
    """Return who may take a referral of this kind from one state to another; empty when nobody may."""
    if kind is Kind.HINT:
        return HINT_TABLE.get((source, target), frozenset())
    if (source, target) == (State.DRAFT, State.REQUESTED) and kind in NEEDS_CONSENT:
        return frozenset()
    return TABLE.get((source, target), frozenset())


def next_states(kind: Kind, source: State, party: Party) -> list[State]:
    """Return the states a party may choose next, in the order of the loop."""
    return [target for target in State if party in parties(kind, source, target)]


def refusal(kind: Kind, source: State, step: Step, *, reopened_before: bool) -> str | None:
    """Return a plain German sentence why the step is not allowed, or None."""
    may = parties(kind, source, step.to)
    if not may:
        return f"Von „{LABELS[source]}“ geht es nicht nach „{LABELS[step.to]}“."
    if step.party not in may:
        return f"„{LABELS[step.to]}“ kann hier nur von {_names(may)} kommen."
    if source in {State.COMPLETED, State.UNSUCCESSFUL} and reopened_before:
        return "Diese Vermittlung wurde schon einmal wieder geöffnet. Bitte eine neue anlegen."
    return None


def is_exchange(source: str, target: str) -> bool:
    """True for a step that is a word between receiver and office: its question, our answer, a decline sent back."""
    return target == State.QUESTION or (source, target) in OUR_REPLIES


def missing(source: State, step: Step) -> dict[str, str]:
    """Return field → German sentence for everything the target state needs and the step does not carry."""
    wanted: dict[str, tuple[bool, str]] = {}
    reason = (not step.reason_code, "Bitte einen Grund auswählen.")
    if step.to in {State.DECLINED_PENDING, State.UNSUCCESSFUL}:
        wanted |= _of_reason(step)
    match step.to:
        case State.QUESTION:
            wanted["question"] = (not step.question.strip(), "Bitte die Frage eintragen.")
        case State.REQUESTED if source in {State.QUESTION, State.DECLINED_PENDING}:
            wanted["note"] = (not step.note.strip(), "Bitte die Antwort an die Stelle eintragen.")
        case State.ACCEPTED:
            wanted["contact"] = (not step.contact.strip(), "Bitte eine Ansprechperson nennen.")
            no_date = step.first_appointment_on is None and step.follows_by is None
            wanted["first_appointment_on"] = (no_date, "Bitte den ersten Termin nennen oder bis wann er folgt.")
        case State.WAITLISTED:
            wanted["expected_on"] = (step.expected_on is None, "Bitte sagen, wann voraussichtlich ein Platz frei wird.")
            wanted["recheck_on"] = (step.recheck_on is None, "Bitte sagen, wann wir wieder nachfragen.")
        case State.PAUSED:
            wanted["note"] = (not step.note.strip(), "Bitte sagen, warum pausiert wird.")
            wanted["until"] = (step.until is None, "Bitte sagen, bis wann pausiert wird.")
        case State.DECLINED_PENDING | State.UNSUCCESSFUL:
            wanted["reason_code"] = reason
        case State.DECLINED:
            wanted["reason_code"] = reason
            wanted["next_step"] = (
                not step.next_step.strip() and step.party is not X,
                "Bitte den nächsten Schritt nennen.",
            )
        case State.REDIRECTED:
            wanted["redirected_to_id"] = (step.redirected_to_id is None, "Bitte die neue Stelle nennen.")
        case State.COMPLETED:
            wanted["outcome_text"] = (not step.outcome_text.strip(), "Bitte sagen, was geleistet wurde.")
        case State.WITHDRAWN | State.ENTERED_IN_ERROR:
            wanted["note"] = (not step.note.strip(), "Bitte den Grund nennen.")
        case State.IN_PROGRESS if source in {State.COMPLETED, State.UNSUCCESSFUL}:
            wanted["note"] = (not step.note.strip(), "Bitte sagen, warum wieder geöffnet wird.")
    return {field: sentence for field, (is_missing, sentence) in wanted.items() if is_missing}


def _of_reason(step: Step) -> dict[str, tuple[bool, str]]:
    """Return what a coded reason asks for: a word, a day, or how often somebody tried."""
    chosen = reasons.find(step.reason_code)
    if step.reason_code == "not_reached":
        few = step.attempts < reasons.LEAST_ATTEMPTS
        return {"attempts": (few, reasons.TOO_FEW_ATTEMPTS)}
    if step.reason_code == "waiting_list_only":
        return {"expected_on": (step.expected_on is None and not step.note.strip(), "Bitte sagen, bis wann.")}
    if chosen is None or not chosen.asks:
        return {}
    return {"note": (not step.note.strip(), f"Bitte dazu sagen: {chosen.asks}.")}


def date_fault(step: Step, *, not_before: date | None, today: date) -> str | None:
    """Return a German sentence when the day of the step cannot be right, or None."""
    if step.happened_on > today:
        return "Das Datum liegt in der Zukunft."
    if step.received_on is not None and step.happened_on > step.received_on:
        return f"Das liegt nach dem Eingang der Antwort ({step.received_on:%d.%m.%Y})."
    if not_before is not None and step.happened_on < not_before:
        return f"Das Datum liegt vor dem vorigen Schritt ({not_before:%d.%m.%Y})."
    return None


def _names(may: frozenset[Party]) -> str:
    words = {S: "uns", R: "der Stelle", C: "der Klientin oder dem Klienten", X: "der Uhr"}
    return " oder ".join(words[party] for party in Party if party in may)
