"""Pages of a case, opened, filled in and sent as a navigator does."""

from datetime import date, timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.cases.queries import goals, lists, responsibility, situation
from lotse.foundation import clock
from lotse.foundation.db import db
from tests.factories.accounts import make_user
from tests.factories.cases import make_case

PAGES = (
    "/steuern",
    "/aufnahme",
    "/rahmen",
    "/ruhen",
    "/uebergeben",
    "/vertretung",
    "/weitere-fallfuehrung",
    "/lebenslage",
    "/lebenslage/einschaetzen",
    "/lebenslage/freigeben",
    "/lebenslage/druck",
    "/ziele",
    "/ziele/neu",
    "/ressourcen/neu",
    "/plan/neu",
)


@pytest.fixture
def navigator(app):
    return make_user(Role.NAVIGATOR)


@pytest.fixture
def case(navigator):
    return make_case(lead=navigator)


@pytest.fixture
def desk(case, navigator, login_as):
    return login_as(navigator)


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_for_the_lead_and_is_a_404_for_a_colleague(page, case, desk, login_as):
    assert desk.get(f"/faelle/{case.id}{page}").status_code == 200
    assert login_as(Role.NAVIGATOR).get(f"/faelle/{case.id}{page}").status_code == 404


def test_intake_with_all_criteria_moves_the_case_on(case, desk, submit):
    yes = {"several_areas": "y", "several_actors": "y", "usual_path_fails": "y", "consents": "y", "note": "Klar"}
    assert submit(desk, f"/faelle/{case.id}/aufnahme", yes).status_code == 303
    db.session.expire_all()
    assert (case.phase, case.intake["consents"]) == ("assessment", True)


def test_a_phase_without_intake_decision_is_refused_in_words(case, desk, submit):
    answer = submit(desk, f"/faelle/{case.id}/steuern", {"phase": "assessment"}, to=f"/faelle/{case.id}/phase")
    assert answer.status_code == 422
    assert "Zuerst die Aufnahme" in answer.text


def test_the_frame_is_saved_and_a_late_review_is_refused_at_its_field(case, desk, submit):
    page = f"/faelle/{case.id}/rahmen"
    good = {"reason": "Neuer Anlass", "weight": "A", "zone": "grey", "review_on": clock.today().isoformat()}
    late = {**good, "review_on": (clock.today() + timedelta(days=400)).isoformat()}
    refused = submit(desk, page, late)
    assert refused.status_code == 422
    assert "sechs Monaten" in refused.text
    assert submit(desk, page, good).status_code == 303
    db.session.expire_all()
    assert (case.reason, case.weight, case.zone) == ("Neuer Anlass", "A", "grey")


def test_a_handover_moves_the_lead_only_on_acceptance(case, desk, navigator, login_as, submit):
    colleague = make_user(Role.NAVIGATOR)
    db.session.commit()
    offer = {"to_id": colleague.id, "reason": "Ich wechsle den Standort"}
    assert submit(desk, f"/faelle/{case.id}/uebergeben", offer).status_code == 303
    db.session.expire_all()
    assert case.lead_id == navigator.id
    waiting = responsibility.handovers_for(colleague)[0].handover
    other = login_as(colleague)
    assert "wartet auf Ihre Antwort" in other.get("/faelle").text
    refused = submit(other, f"/faelle/uebergaben/{waiting.id}", {"decline": "Ablehnen"})
    assert refused.status_code == 422
    assert submit(other, f"/faelle/uebergaben/{waiting.id}", {"accept": "Fall annehmen"}).status_code == 303
    db.session.expire_all()
    assert case.lead_id == colleague.id
    assert desk.get(f"/faelle/{case.id}").status_code == 404


def test_the_rating_sheet_keeps_what_was_said_and_asks_for_evidence(case, desk, submit):
    page = f"/faelle/{case.id}/lebenslage/einschaetzen"
    said = {"view": "joint", "rated_on": "2026-11-20", "housing": "1", "housing_target": "4"}
    refused = submit(desk, page, said)
    assert refused.status_code == 422
    assert "festgemacht" in refused.text
    assert submit(desk, page, {**said, "housing_evidence": "Räumung am 14.12."}).status_code == 303
    [rating] = situation.all_ratings(case.id)
    assert (rating.dimension, rating.value, rating.target, rating.view) == ("housing", 1, 4, "joint")
    shown = desk.get(f"/faelle/{case.id}/lebenslage").text
    assert "Räumung am 14.12." in shown
    assert "Prüfliste" in shown


def test_a_restricted_dimension_cannot_be_rated_without_opting_in(case, desk, submit):
    page = f"/faelle/{case.id}/lebenslage/einschaetzen"
    said = {"view": "joint", "rated_on": "2026-11-20", "safety": "1", "safety_evidence": "x"}
    assert submit(desk, page, said).status_code == 422
    agreed = {"dimension": "safety", "reason": "Schutz", "agreed_on": "2026-11-20"}
    assert submit(desk, f"/faelle/{case.id}/lebenslage/freigeben", agreed).status_code == 303
    assert submit(desk, page, said).status_code == 303


def test_the_team_lead_reads_the_profile_but_not_the_restricted_dimensions(case, desk, navigator, login_as, submit):
    agreed = {"dimension": "safety", "reason": "Schutz", "agreed_on": "2026-11-20"}
    submit(desk, f"/faelle/{case.id}/lebenslage/freigeben", agreed)
    said = {"view": "joint", "rated_on": "2026-11-20", "safety": "1", "safety_evidence": "geheimer Beleg"}
    submit(desk, f"/faelle/{case.id}/lebenslage/einschaetzen", said)
    boss = login_as(make_user(Role.TEAM_LEAD, unit_id=navigator.unit_id))
    shown = boss.get(f"/faelle/{case.id}/lebenslage").text
    assert "vertraulich" in shown
    assert "geheimer Beleg" not in shown + boss.get(f"/faelle/{case.id}").text


def test_two_navigators_editing_one_goal_are_shown_both_texts(case, desk, navigator, login_as, submit):
    goal = {
        "dimension": "",
        "topic": "Wohnen",
        "statement": "Ich behalte meine Wohnung.",
        "will": "Ich will hier bleiben.",
    }
    assert submit(desk, f"/faelle/{case.id}/ziele/neu", goal).status_code == 303
    [row] = goals.list_goals(case.id)
    page = f"/faelle/{case.id}/ziele/{row.id}"
    stale = desk.get(page).text
    assert submit(desk, page, {**goal, "statement": "Ich zahle die Raten."}).status_code == 303
    token = __import__("re").search(r'name="csrf_token"[^>]*value="([^"]+)"', stale).group(1)
    answer = desk.post(page, data={**goal, "statement": "Ich ziehe um.", "version": "1", "csrf_token": token})
    assert answer.status_code == 409
    assert "Ich ziehe um." in answer.text
    assert "Ich zahle die Raten." in answer.text
    db.session.expire_all()
    assert row.statement == "Ich zahle die Raten."


def test_steps_outcome_and_resources_of_a_goal(case, desk, submit):
    submit(
        desk, f"/faelle/{case.id}/ziele/neu", {"dimension": "", "topic": "Post", "statement": "Ich öffne meine Post."}
    )
    [goal] = goals.list_goals(case.id)
    base = f"/faelle/{case.id}/ziele"
    assert submit(desk, f"{base}/{goal.id}/schritt", {"text": "Ordner kaufen", "who": "ich"}).status_code == 303
    db.session.expire_all()
    [step] = goal.steps
    submit(desk, base, {"done": "1"}, to=f"/faelle/{case.id}/schritte/{step.id}")
    assert "Schritt erledigt: Ordner kaufen" in desk.get(base).text
    submit(desk, f"{base}/{goal.id}/ergebnis", {"outcome": "partly", "note": "Fast"})
    submit(desk, f"/faelle/{case.id}/ressourcen/neu", {"box": "network", "text": "Nachbarin hilft"})
    assert "Die Ressource ist eingetragen: Nachbarin hilft" in desk.get(base).text
    db.session.expire_all()
    assert step.done_on == clock.today()
    assert (goal.outcome, goal.outcome_on) == ("partly", clock.today())
    assert "Nachbarin hilft" in desk.get(base).text


def test_a_page_below_the_overview_leads_back_to_the_case(case, desk):
    way = f'<a href="/faelle/{case.id}">{case.number}</a>'
    for below in ("steuern", "abschluss", "uebergeben"):
        assert way in desk.get(f"/faelle/{case.id}/{below}").text
    assert way not in desk.get(f"/faelle/{case.id}").text


def test_an_unknown_offer_at_a_resource_is_refused_at_its_field(case, desk, submit):
    data = {"box": "social_space", "text": "Verein", "offer": "Verein", "offer_id": "987654"}
    answer = submit(desk, f"/faelle/{case.id}/ressourcen/neu", data)
    assert answer.status_code == 422
    assert "gibt es nicht" in answer.text


def test_a_plan_comes_into_force_with_agreement_and_replaces_the_former_one(case, desk, submit):
    submit(
        desk, f"/faelle/{case.id}/ziele/neu", {"dimension": "", "topic": "Post", "statement": "Ich öffne meine Post."}
    )
    agreed = {"agreed_on": clock.today().isoformat(), "agreement": "signed"}
    agreed["review_on"] = (clock.today() + timedelta(days=90)).isoformat()
    for _ in range(2):
        assert submit(desk, f"/faelle/{case.id}/plan/neu", {"introduction": "Anfang"}).status_code == 303
        draft = goals.list_plans(case.id)[0]
        assert submit(desk, f"/faelle/{case.id}/plan/{draft.id}", agreed).status_code == 303
    db.session.expire_all()
    assert [(p.number, p.state) for p in goals.list_plans(case.id)] == [(2, "current"), (1, "replaced")]
    assert case.review_on == clock.today() + timedelta(days=90)
    submit(
        desk, f"/faelle/{case.id}/ziele/neu", {"dimension": "", "topic": "Neu", "statement": "Ich komme später dazu."}
    )
    current = goals.find_current_plan(case.id)
    assert "komme später dazu" not in desk.get(f"/faelle/{case.id}/plan/{current.id}").text


def test_stand_in_and_other_case_leads_are_recorded(case, desk, submit):
    colleague = make_user(Role.NAVIGATOR)
    db.session.commit()
    period = {"to_id": colleague.id, "starts_on": clock.today().isoformat(), "reason": "Urlaub"}
    assert submit(desk, f"/faelle/{case.id}/vertretung", period).status_code == 303
    other = {"procedure": "youth_plan", "organisation": "Jugendamt Musterkreis", "since": "2026-10-01"}
    assert submit(desk, f"/faelle/{case.id}/weitere-fallfuehrung", other).status_code == 303
    assert "Jugendamt Musterkreis" in desk.get(f"/faelle/{case.id}").text
    assert [r.id for r in lists.standing_in_for(colleague, clock.now())] == [case.id]


def test_a_double_submit_creates_one_goal(case, desk):
    page = f"/faelle/{case.id}/ziele/neu"
    text = desk.get(page).text
    find = __import__("re").search
    data = {
        "csrf_token": find(r'name="csrf_token"[^>]*value="([^"]+)"', text).group(1),
        "form_key": find(r'name="form_key"[^>]*value="([^"]+)"', text).group(1),
        "dimension": "",
        "topic": "Post",
        "statement": "Ich öffne meine Post.",
    }
    first, second = desk.post(page, data=data), desk.post(page, data=data)
    assert (first.status_code, second.status_code) == (303, 303)
    assert len(goals.list_goals(case.id)) == 1


def test_a_date_in_no_calendar_is_refused_at_its_field(case, desk, submit):
    data = {"dimension": "", "topic": "x", "statement": "Ich tue es.", "due_on": "31.02.2027"}
    answer = submit(desk, f"/faelle/{case.id}/ziele/neu", data)
    assert answer.status_code == 422
    assert "Dieses Datum gibt es nicht" in answer.text
    assert date(2027, 2, 28) not in {g.due_on for g in goals.list_goals(case.id)}
