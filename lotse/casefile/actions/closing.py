"""Closing a case: ask everything first, settle each, then close; the follow-up in three months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.accounts.queries import find_user
from lotse.casefile.queries import closing as queries
from lotse.cases.actions import closing as cases
from lotse.cases.actions import goals as goal_actions
from lotse.cases.actions import responsibility as responsibility_actions
from lotse.cases.queries import goals, responsibility
from lotse.cases.rules import closing as rules
from lotse.cases.rules.closing import OpenItem, OpenKind
from lotse.cases.rules.goals import GOAL_OUTCOME_LABELS
from lotse.cases.rules.phases import follow_up_day
from lotse.contacts.actions import desk
from lotse.deadlines.actions import close_deadline
from lotse.deadlines.rules.closing import OUTCOME_LABELS, Outcome
from lotse.foundation.errors import FieldError, NotFound
from lotse.measures.actions import measures
from lotse.measures.rules.states import MAY_GO_ON, NEXT
from lotse.measures.rules.states import State as MeasureState
from lotse.referrals.actions.steps import take_step
from lotse.referrals.rules.states import Party
from lotse.referrals.rules.states import State as ReferralState
from lotse.referrals.rules.transitions import Step
from lotse.reminders.actions.reminders import set_reminder
from lotse.reminders.actions.reminders import settle as settle_reminders
from lotse.reminders.rules.items import AFTER_CLOSING

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.cases.models import Case, ClosingRequest

GOES_ON = "goes_on"
GOES_ON_THERE = "Die Hilfe läuft dort ohne uns weiter."

CHOICES: dict[OpenKind, dict[str, str]] = {
    OpenKind.GOAL: {str(outcome): label for outcome, label in GOAL_OUTCOME_LABELS.items()},
    OpenKind.REFERRAL: {"completed": "Hilfe läuft dort weiter", "withdrawn": "zurückziehen"},
    OpenKind.MEASURE: {
        GOES_ON: "geht ohne uns weiter",
        "completed": "beendet",
        "broken_off": "abgebrochen",
        "declined": "abgelehnt",
    },
    OpenKind.DEADLINE: {str(outcome): label for outcome, label in OUTCOME_LABELS.items()},
    OpenKind.REMINDER: {"done": "erledigt", "dropped": "entfällt"},
    OpenKind.HANDOVER: {"withdrawn": "zurückziehen"},
    OpenKind.APPOINTMENT: {"cancelled": "absagen"},
}
"""How an open item can be settled on the closing page. A deadline also asks for its day and its proof."""


def choices_for(item: OpenItem) -> dict[str, str]:
    """Return how this item can be settled: measure and referral only by what may follow their states."""
    choices = dict(CHOICES[item.kind])
    if item.kind is OpenKind.REFERRAL and item.state != ReferralState.IN_PROGRESS:
        del choices["completed"]  # help that has not begun cannot go on
    if item.kind is not OpenKind.MEASURE:
        return choices
    state = MeasureState(item.state)
    possible = {GOES_ON: choices.pop(GOES_ON)} if state in MAY_GO_ON else {}
    possible |= {to: label for to, label in choices.items() if to != GOES_ON and MeasureState(to) in NEXT[state]}
    if not item.has_begun:
        possible = {to: label for to, label in possible.items() if to != "completed"}
        possible["broken_off"] = "findet nicht statt"
    return possible


@dataclass(frozen=True)
class Settling:
    """One open item and what shall become of it."""

    kind: OpenKind
    record_id: int
    choice: str
    note: str = ""
    on: date | None = None


def settle(*, case: Case, settling: Settling, by: User, today: date, now: datetime) -> None:
    """Settle one open item through its own slice."""
    if settling.choice not in CHOICES[settling.kind]:
        raise FieldError("choice", "Bitte eine Möglichkeit aus der Liste wählen.")
    record, choice = settling.record_id, settling.choice
    match settling.kind:
        case OpenKind.GOAL:
            goal, note = goals.get_goal(record, case), settling.note
            goal_actions.record_goal_outcome(
                goal=goal, case=case, outcome=choice, note=note, by=by, today=today, now=now
            )
        case OpenKind.REFERRAL:
            note = settling.note or "Der Fall wird abgeschlossen."
            step = Step(ReferralState(choice), today, Party.SENDER, note=note, outcome_text=GOES_ON_THERE)
            take_step(referral=queries.get_referral(record, case), step=step, by=by, today=today, now=now)
        case OpenKind.MEASURE:
            measure = queries.get_measure(record, case)
            if choice == GOES_ON:
                measures.leave_running(measure=measure, today=today)
            else:
                measures.change_state(measure=measure, to=MeasureState(choice), today=today, now=now)
        case OpenKind.DEADLINE:
            deadline, outcome = queries.get_deadline(record, case), Outcome(choice)
            close_deadline(
                deadline=deadline, outcome=outcome, closed_on=settling.on, note=settling.note, by=by, today=today
            )
        case OpenKind.REMINDER:
            reminder = queries.get_reminder(record, case)
            reminder.series_weeks = None  # a closed case goes on with no series
            settle_reminders(reminders=[reminder], by=by, now=now, region="", outcome=choice)
        case OpenKind.HANDOVER:
            handover = responsibility.find_open_handover(case.id)
            if handover is None or handover.id != record:
                raise NotFound
            responsibility_actions.withdraw_handover(handover=handover, case=case, by=by, now=now)
        case OpenKind.APPOINTMENT:
            desk.settle_appointment(appointment=queries.get_appointment(record, case), outcome=choice)


def close(
    *, case: Case, reason: str, report: str, feedback: str, follow_up: bool, by: User, today: date, now: datetime
) -> ClosingRequest:
    """Close the case, or ask the team lead where four eyes are needed; refused while anything is open."""
    fault = rules.closing_fault(reason=reason, report=report, still_open=rules.questions(queries.open_items(case, now)))
    if fault:
        raise FieldError("report" if fault.startswith("Der Abschlussbericht") else "reason", fault)
    request = cases.ask_to_close(
        case=case, reason=reason, report=report, feedback=feedback, follow_up=follow_up, by=by, today=today, now=now
    )
    _follow_up(case, request, by, today, now)
    return request


def reopen(*, case: Case, reason: str, by: User, today: date, now: datetime) -> None:
    """Open a closed case again; what went on without the office is accompanied again, as far as it still runs."""
    cases.reopen_case(case=case, reason=reason, by=by, today=today, now=now)
    measures.take_up_again(measures=queries.left_running(case.id))


def answer(
    *, request: ClosingRequest, case: Case, approve: bool, note: str, by: User, today: date, now: datetime
) -> None:
    """The team lead's answer; what became open meanwhile must be settled before the case closes."""
    if approve and (still := rules.questions(queries.open_items(case, now))):
        raise FieldError("note", "Inzwischen offen: " + ", ".join(q.label for q in still) + ".")
    cases.answer_closing(request=request, case=case, approve=approve, note=note, by=by, today=today, now=now)
    _follow_up(case, request, by, today, now)


def _follow_up(case: Case, request: ClosingRequest, by: User, today: date, now: datetime) -> None:
    """Ask in three months how it went on; once per closing."""
    if request.answer != "approved" or not request.follow_up:
        return
    set_reminder(
        case_id=case.id,
        person_id=case.person_id,
        owner=(find_user(case.lead_id) if case.lead_id else None) or by,
        text=f"Nachfrage drei Monate nach Abschluss: {case.number}",
        due_on=follow_up_day(today),
        by=by,
        now=now,
        rule_key=f"{AFTER_CLOSING}{request.id}",
    )
