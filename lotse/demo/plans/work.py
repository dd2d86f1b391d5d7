"""Plans of people on their way to work: some mesh, some leave a gap in the care of a child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lotse.demo.people import age_of
from lotse.measures.rules.states import State

if TYPE_CHECKING:
    from lotse.demo.plans.planner import Planner


def retraining(plan: Planner, number: int) -> None:
    """A retraining is coming; small children need care around it, every third of them lacks the early hour."""
    training = plan.add(
        "retraining", "Umschulung Büromanagement", offer="Umschulung Kauffrau/Kaufmann für Büromanagement",
        state=State.GRANTED, start=20 + number % 30, end=700, times="Mo–Do 8–16; Fr 8–13",
    )  # fmt: skip
    small = [child for child in plan.children if age_of(child, plan.time) < 7][:2]
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


def arrival(plan: Planner, number: int) -> None:
    """A language course beside a small job, with the way between them."""
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


def young(plan: Planner, _number: int) -> None:
    """Two courses whose hours together must stay below a limit."""
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
