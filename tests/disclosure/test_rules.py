"""The gate lets out what a consent or a statute carries, category by category, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lotse.disclosure.rules import ALLOWED, SENSITIVE, Basis, Category, ReceiverKind, decide

DAY = date(2026, 11, 23)


@dataclass
class Paper:
    id: int = 1
    organisation_id: int = 7
    categories: list[str] = field(default_factory=lambda: ["master"])
    form: str = "written"
    given_on: date = date(2026, 11, 1)
    valid_until: date = date(2027, 11, 1)
    revoked_on: date | None = None


def ask(categories: set[Category], *papers: Paper, receiver=ReceiverKind.CHARITY, basis=None, on=DAY):
    return decide(
        asked=frozenset(categories), receiver=receiver, organisation_id=7, consents=papers, basis=basis, on=on
    )


def test_without_consent_or_statute_nothing_leaves() -> None:
    assert not ask({Category.MASTER}).open


def test_a_consent_for_another_recipient_opens_nothing() -> None:
    assert not ask({Category.MASTER}, Paper(organisation_id=8)).open


def test_a_category_that_was_not_ticked_stays_inside_and_is_named() -> None:
    decision = ask({Category.MASTER, Category.DEBT}, Paper())
    assert not decision.open
    assert set(decision.refused) == {Category.DEBT}
    assert "Schulden" in decision.sentence


def test_a_revoked_or_expired_consent_is_none() -> None:
    assert not ask({Category.MASTER}, Paper(revoked_on=DAY)).open
    assert not ask({Category.MASTER}, Paper(valid_until=date(2026, 11, 22))).open
    assert ask({Category.MASTER}, Paper(valid_until=DAY)).open


def test_health_data_never_leave_on_an_oral_consent() -> None:
    assert not ask({Category.HEALTH}, Paper(categories=["health"], form="oral")).open
    assert ask({Category.HEALTH}, Paper(categories=["health"], form="electronic")).open


def test_the_task_of_a_benefit_office_carries_master_data_but_no_diagnosis() -> None:
    wanted = {Category.MASTER, Category.INCOME}
    assert ask(wanted, receiver=ReceiverKind.HOUSING_BENEFIT, basis=Basis.SGB10_69).open
    assert not ask(wanted | {Category.HEALTH}, receiver=ReceiverKind.HOUSING_BENEFIT, basis=Basis.SGB10_69).open


def test_a_charity_is_no_social_administration() -> None:
    assert not ask({Category.MASTER}, receiver=ReceiverKind.CHARITY, basis=Basis.SGB10_69).open


@given(
    asked=st.sets(st.sampled_from(list(Category)), min_size=1),
    ticked=st.sets(st.sampled_from(list(Category)), min_size=1),
    form=st.sampled_from(["written", "electronic", "oral"]),
    receiver=st.sampled_from(list(ReceiverKind)),
    basis=st.none() | st.sampled_from(list(Basis)),
)
def test_whatever_leaves_was_ticked_or_is_needed_for_the_recipients_task(asked, ticked, form, receiver, basis) -> None:
    decision = ask(asked, Paper(categories=sorted(ticked), form=form), receiver=receiver, basis=basis)
    by_paper = ticked - (SENSITIVE if form == "oral" else frozenset())
    by_law = ALLOWED[receiver] - SENSITIVE if basis else frozenset()
    assert decision.allowed <= (by_paper | by_law) & asked
    assert decision.allowed | set(decision.refused) == asked
