"""Referrals, contacts and their people as the statistics see them, for tests."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa

from lotse.accounts.models import User
from lotse.cases.models import Case, Goal, Rating
from lotse.clients.models import Person
from lotse.contacts.models import Appointment, Contact, contact_concern
from lotse.deadlines.models import Deadline
from lotse.demo.municipalities import MUNICIPALITIES
from lotse.directory.models import Concern, Organisation
from lotse.directory.rules.catalogue import load_areas
from lotse.foundation.db import db
from lotse.measures.models import Finding
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import FINAL, Kind, State
from lotse.reminders.models import Reminder

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
_numbers = itertools.count(1)


def make_concerns() -> list[Concern]:
    """The first three areas of the delivered catalogue with their concerns; returns the concerns."""
    if found := list(db.session.scalars(sa.select(Concern).where(Concern.parent_id.is_not(None)))):
        return found
    made = []
    for area in load_areas()[:3]:
        parent = Concern(code=area.code, label=area.label)
        db.session.add(parent)
        db.session.flush()
        made += [Concern(code=c.code, label=c.label, parent_id=parent.id) for c in area.concerns]
    db.session.add_all(made)
    db.session.flush()
    return made


def make_receiver(**fields: object) -> Organisation:
    """A receiver."""
    number = next(_numbers)
    made = Organisation(**{"name": f"Stelle {number}", "identity": f"stelle {number}", **fields})
    db.session.add(made)
    db.session.flush()
    return made


def make_client(**fields: object) -> Person:
    """A person who lives in Musterstadt."""
    number = next(_numbers)
    place = MUNICIPALITIES[0]
    fields = {"last_name": f"Erfunden{number}", "municipality_key": place.key, "birth_date": date(1990, 5, 1), **fields}
    made = Person(number=f"P-T{number}", created_at=NOW, **fields)
    db.session.add(made)
    db.session.flush()
    return made


def make_case(by: User, person: Person, **fields: object) -> Case:
    """A case of the person in the team of the account."""
    number = next(_numbers)
    values = {
        "number": f"L-T{number}",
        "person_id": person.id,
        "unit_id": by.unit_id,
        "site_id": by.site_id,
        "reason": "Erfunden",
        "opened_on": date(2025, 5, 5),
        "created_at": NOW,
        "last_change_at": NOW,
        **fields,
    }
    made = Case(**values)
    db.session.add(made)
    db.session.flush()
    return made


def make_sent(
    by: User, person: Person | None = None, receiver: Organisation | None = None, **fields: object
) -> Referral:
    """A referral that was sent."""
    number = next(_numbers)
    values = {
        "number": f"V-T{number}",
        "kind": Kind.REFERRAL,
        "state": State.REQUESTED,
        "person_id": (person or make_client()).id,
        "organisation_id": (receiver or make_receiver()).id,
        "site_id": by.site_id,
        "unit_id": by.unit_id,
        "sent_on": date(2026, 3, 10),
        "created_at": NOW,
        "created_by_id": by.id,
        **fields,
    }
    made = Referral(**values)
    db.session.add(made)
    db.session.flush()
    return made


def make_many(by: list[User], count: int, seed: int = 1, restricted_share: float = 0.04) -> None:
    """An invented year and a half of referrals in every state, spread over people, places, receivers and concerns."""
    dice = random.Random(seed)
    concerns, receivers = make_concerns(), [make_receiver() for _ in range(9)]
    people = [
        make_client(
            municipality_key=dice.choices(MUNICIPALITIES, [m.population for m in MUNICIPALITIES])[0].key,
            birth_date=date(1930 + dice.randrange(90), 1 + dice.randrange(12), 1 + dice.randrange(28)),
            restricted=dice.random() < restricted_share,
        )
        for _ in range(max(count // 3, 1))
    ]
    files = [(user := dice.choice(by), person, make_case(user, person)) for person in people]
    for _ in range(count):
        user, person, file = dice.choice(files)
        receiver, concern = dice.choice(receivers), dice.choice(concerns)
        case_id = file.id if dice.random() < 0.8 else None
        make_sent(user, person, receiver, case_id=case_id, concern_id=concern.id, **_course(dice))


def _course(dice: random.Random) -> dict[str, object]:
    sent = TODAY - timedelta(days=dice.randrange(540))
    state = dice.choice([s for s in State if s not in (State.DRAFT, State.CONSENT_PENDING)])
    kind = dice.choice([Kind.REFERRAL, Kind.REFERRAL, Kind.REFERRAL, Kind.APPLICATION_FORWARDING, Kind.HINT])
    silent = {
        State.REQUESTED,
        State.RECEIVED,
        State.QUESTION,
        State.NO_RESPONSE,
        State.WITHDRAWN,
        State.ENTERED_IN_ERROR,
    }
    answered = None if state in silent else sent + timedelta(days=dice.randrange(25))
    refused = {State.DECLINED, State.DECLINED_PENDING, State.REDIRECTED}
    accepted = answered if answered and state not in refused else None
    contact = accepted + timedelta(days=dice.randrange(20)) if accepted and dice.random() < 0.6 else None
    return {
        "kind": kind,
        "state": state,
        "sent_on": sent,
        "answered_on": answered,
        "accepted_on": accepted,
        "first_contact_on": contact,
        "ended_on": answered if state in FINAL else None,
        "reason_code": dice.choice(["no_capacity", "wrong_place", "no_show"])
        if state in refused or state == State.UNSUCCESSFUL
        else "",
        "effect": "better" if state == State.COMPLETED else "",
        "effect_confirmed_on": contact if state == State.COMPLETED else None,
    }


def make_contact(by: User, person: Person | None = None, **fields: object) -> Contact:
    """A booked contact."""
    day = fields.pop("day", date(2026, 3, 10))
    values = {
        "site_id": by.site_id,
        "day": day,
        "started_at": datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC),
        "channel": "phone",
        "result": "advice",
        "note": "",
        "person_id": person.id if person else None,
        "created_at": NOW,
        "created_by_id": by.id,
        **fields,
    }
    made = Contact(**values)
    db.session.add(made)
    db.session.flush()
    return made


def make_desk_year(by: list[User], contacts: int = 300, seed: int = 7, restricted_share: float = 0.05) -> None:
    """An invented year at the counter: contacts, cases with goals, ratings, findings and deadlines."""
    dice = random.Random(seed)
    concerns = make_concerns()
    people = [make_client(restricted=dice.random() < restricted_share) for _ in range(contacts // 4 + 1)]
    for _ in range(contacts):
        day = TODAY - timedelta(days=dice.randrange(500))
        start = datetime(day.year, day.month, day.day, dice.choices(range(7, 17), range(1, 11))[0], 15, tzinfo=UTC)
        made = make_contact(
            dice.choice(by),
            None if dice.random() < 0.3 else dice.choice(people),
            day=day,
            started_at=start,
            channel=dice.choice(["on_site", "phone", "email", "online", "outreach"]),
            result=dice.choice(["advice", "referred", "appointment", "case", "not_reached"]),
            language=dice.choice(["Deutsch", "Deutsch", "Türkisch", "Ukrainisch"]),
            interpreter=dice.choice(["", "", "", "phone"]),
        )
        for concern in dice.sample(concerns, dice.randrange(3)):
            db.session.execute(sa.insert(contact_concern).values(contact_id=made.id, concern_id=concern.id))
    for person in people:
        _case_of_a_year(dice.choice(by), person, dice)
        _appointments_of_a_year(dice.choice(by), person, dice)
        _late_reminder(dice.choice(by), person, dice)


def make_appointment(by: User, person: Person | None, **fields: object) -> Appointment:
    """An appointment with the account that was kept."""
    day = fields.pop("day", date(2026, 3, 12))
    starts_at = datetime(day.year, day.month, day.day, 9, 30, tzinfo=UTC)
    values = {
        "person_id": person.id if person else None,
        "with_user_id": by.id,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=30),
        "outcome": "kept",
        "uid": f"termin-{next(_numbers)}",
        "created_at": NOW,
        "created_by_id": by.id,
        **fields,
    }
    made = Appointment(**values)
    db.session.add(made)
    db.session.flush()
    return made


def _appointments_of_a_year(user: User, person: Person, dice: random.Random) -> None:
    for _ in range(dice.randrange(4)):
        day = TODAY - timedelta(days=dice.randrange(1, 400))
        outcome = dice.choice(["kept", "kept", "missed", "cancelled", ""])
        make_appointment(user, person, day=day, outcome=outcome)


def _late_reminder(user: User, person: Person, dice: random.Random) -> None:
    due = TODAY - timedelta(days=dice.randrange(-5, 25))
    file = db.session.scalar(sa.select(Case.id).where(Case.person_id == person.id))
    values = {"text": "Nachfragen", "due_on": due, "first_due_on": due, "owner_id": user.id, "created_at": NOW}
    case_id = file if dice.random() < 0.7 else None
    db.session.add(Reminder(**values, person_id=person.id, case_id=case_id, created_by_id=user.id))


def _case_of_a_year(user: User, person: Person, dice: random.Random) -> None:
    opened = TODAY - timedelta(days=dice.randrange(30, 500))
    closed = opened + timedelta(days=dice.randrange(30, 300)) if dice.random() < 0.4 else None
    closed = closed if closed and closed <= TODAY else None
    fields = {"closed_on": closed, "status": "closed", "closing_reason": dice.choice(["goals_reached", "moved_away"])}
    case = make_case(
        user, person, opened_on=opened, weight=dice.choice("ABC"), lead_id=user.id, **(fields if closed else {})
    )
    for _ in range(dice.randrange(3)):
        due = opened + timedelta(days=dice.randrange(20, 200))
        outcome = dice.choice(["reached", "partly", "missed", None])
        db.session.add(
            Goal(case_id=case.id, topic="Thema", statement="Ich …", due_on=due, outcome=outcome, created_at=NOW)
        )
    for dimension in dice.sample(["housing", "debt", "work", "health"], 2):
        for days in (5, 90):
            db.session.add(
                Rating(
                    case_id=case.id,
                    person_id=person.id,
                    dimension=dimension,
                    view="professional",
                    value=dice.randrange(1, 6),
                    rated_on=opened + timedelta(days=days),
                    rated_by_id=user.id,
                    created_at=NOW,
                )
            )
    for number in range(dice.randrange(3)):
        seen = opened + timedelta(days=dice.randrange(60))
        starts = seen + timedelta(days=dice.randrange(1, 60))
        gone = seen + timedelta(days=dice.randrange(1, 60)) if dice.random() < 0.7 else None
        at = datetime(seen.year, seen.month, seen.day, 12, tzinfo=UTC)
        db.session.add(
            Finding(
                case_id=case.id,
                code=dice.choice(["COVER_GAP", "COVER_GAP", "PREREQ_UNMET", "OVERLAP"]),
                digest=f"{case.id}-{number}",
                starts_on=starts,
                ends_on=starts + timedelta(days=30),
                minutes=dice.randrange(30, 900),
                sentence="Lücke",
                content={},
                first_seen_at=at,
                gone_at=gone and datetime(gone.year, gone.month, gone.day, 12, tzinfo=UTC),
            )
        )
        last = opened + timedelta(days=dice.randrange(20, 120))
        done = last + timedelta(days=dice.randrange(-20, 5)) if dice.random() < 0.8 else None
        db.session.add(
            Deadline(
                case_id=case.id,
                person_id=person.id,
                rule="objection",
                rule_version="1",
                title="Widerspruch",
                inputs={},
                outputs={},
                last_day=last,
                closed_on=done,
                outcome=done and dice.choice(["done", "done", "not_pursued"]),
                created_at=NOW,
            )
        )
    db.session.flush()
