"""Measures of the open cases: some mesh, some leave a gap that the engine finds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lotse.demo.calendar import Clock
from lotse.measures.actions.measures import MeasureData, add_measure
from lotse.measures.actions.requirements import require, require_cover
from lotse.measures.rules.states import State
from lotse.measures.rules.weekly_times import parse_weekly_times

if TYPE_CHECKING:
    from lotse.clients.models import Person
    from lotse.demo.case_work import Course
    from lotse.directory.models import Offer
    from lotse.measures.models import Measure

WITHOUT_PLAN_DAYS = 25


class Planner:
    """Writes the measures of one case the way its story goes."""

    def __init__(self, course: Course, offers: dict[str, Offer], time: Clock) -> None:
        self.course, self.offers, self.time = course, offers, time
        self.head, self.children = course.home.head, course.home.children

    def add(
        self, kind: str, label: str, *, person: Person | None = None, offer: str = "", state: State = State.RUNNING,
        start: int = -60, end: int | None = 300, times: str = "", note: str = "",
    ) -> Measure:  # fmt: skip
        """Add a measure; start and end are days from today."""
        found = self.offers.get(offer)
        begin = self.time.today + timedelta(days=start)
        return add_measure(
            case_id=self.course.case.id,
            data=MeasureData(
                person_id=(person or self.head).id, kind=kind, label=label, starts_on=begin,
                ends_on=None if end is None else self.time.today + timedelta(days=end), state=state,
                offer_id=found.id if found else None, organisation_id=found.organisation_id if found else None,
                provider="" if found else "Landkreis Musterkreis" if kind == "benefit" else "",
                slots=parse_weekly_times(times, begin) if times else (), note=note,
            ),
            by=self.course.lead, today=self.time.today, now=self.time.now,
        )  # fmt: skip

    def cover(self, person: Person, during: list[Measure], before: int = 25, after: int = 25) -> None:
        """Say that somebody must be looked after meanwhile."""
        require_cover(
            case_id=self.course.case.id, person_id=person.id, during=[measure.id for measure in during],
            before=before, after=after, by=self.course.lead, today=self.time.today, now=self.time.now,
        )  # fmt: skip

    def mesh(self, kind: str, **params: object) -> None:
        """Add a requirement of another kind."""
        require(
            case_id=self.course.case.id, kind=kind, params=params, person_id=self.head.id, by=self.course.lead,
            today=self.time.today, now=self.time.now,
        )  # fmt: skip

    def in_days(self, days: int) -> date:
        """Return the day so many days from today."""
        return self.time.today + timedelta(days=days)


def create(courses: list[Course], offers: dict[str, Offer], time: Clock) -> None:
    """Give every open case that has reached the planning its measures."""
    for number, course in enumerate(courses):
        if course.is_open and (time.today - course.opened_on).days > WITHOUT_PLAN_DAYS:
            STORY_PLANS[course.story["key"]](Planner(course, offers, time), number)


def _retraining(plan: Planner, number: int) -> None:
    training = plan.add(
        "retraining", "Umschulung Büromanagement", offer="Umschulung Kauffrau/Kaufmann für Büromanagement",
        state=State.GRANTED, start=20 + number % 30, end=700, times="Mo–Do 8–16; Fr 8–13",
    )  # fmt: skip
    small = [child for child in plan.children if _age(child, plan.time) < 7][:2]
    for child in small:
        plan.add(
            "kita",
            f"Kita {child.first_name}",
            person=child,
            offer="Kita-Platz ab 3 Jahren",
            times="Mo–Fr 7:30–15:30",
            start=-200,
            end=500,
        )
        if number % 3 == 0:
            plan.add(
                "childminding", f"Randzeit {child.first_name}", person=child, offer="Randzeitenbetreuung",
                times="Mo–Fr 7–7:30; Mo–Do 15:30–16:45", start=15, end=500, state=State.GRANTED,
            )  # fmt: skip
        elif number % 3 == 1:
            plan.add(
                "childminding", f"Randzeit {child.first_name}", person=child, offer="Randzeitenbetreuung",
                times="Mo–Do 15:30–17", start=15, end=500, state=State.WAITLISTED,
            )  # fmt: skip
        plan.cover(child, [training])
    plan.mesh("prerequisite", measure=training.id, needs="Bildungsgutschein", available_on=plan.in_days(10).isoformat())


def _rent(plan: Planner, number: int) -> None:
    plan.add(
        "benefit",
        "Wohngeld",
        offer="Wohngeld beantragen",
        state=(State.APPLIED, State.GRANTED)[number % 2],
        start=-20,
        end=330,
    )
    plan.add(
        "housing_help",
        "Begleitung bei Mietschulden",
        offer="Hilfe bei Mietschulden und Räumung",
        start=-30,
        end=120,
        times="Do 10–11 alle 2 Wochen",
    )


def _care(plan: Planner, number: int) -> None:
    plan.add(
        "care_service", "Pflegedienst morgens", offer="Ambulante Pflege", times="Mo–So 7:30–8:15", start=-40, end=None
    )
    day = plan.add("day_care", "Tagespflege", offer="Tagespflege", times="Di 8–16:30; Do 8–16:30", start=-10, end=None)
    if len(plan.course.home.adults) > 1:
        partner = plan.course.home.adults[1]
        work = plan.add(
            "work", f"Arbeit {partner.first_name}", person=partner, times="Mo–Do 8–14", start=-400, end=None
        )
        plan.cover(plan.head, [work], 20, 20)
    if number % 2:
        plan.add("respite_care", "Kurzzeitpflege", offer="Kurzzeitpflege", start=40, end=54, state=State.APPLIED)
    plan.mesh(
        "prerequisite", measure=day.id, needs="Bescheid über den Pflegegrad", available_on=plan.in_days(-12).isoformat()
    )


def _debts(plan: Planner, number: int) -> None:
    state = (State.WAITLISTED, State.RUNNING)[number % 2]
    plan.add(
        "debt_counselling",
        "Schuldnerberatung",
        offer="Schuldnerberatung",
        state=state,
        start=14 if number % 2 == 0 else -30,
        end=200,
        times="Mi 15–16 alle 4 Wochen",
    )


def _arrival(plan: Planner, number: int) -> None:
    course = plan.add(
        "language_course", "Integrationskurs", offer="Integrationskurs mit Kinderbetreuung",
        state=(State.GRANTED, State.RUNNING)[number % 2], start=(30, -50)[number % 2], end=260,
        times="Mo–Fr 8:30–12:30",
    )  # fmt: skip
    work = plan.add("work", "Minijob Lager", times="Mo 12–16; Mi 12–16", start=-90, end=None)
    plan.mesh("no_overlap", measures=[course.id, work.id], transfer_min=30)
    if plan.children:
        plan.add(
            "kita",
            f"Kita {plan.children[0].first_name}",
            person=plan.children[0],
            offer="Kita mit Frühdienst",
            times="Mo–Fr 8–14",
            start=-80,
            end=400,
        )
        plan.cover(plan.children[0], [course])


def _illness(plan: Planner, number: int) -> None:
    sick_pay = plan.add("benefit", "Krankengeld", start=-240, end=18 + number % 20)
    gap = (0, 28)[number % 2]
    transition = plan.add("benefit", "Übergangsgeld", start=19 + number % 20 + gap, end=70 + gap, state=State.APPLIED)
    plan.mesh("start_within", first=sick_pay.id, second=transition.id, max_days_after_end=1)
    plan.add(
        "rehabilitation",
        "Medizinische Reha",
        offer="Medizinische Rehabilitation",
        start=19 + number % 20 + gap,
        end=40 + gap,
        state=State.GRANTED,
    )


def _old_age(plan: Planner, number: int) -> None:
    plan.add(
        "benefit",
        "Grundsicherung im Alter",
        offer="Grundsicherung im Alter",
        state=(State.APPLIED, State.RUNNING)[number % 2],
        start=-30,
        end=330,
    )
    plan.add("participation", "Besuchsdienst", offer="Besuchsdienst", times="Mi 15–16", start=-20, end=None)


def _family(plan: Planner, number: int) -> None:
    plan.add(
        "family_help",
        "Familienberatung",
        offer="Erziehungs- und Familienberatung",
        times="Mo 16–17 alle 2 Wochen",
        start=-45,
        end=150,
    )
    plan.add(
        "benefit",
        "Unterhaltsvorschuss",
        offer="Unterhaltsvorschuss und Beistandschaft",
        state=State.GRANTED,
        start=-40,
        end=None,
    )
    if plan.children and number % 2:
        plan.add(
            "participation",
            f"Gruppe für {plan.children[0].first_name}",
            person=plan.children[0],
            offer="Gruppe für Kinder nach Trennung",
            times="Do 15–16:30",
            start=10,
            end=130,
            state=State.WAITLISTED,
        )


def _participation(plan: Planner, _number: int) -> None:
    plan.add(
        "participation",
        "Unterstütztes Wohnen",
        offer="Ambulant unterstütztes Wohnen",
        state=State.WAITLISTED,
        start=45,
        end=410,
        times="Di 10–12; Fr 10–12",
    )
    plan.add(
        "application",
        "Antrag auf Eingliederungshilfe",
        offer="Eingliederungshilfe beantragen",
        state=State.APPLIED,
        start=-15,
        end=60,
    )


def _no_money(plan: Planner, number: int) -> None:
    plan.add(
        "benefit",
        "Grundsicherungsgeld",
        offer="Grundsicherungsgeld beantragen",
        state=(State.APPLIED, State.RUNNING)[number % 2],
        start=-25,
        end=330,
    )
    if number % 2:
        plan.add(
            "activation",
            "Aktivierung Neustart",
            offer="Aktivierungsmaßnahme Neustart",
            times="Mo–Fr 9–13",
            start=12,
            end=100,
            state=State.GRANTED,
        )


def _young(plan: Planner, _number: int) -> None:
    course = plan.add("course", "Bewerbungswerkstatt", offer="Bewerbungswerkstatt", times="Mi 15–18", start=-30, end=60)
    school = plan.add(
        "course",
        "Hauptschulabschluss",
        offer="Schulabschlüsse nachholen",
        times="Mo–Do 17–21",
        start=20,
        end=300,
        state=State.APPLIED,
    )
    plan.mesh("weekly_limit", measures=[course.id, school.id], must_stay_below_minutes=15 * 60)


def _age(person: Person, time: Clock) -> int:
    return (time.today - person.birth_date).days // 365 if person.birth_date else 40


STORY_PLANS: dict[str, Callable[[Planner, int], None]] = {
    "umschulung": _retraining,
    "mietschulden": _rent,
    "pflege": _care,
    "schulden": _debts,
    "ankommen": _arrival,
    "krank": _illness,
    "rente": _old_age,
    "familie": _family,
    "teilhabe": _participation,
    "geldnot": _no_money,
    "jung": _young,
}
