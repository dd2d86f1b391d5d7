"""A conference of a case: who took part on which ground, and what was agreed."""

from lotse.casefile.queries.closing import open_items
from lotse.cases.rules.closing import OpenKind
from tests.factories.cases import AT


def test_a_conference_needs_a_ground_for_each_guest_and_gives_tasks(case, desk, submit):
    page = f"/faelle/{case.id}/konferenzen/neu"
    said = {
        "held_on": "2026-11-20",
        "decisions": "Die Kita prüft einen früheren Beginn.",
        "participants-0-name": "M. Kaya",
        "participants-0-consent": "office",
        "participants-1-name": "Frau Beispiel",
        "tasks-0-text": "Kita anrufen",
        "tasks-0-due_on": "2026-12-01",
        **{f"participants-{n}-consent": "" for n in range(1, 8)},
    }
    refused = submit(desk, page, said)
    assert refused.status_code == 422
    assert "Frau Beispiel" in refused.text
    assert submit(desk, page, {**said, "participants-1-consent": "consent"}).status_code == 303
    assert [i.kind for i in open_items(case, AT)] == [OpenKind.REMINDER]
