"""Closing asks everything first, and four eyes are two people."""

from datetime import date

from lotse.cases.rules.closing import (
    OpenItem,
    OpenKind,
    Reason,
    closing_fault,
    four_eyes_because,
    may_approve,
    questions,
)

REPORT = "Die Wohnung ist gesichert, die Raten laufen, die Familie kommt allein zurecht."


def test_open_items_are_asked_by_kind_and_the_earliest_first():
    asked = questions(
        [
            OpenItem(OpenKind.DEADLINE, 1, "Widerspruch", date(2026, 12, 5)),
            OpenItem(OpenKind.GOAL, 2, "Wohnung behalten"),
            OpenItem(OpenKind.DEADLINE, 3, "Anhörung", date(2026, 12, 1)),
        ]
    )
    assert [(q.kind, [i.record_id for i in q.items]) for q in asked] == [
        (OpenKind.GOAL, [2]),
        (OpenKind.DEADLINE, [3, 1]),
    ]


def test_nothing_open_asks_nothing():
    assert questions([]) == []
    assert closing_fault(reason=Reason.GOALS_REACHED, report=REPORT, still_open=[]) is None


def test_a_case_does_not_close_with_open_items_without_reason_or_without_a_report():
    still = questions([OpenItem(OpenKind.REFERRAL, 7, "Wohngeldstelle")])
    assert "offene Vermittlungen" in (closing_fault(reason="goals_reached", report=REPORT, still_open=still) or "")
    assert "Grund" in (closing_fault(reason="", report=REPORT, still_open=[]) or "")
    assert "Abschlussbericht" in (closing_fault(reason="goals_reached", report="fertig", still_open=[]) or "")


def test_crisis_breaking_off_and_restricted_files_need_four_eyes():
    assert four_eyes_because(reason="goals_reached", crises=[], restricted=False) == []
    assert len(four_eyes_because(reason="contact_lost", crises=["Wohnen"], restricted=True)) == 3


def test_nobody_approves_the_own_request():
    assert not may_approve(asked_by_id=4, approver_id=4)
    assert may_approve(asked_by_id=4, approver_id=5)
