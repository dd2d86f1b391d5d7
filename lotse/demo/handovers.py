"""Referrals in every state, with the consents and the answers that led there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import sqlalchemy as sa

from lotse.demo.calendar import Clock
from lotse.disclosure import actions as disclosure
from lotse.disclosure.rules import ALLOWED, Basis, Category, ReceiverKind
from lotse.foundation.db import db
from lotse.referrals.actions import sending
from lotse.referrals.actions.drafts import SecondReferral, refer_client
from lotse.referrals.actions.steps import confirm_effect, name_next_step, take_step
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import OPEN, Kind, Party, State
from lotse.referrals.rules.transitions import Step

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.cases.models import Case
    from lotse.clients.models import Person
    from lotse.demo.case_work import Course
    from lotse.demo.visits import Desk
    from lotse.directory.models import Offer

R, S, X = Party.RECEIVER, Party.SENDER, Party.SYSTEM
PATHS: dict[State, tuple[State, ...]] = {
    State.DRAFT: (),
    State.CONSENT_PENDING: (),
    State.REQUESTED: (),
    State.RECEIVED: (State.RECEIVED,),
    State.QUESTION: (State.RECEIVED, State.QUESTION),
    State.ACCEPTED: (State.RECEIVED, State.ACCEPTED),
    State.WAITLISTED: (State.ACCEPTED, State.WAITLISTED),
    State.IN_PROGRESS: (State.RECEIVED, State.ACCEPTED, State.IN_PROGRESS),
    State.PAUSED: (State.ACCEPTED, State.IN_PROGRESS, State.PAUSED),
    State.DECLINED_PENDING: (State.RECEIVED, State.DECLINED_PENDING),
    State.DECLINED: (State.DECLINED_PENDING, State.DECLINED),
    State.COMPLETED: (State.RECEIVED, State.ACCEPTED, State.IN_PROGRESS, State.COMPLETED),
    State.UNSUCCESSFUL: (State.ACCEPTED, State.IN_PROGRESS, State.UNSUCCESSFUL),
    State.NO_RESPONSE: (State.NO_RESPONSE,),
    State.WITHDRAWN: (State.WITHDRAWN,),
    State.REDIRECTED: (State.RECEIVED, State.REDIRECTED),
    State.ENTERED_IN_ERROR: (State.ENTERED_IN_ERROR,),
}
OLD = (
    [State.COMPLETED] * 9 + [State.IN_PROGRESS] * 2 + [State.DECLINED] * 3 + [State.UNSUCCESSFUL] * 3
    + [State.NO_RESPONSE] * 2 + [State.WITHDRAWN, State.REDIRECTED, State.PAUSED, State.WAITLISTED]
)  # fmt: skip
RECENT = (
    [State.REQUESTED] * 3 + [State.RECEIVED] * 2 + [State.ACCEPTED] * 2 + [State.IN_PROGRESS] * 2
    + [State.QUESTION, State.WAITLISTED, State.DECLINED_PENDING, State.CONSENT_PENDING, State.DRAFT]
)  # fmt: skip
STEP_NAMED_AFTER = 8
"""So many days after a failure somebody has said what follows; only fresh ones are still owed."""
DECLINES = ("no_capacity", "no_capacity", "waiting_list_only", "wrong_place", "condition_missing", "documents_missing")
WHICH = {
    "condition_missing": "Bescheid liegt noch nicht vor",
    "documents_missing": "Mietvertrag und Lohnabrechnungen",
    "waiting_list_only": "voraussichtlich bis Herbst",
}
FAILURES = ("not_reached", "no_show", "unwilling", "too_far", "solved")
HELP = (
    "Antrag gestellt und bewilligt",
    "Beratung in drei Gesprächen",
    "Platz erhalten",
    "Unterlagen vollständig, Bescheid da",
)
VIAS = ("paper", "phone", "inbox", "link", "paper", "phone")


class Sender:
    """Writes referrals of the demo and walks each to the state it shall be in."""

    def __init__(self, offers: dict[str, Offer], time: Clock) -> None:
        self.offers, self.time = offers, time

    def refer(
        self, offer_name: str, target: State, sent_on: date, *, by: User, person: Person, case: Case | None = None,
        reason: str = "", urgency: str = "normal", kind: Kind = Kind.REFERRAL,
    ) -> Referral | None:  # fmt: skip
        """Refer a person to an offer on a day and let it come to the wanted state."""
        offer = self.offers[offer_name]
        organisation, at = offer.organisation, self.time.at(sent_on, 10)
        allowed = ALLOWED[ReceiverKind(organisation.receiver_kind)]
        categories = {Category.MASTER} | set(sorted(allowed - {Category.HEALTH})[:3])
        try:
            referral = refer_client(
                kind=kind, organisation=organisation, by=by, today=sent_on, now=at, person=person, case=case,
                categories=categories, urgency=urgency, offer_id=offer.id, reason=reason[:400],
                concern_id=offer.concerns[0].id if offer.concerns else None,
                request="Wir bitten um einen ersten Termin und eine kurze Rückmeldung.",
                client_words="Ich möchte das selbst regeln, brauche aber am Anfang Hilfe.",
                received_application_on=sent_on if kind is Kind.APPLICATION_FORWARDING else None,
            )  # fmt: skip
        except SecondReferral:
            return None
        if target is State.DRAFT:
            return referral
        if target is State.CONSENT_PENDING:
            take_step(referral=referral, step=Step(State.CONSENT_PENDING, sent_on, S), by=by, today=sent_on, now=at)
            return referral
        if kind is Kind.REFERRAL:
            disclosure.give_consent(
                person=person, organisation=organisation, purpose=f"Vermittlung: {offer.name}", categories=categories,
                form="written", given_on=sent_on, by=by, today=sent_on, now=at, case_id=case.id if case else None,
                language=person.language, signed_by=person.full_name,
            )  # fmt: skip
        means = "inbox" if organisation.unit_id else self.time.random.choice(("letter", "handed_over", "letter"))
        basis = Basis.SGB1_16 if kind is Kind.APPLICATION_FORWARDING else None
        sending.send(referral=referral, means=means, by=by, today=sent_on, now=at, basis=basis)
        self._walk(referral, target, sent_on, by)
        return referral

    def _walk(self, referral: Referral, target: State, sent_on: date, by: User) -> None:
        day = sent_on
        for state in PATHS[target]:
            day = min(self._after(day, state), self.time.today)
            step = self._step(state, day, referral)
            if step is None:
                return
            take_step(referral=referral, step=step, by=by, today=day, now=self.time.at(day, 14))
        if referral.owed_since is not None and (self.time.today - day).days > STEP_NAMED_AFTER:
            later = day + timedelta(days=self.time.random.randint(2, STEP_NAMED_AFTER))
            name_next_step(
                referral=referral, text="Nächste Stelle angefragt", by=by, today=later, now=self.time.at(later, 15)
            )
        if target is State.COMPLETED and self.time.random.random() < 0.7:
            confirm_effect(
                referral=referral, effect=self.time.random.choice(("helped", "helped", "partly")),
                source=self.time.random.choice(("client", "navigator")), on=day, by=by, now=self.time.at(day, 15),
            )  # fmt: skip

    def _after(self, day: date, state: State) -> date:
        far = {State.IN_PROGRESS: (5, 20), State.COMPLETED: (15, 60), State.NO_RESPONSE: (21, 25)}.get(state, (1, 6))
        return day + timedelta(days=self.time.random.randint(*far))

    def _step(self, state: State, day: date, referral: Referral) -> Step | None:
        random = self.time.random
        via = random.choice(VIAS)
        soon = day + timedelta(days=random.randint(5, 15))
        match state:
            case State.QUESTION:
                return Step(state, day, R, via, question="Welche Unterlagen liegen schon vor?")
            case State.ACCEPTED:
                return Step(state, day, R, via, contact="Frau Sommerfeld", first_appointment_on=soon)
            case State.WAITLISTED:
                later = day + timedelta(days=random.randint(30, 80))
                return Step(state, day, R, via, expected_on=later, recheck_on=day + timedelta(days=28))
            case State.PAUSED:
                return Step(state, day, R, via, note="Krankenhausaufenthalt", until=day + timedelta(days=40))
            case State.DECLINED_PENDING:
                code = random.choice(DECLINES)
                return Step(state, day, R, via, reason_code=code, note=WHICH.get(code, ""))
            case State.DECLINED:
                return Step(state, day, S, reason_code=referral.reason_code, next_step="Nächste Stelle angefragt")
            case State.COMPLETED:
                return Step(state, day, R, via, outcome="received", outcome_text=random.choice(HELP))
            case State.UNSUCCESSFUL:
                return Step(state, day, R, via, reason_code=random.choice(FAILURES), outcome="not_received", attempts=3)
            case State.NO_RESPONSE:
                return Step(state, day, X)
            case State.WITHDRAWN:
                return Step(state, day, S, note="Hat sich anders entschieden", reason_code="unwilling")
            case State.ENTERED_IN_ERROR:
                return Step(state, day, S, note="Falsche Person gewählt")
            case State.REDIRECTED:
                others = [o for o in self.offers.values() if o.organisation_id != referral.organisation_id]
                return Step(state, day, R, via, redirected_to_id=random.choice(others).organisation_id)
        return Step(state, day, R, via)


def create(courses: Sequence[Course], front: Desk, sender: Sender, users: dict[str, User]) -> None:
    """Refer in most cases, forward applications from the desk, hand out hints."""
    time, random = front.time, front.time.random
    for course in courses:
        age = (time.today - course.opened_on).days
        end = (time.today - course.case.closed_on).days if course.case.closed_on else 0
        for number, name in enumerate(random.sample(course.story["offers"], k=random.choice((1, 1, 2, 2)))):
            back = max(age - 12 - 30 * number, end + 1)
            if age < 14 or back < 1:
                continue
            target = random.choice(OLD if back > 45 else RECENT)
            if target in OPEN and course.is_open:
                # Open ones are young, so that most clocks still run and few have rung.
                back = min(back, random.choice((1, 2, 3, 4, 5, 6, 7, 9, 12)))
            if course.case.closed_on is not None:
                target = random.choice((State.COMPLETED, State.COMPLETED, State.DECLINED, State.UNSUCCESSFUL))
            urgency = "urgent" if random.random() < 0.12 else "normal"
            sender.refer(
                name, target, time.workday_ago(back), by=course.lead, person=course.home.head, case=course.case,
                reason=course.story["reason"], urgency=urgency,
            )  # fmt: skip
    _forward(front, sender, users)
    _one_of_each(courses, front, sender)


def _one_of_each(courses: Sequence[Course], front: Desk, sender: Sender) -> None:
    """Every state of the loop is to be seen somewhere, the rare ones too."""
    seen = set(db.session.scalars(sa.select(Referral.state)))
    missing = [state for state in PATHS if state not in seen]
    old = [course for course in courses if (front.time.today - course.opened_on).days > 60 and course.is_open]
    for state, course in zip(missing, old, strict=False):
        sender.refer(
            "Ausfüllhilfe", state, front.time.workday_ago(3 if state in OPEN else 45), by=course.lead,
            person=course.home.head, case=course.case, reason=course.story["reason"],
        )  # fmt: skip


def _forward(front: Desk, sender: Sender, users: dict[str, User]) -> None:
    """Applications that came to the wrong desk and went on the same day (§ 16 SGB I)."""
    names = (
        "Wohngeld beantragen",
        "Grundsicherungsgeld beantragen",
        "Grundsicherung im Alter",
        "Rentenantrag aufnehmen",
    )
    targets = (State.REQUESTED, State.RECEIVED, State.ACCEPTED, State.IN_PROGRESS, State.COMPLETED)
    for number in range(24):
        home = front.homes[(number * 5 + 2) % len(front.homes)]
        target = targets[number % 5]
        back = (1, 2, 4, 8, 60)[number % 5] + number // 5
        sender.refer(
            names[number % 4], target, front.time.workday_ago(back), by=users["empfang"], person=home.head,
            reason="Antrag am Empfang gestellt", kind=Kind.APPLICATION_FORWARDING,
        )  # fmt: skip
