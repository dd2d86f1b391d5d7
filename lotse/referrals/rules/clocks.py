"""The clocks of a referral, in working days of the receiver's Land (referral-loop 2.2). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lotse.foundation.workdays import add_workdays, count_workdays
from lotse.referrals.rules.states import Kind, State


@dataclass(frozen=True)
class Terms:
    """Response times agreed with a receiver, in working days."""

    receipt_days: int = 2
    answer_days: int = 5
    first_contact_days: int = 10
    status_days: int = 15
    waiting_list_days: int = 20
    reminder_days: tuple[int, int] = (5, 10)
    no_response_days: int = 15
    decline_review_days: int = 3


@dataclass(frozen=True)
class Due:
    """What is due next, and since when the clock runs."""

    what: str
    on: date


LABELS = {
    "receipt": "Eingang bestätigen",
    "answer": "Annahme oder Ablehnung",
    "first_contact": "Erstkontakt",
    "status": "Zwischenstand",
    "waiting_list": "Warteliste prüfen",
    "our_answer": "Rückfrage beantworten",
    "decline_review": "Ablehnung prüfen",
    "consent": "Einwilligung einholen",
    "send": "absenden",
    "hint_follow_up": "nachfragen, was daraus wurde",
    "pause_end": "Pause endet",
}


WHAT_RUNS = {
    State.DRAFT: "send",
    State.CONSENT_PENDING: "consent",
    State.REQUESTED: "receipt",
    State.RECEIVED: "answer",
    State.QUESTION: "our_answer",
    State.DECLINED_PENDING: "decline_review",
    State.ACCEPTED: "first_contact",
    State.WAITLISTED: "waiting_list",
    State.PAUSED: "pause_end",
    State.IN_PROGRESS: "status",
}
"""Which clock runs in a state, by its label."""


def label_of(state: State, kind: Kind, *, heard: bool) -> str:
    """Return in German what is due in a state, empty where no clock runs."""
    if kind is Kind.HINT and state is State.REQUESTED:
        return LABELS["hint_follow_up"]
    what = "answer" if state is State.REQUESTED and heard else WHAT_RUNS.get(state, "")
    return LABELS[what] if what else ""


def receipt_due(sent_on: date, terms: Terms, region: str, urgency: str = "normal") -> date:
    """Return by when the receiver confirms receipt: two working days, urgent one, emergency the same day."""
    if urgency == "emergency":
        return sent_on
    return add_workdays(sent_on, 1 if urgency == "urgent" else terms.receipt_days, region)


def answer_due(sent_on: date, terms: Terms, region: str, urgency: str = "normal") -> date:
    """Return by when the receiver accepts or declines; an emergency is settled the same day by telephone."""
    return sent_on if urgency == "emergency" else add_workdays(sent_on, terms.answer_days, region)


def first_contact_due(accepted_on: date, terms: Terms, region: str) -> date:
    """Return by when the receiver meets the client after accepting."""
    return add_workdays(accepted_on, terms.first_contact_days, region)


def waiting_list_due(since: date, terms: Terms, region: str) -> date:
    """Return when we ask again for somebody on a waiting list."""
    return add_workdays(since, terms.waiting_list_days, region)


def next_due(
    state: State,
    *,
    kind: Kind,
    since: date,
    sent_on: date | None,
    terms: Terms,
    region: str,
    urgency: str = "normal",
    expected_on: date | None = None,
    heard: bool = False,
) -> Due | None:
    """Return what is due next for a referral that has been in its state since a day, or None where no clock runs.

    `sent_on` is the day the receiver's clocks count from: the day of sending, moved on by the days a question waited
    for us (`after_question`). `heard` says that the receiver has spoken already, so that its receipt is no question.
    """
    if kind is Kind.HINT and state is State.REQUESTED:
        return Due("hint_follow_up", add_workdays(sent_on or since, terms.first_contact_days, region))
    match state:
        case State.CONSENT_PENDING:
            return Due("consent", add_workdays(since, terms.answer_days, region))
        case State.REQUESTED if heard:
            return Due("answer", answer_due(sent_on or since, terms, region, urgency))
        case State.REQUESTED:
            return Due("receipt", receipt_due(sent_on or since, terms, region, urgency))
        case State.RECEIVED:
            return Due("answer", answer_due(sent_on or since, terms, region, urgency))
        case State.QUESTION:
            return Due("our_answer", add_workdays(since, 2, region))
        case State.DECLINED_PENDING:
            return Due("decline_review", add_workdays(since, terms.decline_review_days, region))
        case State.ACCEPTED:
            return Due("first_contact", expected_on or add_workdays(since, terms.first_contact_days, region))
        case State.WAITLISTED:
            latest = add_workdays(since, terms.waiting_list_days, region)
            return Due("waiting_list", min(latest, expected_on) if expected_on else latest)
        case State.PAUSED:
            return Due("pause_end", expected_on or add_workdays(since, terms.status_days, region))
        case State.IN_PROGRESS:
            return Due("status", add_workdays(since, terms.status_days, region))
    return None


def after_question(clock_on: date, *, asked_on: date, answered_on: date, region: str) -> date:
    """Return the day the receiver's clocks count from once its question is answered: what was left is left still."""
    return add_workdays(clock_on, count_workdays(asked_on, answered_on, region), region)


def is_silent(*, sent_on: date, terms: Terms, region: str, today: date) -> bool:
    """True when the receiver stayed silent so long that the referral ends as 'no response' and comes back to us."""
    return today > add_workdays(sent_on, terms.no_response_days, region)


def reminders_due(*, sent_on: date, terms: Terms, region: str, today: date) -> int:
    """Return how many reminders should have gone out by today: 0, 1 or 2."""
    return sum(today >= add_workdays(sent_on, days, region) for days in terms.reminder_days)
