"""Plans around money and the family: benefits applied for, advice every few weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lotse.measures.rules.states import State

if TYPE_CHECKING:
    from lotse.demo.plans.planner import Planner


def rent(plan: Planner, number: int) -> None:
    """Housing benefit, and somebody who helps with the arrears."""
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


def debts(plan: Planner, number: int) -> None:
    """Debt counselling, for every second one still on the waiting list."""
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


def no_money(plan: Planner, number: int) -> None:
    """Basic income; every second one starts an activation."""
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


def family(plan: Planner, number: int) -> None:
    """Advice for parents and maintenance advance."""
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
