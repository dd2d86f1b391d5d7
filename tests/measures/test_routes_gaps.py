"""Pages of a gap and of what must mesh."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.measures.queries.measures import list_requirements, list_waivers
from tests.factories.measures import base


def test_a_gap_is_explained_bridged_and_back(file, submit):
    browser, case, *_, rule = file
    page = f"{base(case)}/massnahmen/luecken/R{rule.id}"
    text = browser.get(page).text
    assert "§ 23, § 24 SGB VIII" in text
    bridge = f"{base(case)}/massnahmen/luecken/R{rule.id}/ausnahme"
    refused = submit(browser, page, {"reason": "Oma", "valid_until": "01.01.2020"}, to=bridge)
    assert refused.status_code == 422
    assert "in der Vergangenheit" in refused.text
    soon = clock.today() + timedelta(days=20)
    good = {"reason": "Oma hilft", "bridging": "holt ab", "valid_until": soon.isoformat()}
    assert submit(browser, page, good, to=bridge).status_code == 303
    assert "Oma hilft" in browser.get(f"{base(case)}/massnahmen").text
    [waiver] = case_waivers(case)
    submit(browser, page, {}, to=f"{base(case)}/ausnahmen/{waiver.id}/ende")
    assert "Oma hilft" not in browser.get(f"{base(case)}/massnahmen").text


def case_waivers(case):
    return list_waivers([case.id])


def test_a_gap_that_closed_meanwhile_says_so(file):
    browser, case, *_ = file
    assert "keine Lücke mehr" in browser.get(f"{base(case)}/massnahmen/luecken/R999").text


def test_offers_are_ranked_by_what_they_close(file):
    from datetime import time

    from lotse.directory.models import Concern, Offer, OfferHours, Organisation

    browser, case, *_, rule = file
    concern = Concern(code="kindertagespflege", label="Kindertagespflege")
    house = Organisation(name="Tagesmutter Sonnenschein", identity="sonnenschein", state="HE")
    db.session.add_all([concern, house])
    db.session.flush()
    early = Offer(organisation_id=house.id, name="Randzeit früh", concerns=[concern])
    early.hours = [OfferHours(weekday=d, opens_at=time(7), closes_at=time(9)) for d in range(5)]
    silent = Offer(organisation_id=house.id, name="Nach Vereinbarung", concerns=[concern])
    db.session.add_all([early, silent])
    db.session.commit()
    text = browser.get(f"{base(case)}/massnahmen/luecken/R{rule.id}").text
    assert "Randzeit früh" in text
    assert "(100 %)" in text
    assert text.index("Zeiten unbekannt") < text.index("Nach Vereinbarung")


@pytest.mark.parametrize(
    ("ages", "age", "fits"),
    [
        ((None, None), 4, True),
        ((0, 2), None, True),
        ((0, 2), 2, True),
        ((0, 2), 4, False),
        ((6, 11), 5, True),
        ((6, 11), 4, False),
        ((6, 11), 12, False),
    ],
)
def test_an_offer_is_named_for_a_child_it_takes_now_or_within_the_year(ages, age, fits):
    from lotse.measures.queries.offers import takes

    assert takes(*ages, age) is fits


@pytest.mark.parametrize("kind", ["cover", "prerequisite", "no_overlap", "start_within", "weekly_limit"])
def test_each_kind_of_requirement_is_entered_and_changed(file, submit, kind):
    browser, case, child, course, kita, _ = file
    data = {
        "cover": {"person_id": child.id, "during": [course.id], "by": [kita.id]},
        "prerequisite": {"measure": course.id, "needs": "Bildungsgutschein", "available_on": "20.12.2026"},
        "no_overlap": {"person_id": case.person_id, "left": course.id, "right": kita.id, "transfer_min": "10"},
        "start_within": {"first": course.id, "second": kita.id, "max_days_after_end": "7"},
        "weekly_limit": {"person_id": case.person_id, "measures": [course.id], "hours": "14,5"},
    }[kind]
    ways = {"travel_before_min": "0", "travel_after_min": "0"} if kind == "cover" else {}
    answer = submit(browser, f"{base(case)}/verzahnung/neu?art={kind}", {**data, **ways})
    assert answer.status_code == 303, answer.text
    new = list_requirements(case.id)[-1]
    assert new.kind == kind
    page = f"{base(case)}/verzahnung/{new.id}"
    assert submit(browser, page, {**data, **ways}).status_code == 303
    before = len(list_requirements(case.id))
    assert submit(browser, page, {}, to=f"{page}/entfernen").status_code == 303
    assert len(list_requirements(case.id)) == before - 1
