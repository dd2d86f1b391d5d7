"""Who lives with whom, as the page of a person shows it: a child of separated parents lives in two households."""

from datetime import timedelta

import pytest
from lxml import html

from lotse.accounts.rules import Role
from lotse.clients.actions.persons import PersonData
from lotse.clients.models import Person
from lotse.clients.queries.households import list_people_together
from lotse.foundation.clock import now, today
from lotse.foundation.db import db
from lotse.frontdesk.actions.take_down import write_down_person
from tests.conftest import csrf_token
from tests.factories.accounts import make_user
from tests.factories.clients import make_person


@pytest.fixture
def family(app):
    mother, father = make_person("Tann", "Silke", "12.2.1986"), make_person("Tann", "Jörn", "7.7.1984")
    child, flatmate = make_person("Tann", "Lotta", "1.9.2017"), make_person("Orth", "Ute", "3.3.1980")
    db.session.commit()
    return {person.first_name: person.id for person in (mother, father, child, flatmate)}


@pytest.fixture
def take_in(app, login_as, family):
    client = login_as(make_user(Role.FRONT_DESK))
    names = {"Silke": "Tann, Silke", "Jörn": "Tann, Jörn", "Lotta": "Tann, Lotta", "Ute": "Orth, Ute"}

    def send(home_of, who, role, query="", **fields):
        address = f"/personen/{family[home_of]}/haushalt{query}"
        usual = {"person": names[who], "person_id": str(family[who]), "role": role, "joined_on": "2024-03-01"}
        token = csrf_token(client.get(address).text)
        return client.post(address, data={**usual, "csrf_token": token, **fields})

    send.page = lambda who: html.fromstring(client.get(f"/personen/{family[who]}").text)
    return send


def homes(page):
    """Title and members of each household on the page."""
    [card] = page.xpath("//section[.//h2[starts-with(text(), 'Haushalt')]]")
    lists = [[name.text for name in found.xpath(".//*[@class='person-name']")] for found in card.xpath(".//ul")]
    return list(zip([title.text for title in card.xpath(".//h3")] or [""], lists, strict=True))


def test_the_two_households_of_a_child_stand_apart_and_each_takes_somebody_in(family, take_in):
    assert take_in("Silke", "Lotta", "child").status_code == 303
    assert take_in("Jörn", "Lotta", "child").status_code == 303
    assert homes(take_in.page("Silke")) == [("", ["Tann, Silke", "Tann, Lotta"])]
    page = take_in.page("Lotta")
    assert dict(homes(page)) == {
        "Bei Tann, Silke": ["Tann, Silke", "Tann, Lotta"], "Bei Tann, Jörn": ["Tann, Jörn", "Tann, Lotta"],
    }  # fmt: skip
    links = dict(
        zip([title for title, _ in homes(page)], page.xpath("//a/@href[contains(., 'haushalt=')]"), strict=True)
    )
    for head, month in (("Silke", "04"), ("Jörn", "05")):
        query = "?" + links[f"Bei Tann, {head}"].partition("?")[2]
        stay = {"joined_on": f"2024-{month}-01", "left_on": f"2024-{month}-30"}
        assert take_in("Lotta", "Ute", "other", query, **stay).status_code == 303
    assert all("Orth, Ute" in members for _, members in homes(take_in.page("Lotta")))
    refused = take_in("Lotta", "Ute", "other", left_on=(today() + timedelta(days=2)).isoformat())
    assert refused.status_code == 422
    assert "Das Ende liegt in der Zukunft." in refused.text


def test_a_mother_taken_in_as_head_at_her_childs_page_does_not_make_the_child_a_head(family, take_in):
    take_in("Lotta", "Silke", "head")
    page = take_in.page("Silke")
    assert homes(page) == [("", ["Tann, Silke", "Tann, Lotta"])]
    assert page.text_content().count("Hauptperson") == 1


def test_who_moved_in_later_is_no_concern_of_who_had_left(family, take_in):
    take_in("Silke", "Jörn", "partner", left_on="2024-05-31")
    take_in("Silke", "Ute", "other", joined_on="2025-01-01")
    assert homes(take_in.page("Jörn")) == [("", ["Tann, Silke", "Tann, Jörn"])]


def test_a_block_names_those_whose_files_still_show_the_address(family, take_in, login_as):
    take_in("Silke", "Lotta", "child")
    browser = login_as(make_user(Role.NAVIGATOR))

    def block(who):
        address = f"/personen/{family[who]}/hinweis"
        form = {
            "kind": "address_block",
            "text": "Bescheid liegt vor",
            "csrf_token": csrf_token(browser.get(address).text),
        }
        return browser.post(address, data=form, follow_redirects=True).text

    assert "Dieselbe Adresse zeigen weiterhin: Tann, Lotta." in block("Silke")
    assert "Dieselbe Adresse" not in block("Lotta")


def test_who_is_written_down_as_head_beside_a_child_does_not_make_the_child_a_head(family, take_in):
    user = make_user(Role.FRONT_DESK)
    child, day = db.session.get(Person, family["Lotta"]), today()
    write_down_person(
        data=PersonData("Neu", "Oma"), home_of=child, role="head", by=user, now=now(), today=day
    )  # fmt: skip
    db.session.commit()
    roles = {stay.person.first_name: stay.role for stay in list_people_together(child.id, day, user, now())}
    assert roles == {"Oma": "head", "Lotta": "child"}
