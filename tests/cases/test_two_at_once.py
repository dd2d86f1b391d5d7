"""Two navigators at one form: whoever comes second sees both versions, and nothing is overwritten unseen."""

import io
import re
from datetime import timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.cases import queries
from lotse.cases.actions import goals as goal_actions
from lotse.cases.actions import plan as plan_actions
from lotse.cases.actions import records as record_actions
from lotse.cases.queries import goals, records, situation
from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.measures.actions.requirements import require_cover
from tests.factories.accounts import make_user
from tests.factories.cases import AT, DAY, make_case
from tests.factories.measures import make_child, make_measure

TODAY = clock.today().isoformat()


@pytest.fixture
def lead(app):
    return make_user(Role.NAVIGATOR)


@pytest.fixture
def case(lead):
    return make_case(lead=lead)


def a_goal(case, lead):
    row = goal_actions.set_goal(
        case=case, by=lead, now=AT, topic="Wohnen", statement="Ich bleibe.", will="Hier bleiben"
    )
    fields = {"dimension": "", "topic": "Wohnen", "will": "Hier bleiben"}
    return f"/ziele/{row.id}", {**fields, "statement": "Ich zahle."}, {**fields, "statement": "Ich ziehe um."}


def a_will(case, lead):
    page, first, second = a_goal(case, lead)
    same = {"statement": "Ich bleibe."}
    return page, {**first, **same, "will": "In der Stadt bleiben"}, {**second, **same, "will": "Aufs Land ziehen"}


def a_frame(case, lead):
    fields = {"weight": "B", "zone": "voluntary", "review_on": TODAY}
    return "/rahmen", {**fields, "reason": "Neuer Anlass"}, {**fields, "reason": "Anderer Anlass"}


def an_intake(case, lead):
    fields = {"several_areas": "y"}
    return "/aufnahme", {**fields, "note": "Zwei Bereiche"}, {**fields, "note": "Drei Bereiche"}


def a_plan(case, lead):
    goal_actions.set_goal(case=case, by=lead, now=AT, topic="Wohnen", statement="Ich bleibe.")
    row = plan_actions.draft_plan(case=case, introduction="Rückstand", by=lead, now=AT)
    review = (clock.today() + timedelta(days=90)).isoformat()
    fields = {"agreed_on": TODAY, "agreement": "signed", "review_on": review}
    return f"/plan/{row.id}", {**fields, "client_note": "Passt so"}, {**fields, "client_note": "Nur mit Hilfe"}


def a_measure(case, lead):
    row = make_measure(case, "Mo–Fr 8–13", label="Kurs", kind="course")
    fields = {"kind": "course", "person_id": row.person_id, "starts_on": TODAY, "state": "planned", "weekly": "Mo 8–9"}
    return f"/massnahmen/{row.id}/bearbeiten", {**fields, "label": "Kurs A"}, {**fields, "label": "Kurs B"}


def a_requirement(case, lead):
    child, course = make_child(case), make_measure(case, "Mo–Fr 8–13", label="Kurs", kind="course")
    row = require_cover(case_id=case.id, person_id=child.id, during=[course.id], by=None, today=DAY, now=AT)
    fields = {"person_id": child.id, "during": course.id, "travel_after_min": 0, "by_all": "y"}
    return f"/verzahnung/{row.id}", {**fields, "travel_before_min": 23}, {**fields, "travel_before_min": 47}


def a_note(case, lead):
    row = record_actions.write_note(case=case, note_class="ordinary", text="Gespräch", by=lead, now=AT)
    fields = {"note_class": "ordinary"}
    return f"/notizen/{row.id}/berichtigen", {**fields, "text": "Am 3. Mai"}, {**fields, "text": "Am 4. Mai"}


FORMS = [a_goal, a_will, a_frame, an_intake, a_plan, a_measure, a_requirement, a_note]


def hidden(page):
    found = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    found |= dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*type="hidden"[^>]*value="([^"]*)"', page))
    found.pop("q", None)
    return found


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_the_second_sees_both_and_the_first_stays(case, lead, login_as, form):
    page, first, second = form(case, lead)
    db.session.commit()
    address = f"/faelle/{case.id}{page}"
    one, other = login_as(lead), login_as(lead)
    theirs, mine = hidden(one.get(address).text), hidden(other.get(address).text)
    assert one.post(address, data={**theirs, **first}).status_code == 303
    answer = other.post(address, data={**mine, **second})
    assert answer.status_code == 409, answer.text
    differing = [name for name in first if first[name] != second[name]]
    for name in differing:
        assert str(second[name]) in answer.text, "what was typed is not lost"
        assert str(first[name]) in answer.text, "what is stored stands beside it"


def test_ratings_of_two_people_stand_side_by_side(case, lead, login_as, submit):
    page = f"/faelle/{case.id}/lebenslage/einschaetzen"
    one, other = login_as(lead), login_as(lead)
    for desk, value in ((one, "2"), (other, "3")):
        said = {"view": "joint", "rated_on": TODAY, "housing": value, "housing_evidence": f"Beleg {value}"}
        assert submit(desk, page, said).status_code == 303
    assert [r.value for r in situation.all_ratings(case.id)] == [2, 3]


def test_steps_resources_and_notes_of_two_people_are_both_kept(case, lead, login_as, submit):
    row = goal_actions.set_goal(case=case, by=lead, now=AT, topic="Post", statement="Ich öffne meine Post.")
    db.session.commit()
    base = f"/faelle/{case.id}"
    added = {
        f"{base}/ziele/{row.id}/schritt": [{"text": "Mappe kaufen"}, {"text": "Ordner holen"}],
        f"{base}/ressourcen/neu": [{"box": "person", "text": "kocht gern"}, {"box": "network", "text": "Nachbarin"}],
        f"{base}/notizen": [{"note_class": "ordinary", "text": "Erste"}, {"note_class": "ordinary", "text": "Zweite"}],
    }
    for page, entries in added.items():
        for entry in entries:
            answer = submit(login_as(lead), page, entry)
            assert answer.status_code == 303, (page, answer.text)
    db.session.expire_all()
    assert [s.text for s in goals.get_goal(row.id, case).steps] == ["Mappe kaufen", "Ordner holen"]
    assert {r.text for r, _ in goals.list_resources(case.id)} == {"kocht gern", "Nachbarin"}
    reader = queries.reader_of(case, lead, AT)
    assert {n.text for n in records.list_notes(case.id, reader)} == {"Erste", "Zweite"}


def test_conferences_and_documents_of_two_people_are_both_kept(case, lead, login_as, submit):
    db.session.commit()
    base = f"/faelle/{case.id}"
    one, other = login_as(lead), login_as(lead)
    for desk, word in ((one, "Erste"), (other, "Zweite")):
        nobody = {f"participants-{n}-consent": "" for n in range(1, 8)}
        held = {"held_on": TODAY, "participants-0-name": word, "participants-0-consent": "office", "decisions": word}
        assert submit(desk, f"{base}/konferenzen/neu", held | nobody).status_code == 303
        file = (io.BytesIO(b"%PDF-1.4\n" + word.encode() + b"\n%%EOF"), f"{word}.pdf")
        given = {"title": word, "note_class": "ordinary", "file": file}
        assert submit(desk, f"{base}/dokumente", given).status_code == 303
    assert {row.decisions for row in records.list_conferences(case.id)} == {"Erste", "Zweite"}
    reader = queries.reader_of(case, lead, AT)
    assert {row.title for row in records.list_documents(case.id, reader)} == {"Erste", "Zweite"}
