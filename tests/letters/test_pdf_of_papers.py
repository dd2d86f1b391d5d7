"""Papers drawn from records (plan, week, closing report, clients' letters, protection notice) pass the same checks."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from lotse.accounts.rules import Role
from lotse.cases.actions import goals, situation
from lotse.cases.actions import plan as plans
from lotse.cases.actions.situation import Said
from lotse.cases.queries.goals import list_plans
from lotse.cases.rules.life_situation import Dimension, RatingState
from lotse.foundation import clock
from tests.factories.accounts import make_user
from tests.factories.cases import AT, DAY, make_case
from tests.factories.deadlines import make_deadline
from tests.factories.measures import make_child, make_measure
from tests.pdf_checks import is_whole, keeps_its_fonts, reads_aloud, says_what_it_is

pytestmark = pytest.mark.pdf

FACTS = {"text": "Blauer Fleck am Arm, Kind schweigt dazu.", "source": "Kita, Frau Beispiel", "urgency": "24h"}
HOSTILE = "<b>x</b> & \"'{{ 7*7 }} <img src='x'>"


@pytest.fixture
def navigator(app):
    return make_user(Role.NAVIGATOR, name="Mira Beispiel")


@pytest.fixture
def case(navigator):
    """A case with something to print everywhere: goals, steps, measures, ratings, and text that looks like markup."""
    case = make_case(lead=navigator)
    goal = goals.set_goal(
        case=case, by=navigator, now=AT, topic="Wohnen", will=HOSTILE, statement="Ich zahle meine Miete selbst."
    )
    goals.add_step(goal=goal, text="Raten vereinbaren", who="Mira", due_on=DAY)
    this_week = clock.today() - timedelta(days=clock.today().weekday())
    make_measure(case, "Mo-Fr 8-13", starts_on=this_week, ends_on=this_week + timedelta(days=90))
    make_measure(case, "Mo-Do 9-12", person=make_child(case), label="Kita", starts_on=this_week, ends_on=None)
    return case


def print_all(browser, page, *addresses):
    """Press the print buttons of a page and return the PDFs they lead to."""
    for address in addresses:
        form = re.search(rf'<form[^>]*action="{re.escape(address)}".*?</form>', browser.get(page).text, re.S)
        assert form, f"{page} has no button for {address}"
        answer = browser.post(
            address, data=dict(re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', form.group()))
        )
        assert answer.status_code == 303, answer.text
        yield browser.get(f"{answer.location}/brief.pdf").data


def check(folder, pdfs, author="Sozialbüro"):
    files = []
    for number, pdf in enumerate(pdfs):
        files.append(folder / f"{number}.pdf")
        files[-1].write_bytes(pdf)
        is_whole(files[-1])
        keeps_its_fonts(files[-1])
        says_what_it_is(files[-1], author)
    reads_aloud(*files)


def test_plan_and_week_conform(navigator, case, login_as, tmp_path):
    plans.draft_plan(case=case, introduction=HOSTILE, by=navigator, now=AT)
    browser = login_as(navigator)
    page = f"/faelle/{case.id}/plan/{list_plans(case.id)[0].id}"
    made = [*print_all(browser, page, f"{page}/drucken/buero", f"{page}/drucken/klient")]
    made += print_all(browser, f"/briefe/neu/fall/{case.id}", f"/briefe/aus/fall/{case.id}/wochenplan")
    assert len(made) == 3
    check(tmp_path, made)


def test_the_closing_report_conforms(navigator, login_as, submit, tmp_path):
    case = make_case(lead=navigator)
    goal = goals.set_goal(case=case, by=navigator, now=AT, topic="Post", statement="Ich öffne meine Post.")
    goals.record_goal_outcome(goal=goal, case=case, outcome="reached", note=HOSTILE, by=navigator, today=DAY, now=AT)
    said = [Said(Dimension.HOUSING, RatingState.RATED, 2, 4, "Mietschulden")]
    situation.rate(case=case, said=said, rated_on=DAY, view="joint", by=navigator, today=DAY, now=AT)
    browser = login_as(navigator)
    report = {"reason": "moved_away", "report": f"Umgezogen.\n{HOSTILE}", "follow_up": "y"}
    answer = submit(browser, f"/faelle/{case.id}/abschluss", report)
    assert answer.status_code == 303, answer.text
    check(tmp_path, print_all(browser, f"/faelle/{case.id}", f"/faelle/{case.id}/abschlussbericht"))


@pytest.mark.parametrize("kind", ["widerspruch", "verlaengerung", "untaetigkeit"])
def test_letters_of_the_client_conform(navigator, case, login_as, submit, tmp_path, kind):
    deadline = make_deadline(case)
    browser = login_as(navigator)
    page = f"/briefe/neu/fall/{case.id}/frist/{deadline.id}?art={kind}"
    answer = submit(browser, page, {"kind": kind, "authority": "Jobcenter Musterkreis", "text": HOSTILE})
    client = re.search(r"<dt>Person</dt>\s*<dd>([^<]+)", browser.get(answer.location).text)
    assert client
    first, last = client.group(1).split(", ")[::-1]
    check(tmp_path, [browser.get(f"{answer.location}/brief.pdf").data], author=f"{first} {last}")


def test_the_notice_to_the_youth_office_conforms(navigator, case, login_as, submit, tmp_path):
    browser = login_as(navigator)
    data = {**FACTS, "child_id": case.person_id, "happened_on": clock.today().isoformat(), "fall": case.id}
    opened = submit(browser, "/kinderschutz/neu", data)
    assert opened.status_code == 303, opened.text
    page = opened.location.partition("#")[0]
    assert submit(browser, page, {}, to=f"{page}/mitteilung").status_code == 303
    address = re.search(r'href="([^"]*/mitteilung/\d+\.pdf)"', browser.get(page).text).group(1)
    check(tmp_path, [browser.get(address).data])
