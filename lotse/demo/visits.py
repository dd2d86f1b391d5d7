"""Two thousand contacts over eighteen months, with call-backs, appointments, drafts and wishes to apply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from datetime import time as clock_time
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from lotse.contacts.actions import contacts, desk
from lotse.contacts.models import Contact, contact_concern
from lotse.contacts.rules import Channel, Interpreting, Result
from lotse.demo import notes
from lotse.demo.calendar import Clock
from lotse.directory.queries import concerns as concern_queries
from lotse.foundation import clock
from lotse.foundation.db import db

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.demo.people import Home

MONTHS_BACK = 548
PAST_CONTACTS = 1_860
CHANNELS = {Channel.ON_SITE: 46, Channel.PHONE: 36, Channel.EMAIL: 9, Channel.ONLINE: 4, Channel.OUTREACH: 5}
RESULTS = {Result.ADVICE: 56, Result.REFERRED: 20, Result.APPOINTMENT: 14, Result.NOT_REACHED: 6}
FREQUENT = (
    "grundsicherungsgeld", "wohngeld", "behoerdenpost", "kita", "schuldnerberatung", "pflegegrad", "mietschulden",
    "kindergeld", "ankommen", "arbeitslosigkeit", "bescheid-widerspruch", "altersrente", "lebensmittel-kleidung",
    "sprachkurs", "wohnungssuche", "aufenthalt", "pflege-zuhause", "jobcenter-termin", "energie", "bildung-teilhabe",
    "entlastung-angehoerige", "grundsicherung-alter", "elterngeld", "schwerbehinderung", "nebenkosten", "umschulung",
    "unterhaltsvorschuss", "krankengeld", "erziehung", "eingliederungshilfe", "arbeitssuche", "krankenversicherung",
    "digitales", "trennung", "erwerbsminderung", "begegnung", "akute-geldnot", "kontenklaerung",
)  # fmt: skip


class Desk:
    """The front desk of the demo: knows the catalogue, the advisors and whoever may call."""

    def __init__(self, homes: Sequence[Home], users: dict[str, User], time: Clock) -> None:
        self.homes, self.time = homes, time
        self.waiting: list[tuple[contacts.ContactData, User]] = []
        self.advisors = [users["empfang"], users["empfang"], users["empfang"], users["empfang2"], users["empfang2"]]
        self.navigators = [users["lotsin"], users["lotse2"], users["lotsin3"]]
        self.catalogue = concern_queries.all_by_code()
        self.weights = [1 / (rank + 6) for rank in range(len(FREQUENT))]

    def book(self, day: date, **details: Any) -> Contact:
        """Book one contact of a day at once, as the action does."""
        data, by = self._data(day, **details)
        ended = data.started_at + timedelta(minutes=data.duration_minutes or 5)
        return contacts.book_contact(data=data, by=by, now=min(ended, self.time.now))

    def book_later(self, day: date, **details: Any) -> None:
        """Note one contact of the past; all of them are written together by `settle`."""
        data, by = self._data(day, **details)
        self.waiting.append((data, by))

    def settle(self) -> None:
        """Write the noted contacts in the order of their days: two thousand single bookings would take too long."""
        rows = [
            (
                Contact(
                    day=clock.local(data.started_at).date(), created_by_id=by.id,
                    created_at=data.started_at + timedelta(minutes=data.duration_minutes or 5),
                    **{name: value for name, value in asdict(data).items() if name != "concern_ids"},
                ),
                data.concern_ids,
            )
            for data, by in sorted(self.waiting, key=lambda pair: pair[0].started_at)
        ]  # fmt: skip
        db.session.add_all([contact for contact, _ in rows])
        db.session.flush()
        links = [{"contact_id": contact.id, "concern_id": number} for contact, ids in rows for number in set(ids)]
        db.session.execute(sa.insert(contact_concern), links)
        self.waiting.clear()

    def _data(
        self, day: date, *, home: Home | None = None, codes: Sequence[str] = (), by: User | None = None,
        result: Result | None = None, case_id: int | None = None, hour: int | None = None, note: str = "",
        channel: Channel | None = None, minute: int | None = None,
    ) -> tuple[contacts.ContactData, User]:  # fmt: skip
        random = self.time.random
        by = by or random.choice(self.advisors)
        codes = codes or random.choices(FREQUENT, self.weights, k=random.choice((1, 1, 1, 1, 2)))
        person = home.head if home else None
        channel = channel or random.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        interpreter = Interpreting.NONE
        if person is not None and person.interpreter and channel is Channel.ON_SITE:
            interpreter = random.choice((Interpreting.PHONE, Interpreting.VIDEO, Interpreting.RELATIVE))
        return contacts.ContactData(
            site_id=by.site_id or 0,
            desk=f"Platz {random.randint(1, 3)}",
            channel=channel,
            result=result or random.choices(list(RESULTS), list(RESULTS.values()))[0],
            started_at=self.time.at(day, hour, minute),
            duration_minutes=random.choice((5, 5, 10, 15, 15, 15, 20, 30, 30, 45, 60)),
            direction="out" if channel is Channel.PHONE and random.random() < 0.2 else "in",
            language=person.language if person else random.choice(("Deutsch",) * 6 + ("Türkisch", "Arabisch")),
            interpreter=interpreter,
            person_id=person.id if person else None,
            case_id=case_id,
            postcode="" if person else random.choice(("", "00901", "00902", "00904", "00907", "00912")),
            note=note or notes.draw(codes[0], random),
            concern_ids=[self.catalogue[code].id for code in codes],
        ), by


def create(front: Desk) -> None:
    """Fill eighteen months, then the morning of today."""
    time = front.time
    days = time.workdays_since(MONTHS_BACK)
    busy = [
        1.0 + 0.35 * number / len(days) + (0.25 if day.weekday() in (0, 3) else 0) for number, day in enumerate(days)
    ]
    for day in sorted(time.random.choices(days, busy, k=PAST_CONTACTS)):
        home = time.random.choice(front.homes) if time.random.random() < 0.72 else None
        front.book_later(day, home=home)
    _today(front)
    _desk_work(front)


def _today(front: Desk) -> None:
    """Contacts since the doors opened today, so that the day list is alive."""
    local = clock.local(front.time.now)
    since_midnight = local.hour * 60 + local.minute
    # Whoever looks at the demo before the doors open sees a short early morning instead of an empty list.
    opened = 8 * 60 if since_midnight > 9 * 60 else max(0, since_midnight - 110)
    for number, minute in enumerate(range(opened + 7, min(since_midnight, opened + 480), 17)):
        home = front.homes[(number * 7) % len(front.homes)] if number % 4 else None
        front.book_later(
            front.time.today, home=home, hour=minute // 60, minute=minute % 60, by=front.advisors[number % 5]
        )


def _desk_work(front: Desk) -> None:
    """Open call-backs, appointments of the coming days, wishes to apply that must leave today."""
    time, random = front.time, front.time.random
    advisor = front.advisors[0]
    for number, about in enumerate(
        ("Rückfrage zum Wohngeld", "Termin verschieben", "Unterlagen sind da", "Kita-Zusage")
    ):
        home = front.homes[5 + number * 3]
        phone = home.head.phones[0].number if home.head.phones else "0399 555-1234"
        desk.ask_for_call_back(
            site_id=advisor.site_id or 0, phone=phone, due_on=time.today if number < 3 else time.workday_in(1),
            by=advisor, now=time.at(time.workday_ago(1)), person_id=home.head.id, about=about,
        )  # fmt: skip
    for number in range(9):
        home, day = front.homes[11 + number * 4], time.workday_in(number // 2)
        desk.arrange_appointment(
            starts_at=clock.instant(day, clock_time(9 + number % 6, 30 * (number % 2))), minutes=45, by=advisor,
            now=time.at(time.workday_ago(3)), person_id=home.head.id, with_user_id=advisor.id,
            site_id=advisor.site_id, place="Beratungszimmer 2", about=random.choice(_APPOINTMENTS),
            bring="Ausweis, letzte Bescheide, Kontoauszüge",
        )  # fmt: skip
    _past_appointments(front)
    for number, (code, benefit) in enumerate(
        (("wohngeld", "Wohngeld"), ("grundsicherungsgeld", "Grundsicherungsgeld"))
    ):
        day = time.workday_ago(1)
        contact = front.book(day, home=front.homes[20 + number], codes=[code], hour=15, result=Result.ADVICE)
        desk.declare_intent(
            contact=contact, benefit=benefit, wording=f"Ich möchte {benefit} beantragen, ab sofort.",
            by=advisor, declared_at=contact.started_at,
        )  # fmt: skip
    for name, text in _REQUESTS:
        desk.take_down_request(
            name=name, way_back="0399 555-8811", text=text, by=advisor, now=time.at(time.workday_ago(1)),
            site_id=advisor.site_id,
        )  # fmt: skip


def _past_appointments(front: Desk) -> None:
    """Meetings some days after the first contact and what came of them: most kept, some called off or missed."""
    meetings: list[tuple[int, date]] = []
    seen: set[int] = set()
    for number, (data, _) in enumerate(sorted(front.waiting, key=lambda waiting: waiting[0].started_at)):
        if data.person_id and (data.person_id not in seen or number % 9 == 0):
            meetings.append((data.person_id, data.started_at.date()))
            seen.add(data.person_id)
    known, met = set[int](), set[int]()
    for number, (person_id, day) in enumerate(meetings):
        starts_on = day + timedelta(days=(3, 6, 8, 10, 13, 20)[number % 6])
        is_later = person_id in known
        known.add(person_id)
        if starts_on.weekday() > 4 or starts_on >= front.time.today or (is_later and person_id not in met):
            continue
        navigator = front.navigators[number % len(front.navigators)]
        past = desk.arrange_appointment(
            starts_at=clock.instant(starts_on, clock_time(9 + number % 6, 30)), minutes=45, by=navigator,
            now=front.time.at(day), person_id=person_id, with_user_id=navigator.id, site_id=navigator.site_id,
            place="Beratungszimmer 2", about=_APPOINTMENTS[number % len(_APPOINTMENTS)],
            bring="Ausweis, letzte Bescheide, Kontoauszüge",
        )  # fmt: skip
        outcome = "missed" if number % 9 == 4 else "cancelled" if number % 11 == 6 else "kept"
        desk.settle_appointment(appointment=past, outcome=outcome)
        met |= {person_id} if outcome == "kept" else set()


_APPOINTMENTS = ("Unterlagen durchsehen", "Antrag ausfüllen", "Erstgespräch", "Bescheid besprechen")
_REQUESTS = (
    ("Familie Reinhold", "Wir haben einen Bescheid der Wohngeldstelle bekommen und verstehen die Rechnung nicht."),
    ("Herr Osman", "Ich suche einen Deutschkurs am Abend, ich arbeite tagsüber."),
)
