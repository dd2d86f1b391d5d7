"""The clocks of a referral, in working days of the receiver's Land (referral-loop 2.2). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lotse.foundation.workdays import add_workdays, count_workdays
from lotse.referrals.rules.states import Kind, State

OUR_ANSWER_DAYS = 2


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


def what_runs(state: State, kind: Kind, *, heard: bool) -> str:
    """Return which clock runs in a state, empty where none does; `heard`: the receiver has spoken already."""
    if state is State.REQUESTED and kind is Kind.HINT:
        return "hint_follow_up"
    return "answer" if state is State.REQUESTED and heard else WHAT_RUNS.get(state, "")


def label_of(state: State, kind: Kind, *, heard: bool) -> str:
    """Return in German what is due in a state, empty where no clock runs."""
    return LABELS.get(what_runs(state, kind, heard=heard), "")


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
    what, counted_from = what_runs(state, kind, heard=heard), sent_on or since
    match what:
        case "":
            return None
        case "receipt":
            return Due(what, receipt_due(counted_from, terms, region, urgency))
        case "answer":
            return Due(what, answer_due(counted_from, terms, region, urgency))
        case "hint_follow_up":
            return Due(what, add_workdays(counted_from, terms.first_contact_days, region))
        case "waiting_list":
            return Due(what, min(waiting_list_due(since, terms, region), expected_on or date.max))
        case "first_contact" | "pause_end" if expected_on:
            return Due(what, expected_on)
    days = {
        "consent": terms.answer_days,
        "our_answer": OUR_ANSWER_DAYS,
        "decline_review": terms.decline_review_days,
        "first_contact": terms.first_contact_days,
        "pause_end": terms.status_days,
        "status": terms.status_days,
    }
    return Due(what, add_workdays(since, days[what], region))


def after_question(clock_on: date, *, asked_on: date, answered_on: date, region: str) -> date:
    """Return the day the receiver's clocks count from once its question is answered: what was left is left still."""
    return add_workdays(clock_on, count_workdays(asked_on, answered_on, region), region)


def is_silent(*, sent_on: date, terms: Terms, region: str, today: date) -> bool:
    """True when the receiver stayed silent so long that the referral ends as 'no response' and comes back to us."""
    return today > add_workdays(sent_on, terms.no_response_days, region)


def reminders_due(*, sent_on: date, terms: Terms, region: str, today: date) -> int:
    """Return how many reminders should have gone out by today: 0, 1 or 2."""
    return sum(today >= add_workdays(sent_on, days, region) for days in terms.reminder_days)
