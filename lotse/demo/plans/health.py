"""Plans around illness, care and age: benefits that follow one another, somebody who must not be alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lotse.measures.rules.states import State

if TYPE_CHECKING:
    from lotse.demo.plans.planner import Planner


def care(plan: Planner, number: int) -> None:
    """Care at home with a day away, and a working partner."""
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


def illness(plan: Planner, number: int) -> None:
    """Sick pay runs out; every second time the next benefit starts too late."""
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


def old_age(plan: Planner, number: int) -> None:
    """Basic income and company."""
    plan.add(
        "benefit",
        "Grundsicherung im Alter",
        offer="Grundsicherung im Alter",
        state=(State.APPLIED, State.RUNNING)[number % 2],
        start=-30,
        end=330,
    )
    plan.add("participation", "Besuchsdienst", offer="Besuchsdienst", times="Mi 15–16", start=-20, end=None)


def participation(plan: Planner, _number: int) -> None:
    """Assisted living on a waiting list, its application pending."""
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
