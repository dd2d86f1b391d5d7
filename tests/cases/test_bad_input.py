"""Bad input at every form of the case file: a German sentence with 422, never 500, nothing typed lost."""

import re
from collections import Counter

import pytest

from lotse.accounts.rules import Role
from lotse.cases.actions import goals as goal_actions
from lotse.cases.actions import plan as plan_actions
from lotse.cases.actions import records as record_actions
from lotse.foundation.db import db
from lotse.measures.actions.requirements import require_cover
from lotse.protection.models import ProtectionRecord
from tests.factories.accounts import make_user
from tests.factories.cases import AT, DAY, make_case
from tests.factories.measures import make_child, make_measure

KEPT = "Wörtlich Getipptes bleibt"
NASTY = (
    "",
    "x" * 9000,
    "\x00\x07",
    "9999-99-99",
    "99999999999999999999",
    "-1",
    "ß√∞",
    "<script>",
    "null",
    "[]",
    "%s%n",
    "0",
)


@pytest.fixture
def file(app, login_as, submit):
    """A navigator's case with one of everything; the addresses of all its forms."""
    lead = make_user(Role.NAVIGATOR)
    case = make_case(lead=lead)
    child, course = make_child(case), make_measure(case, "Mo–Fr 8–13", label="Kurs", kind="course")
    rule = require_cover(case_id=case.id, person_id=child.id, during=[course.id], by=None, today=DAY, now=AT)
    goal = goal_actions.set_goal(case=case, by=lead, now=AT, topic="Post", statement="Ich öffne meine Post.")
    plan = plan_actions.draft_plan(case=case, introduction="Rückstand", by=lead, now=AT)
    note = record_actions.write_note(case=case, note_class="ordinary", text="Gespräch", by=lead, now=AT)
    db.session.commit()
    desk = login_as(lead)
    opened = {"child_id": child.id, "fall": case.id, "happened_on": "2026-11-20", "urgency": "24h"}
    assert submit(desk, "/kinderschutz/neu", {**opened, "text": "Ohne Jacke.", "source": "Kita"}).status_code == 303
    record = db.session.scalars(db.select(ProtectionRecord)).one()
    base = f"/faelle/{case.id}"
    pages = [
        *(f"{base}/{p}" for p in ("aufnahme", "rahmen", "ruhen", "uebergeben", "vertretung", "weitere-fallfuehrung")),
        *(f"{base}/lebenslage/{p}" for p in ("einschaetzen", "freigeben")),
        *(f"{base}/{p}" for p in ("ziele/neu", f"ziele/{goal.id}", f"ziele/{goal.id}/schritt")),
        *(f"{base}/{p}" for p in (f"ziele/{goal.id}/ergebnis", "ressourcen/neu", f"plan/{plan.id}", "konferenzen/neu")),
        *(f"{base}/{p}" for p in ("notizen", f"notizen/{note.id}/berichtigen", "abschluss")),
        *(f"{base}/massnahmen/{p}" for p in ("neu", f"{course.id}/bearbeiten")),
        *(f"{base}/verzahnung/neu?art={k}" for k in ("cover", "no_overlap", "prerequisite", "start_within")),
        f"{base}/verzahnung/neu?art=weekly_limit",
        f"{base}/verzahnung/{rule.id}",
        "/kinderschutz/neu",
        *(f"/kinderschutz/{record.id}/schritt/{step}" for step in "abcdefgh"),
        *(f"/kinderschutz/{record.id}/{p}" for p in ("frist", "beteiligen", "abschliessen")),
    ]
    return desk, pages


def fields_of(page):
    """The fields of the largest form of a page, with the hidden ones as they stand; selects and radios by name."""
    form = max(re.findall(r"<form[^>]*method=\"post\".*?</form>", page, re.S), key=len)
    hidden = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
    hidden |= dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', form))
    names = set(re.findall(r'<(?:input|select|textarea)[^>]*\bname="([^"]+)"', form)) - hidden.keys()
    return hidden, sorted(names), sorted(set(re.findall(r'<textarea[^>]*\bname="([^"]+)"', form)))


@pytest.mark.slow
def test_no_form_breaks_on_bad_input(file):
    desk, pages = file
    broken, answers = [], Counter()
    for address in pages:
        shown = desk.get(address)
        assert shown.status_code == 200, (address, shown.status_code)
        hidden, names, _ = fields_of(shown.text)
        assert names, address
        for nasty in NASTY:
            fresh = {**hidden, "form_key": f"{len(broken)}{nasty[:3]}{address}"[:40]}
            answer = desk.post(address, data={**fresh, **dict.fromkeys(names, nasty)})
            answers[answer.status_code] += 1
            if answer.status_code not in {303, 409, 422, 404}:
                broken.append((address, nasty[:20], answer.status_code))
    assert broken == []
    assert answers[422] > len(pages) * len(NASTY) * 0.6, "most of it must reach the form's own checks"


def test_what_was_typed_stands_in_the_refused_form(file):
    desk, pages = file
    lost = []
    for address in pages:
        hidden, names, texts = fields_of(desk.get(address).text)
        if not texts:
            continue
        answer = desk.post(address, data={**hidden, **dict.fromkeys(names, "keine-wahl"), **dict.fromkeys(texts, KEPT)})
        if answer.status_code == 422 and answer.text.count(KEPT) < len(texts):
            lost.append((address, texts))
        if answer.status_code == 422 and "error" not in answer.text:
            lost.append((address, "no message"))
    assert lost == []
