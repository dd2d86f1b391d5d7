"""Administrators set up sites, teams and departments; a department is at once somebody one can refer to."""

from __future__ import annotations

import re

import pytest

from lotse.accounts.models import Site, Unit, User
from lotse.accounts.rules import Role
from lotse.directory.models import Organisation
from lotse.directory.queries.organisations import find_for_unit
from lotse.foundation.clock import now, today
from lotse.foundation.db import db
from tests.factories.accounts import make_site, make_unit, make_user
from tests.factories.cases import make_case
from tests.factories.directory import make_organisation


def fresh(model: type, **by: object) -> object:
    db.session.expire_all()
    return db.session.query(model).filter_by(**by).one()


def test_a_new_department_stands_in_the_directory_with_its_inbox(login_as, submit) -> None:
    browser = login_as(Role.ADMINISTRATION)
    answer = submit(browser, "/verwaltung/einheiten", {"kind": "department", "name": "Wohnhilfe"})
    assert answer.status_code == 303, answer.text
    unit = fresh(Unit, name="Wohnhilfe")
    assert find_for_unit(unit.id).name == "Wohnhilfe"


def test_a_department_can_take_over_an_entry_of_the_directory(login_as, submit) -> None:
    entry_id = make_organisation(name="Beratung am Markt").id
    browser = login_as(Role.ADMINISTRATION)
    data = {"kind": "department", "name": "Fachstelle Markt", "organisation_id": str(entry_id)}
    assert submit(browser, "/verwaltung/einheiten", data).status_code == 303
    assert find_for_unit(fresh(Unit, name="Fachstelle Markt").id).id == entry_id
    assert db.session.query(Organisation).count() == 1


def test_an_entry_with_the_same_name_is_pointed_out_at_the_choice(login_as, submit) -> None:
    make_organisation(name="Wohnhilfe", street="", postcode="", town="")
    answer = submit(login_as(Role.ADMINISTRATION), "/verwaltung/einheiten", {"kind": "department", "name": "Wohnhilfe"})
    assert answer.status_code == 422
    assert "Bitte ihn auswählen" in answer.text
    db.session.expire_all()
    assert not db.session.query(Unit).filter_by(name="Wohnhilfe").count()


def test_a_team_needs_no_entry(login_as, submit) -> None:
    browser = login_as(Role.ADMINISTRATION)
    assert submit(browser, "/verwaltung/einheiten", {"kind": "team", "name": "Team Nord"}).status_code == 303
    assert not db.session.query(Organisation).count()


def test_a_misspelt_unit_is_renamed_but_not_to_a_taken_name(login_as, submit) -> None:
    unit_id = make_unit("team", name="Teem Nord").id
    make_unit("team", name="Team Süd")
    browser, page = login_as(Role.ADMINISTRATION), f"/verwaltung/einheiten/{unit_id}"
    refused = submit(browser, page, {"name": "team süd"})
    assert refused.status_code == 422
    assert "gibt es schon" in refused.text
    assert submit(browser, page, {"name": "Team Nord"}).status_code == 303
    assert fresh(Unit, id=unit_id).name == "Team Nord"


def test_two_administrators_at_one_unit_see_both_versions(login_as, submit) -> None:
    unit = make_unit("team", name="Anfang")
    browser, page = login_as(Role.ADMINISTRATION), f"/verwaltung/einheiten/{unit.id}"
    opened = browser.get(page).text
    assert 'name="version" type="hidden" value="1"' in opened
    assert submit(browser, page, {"name": "Von der einen"}).status_code == 303
    late = submit(browser, page, {"name": "Vom anderen", "version": "1"})
    assert late.status_code == 409
    assert "Von der einen" in late.text
    assert "Vom anderen" in late.text


def test_a_unit_with_work_stays_open_and_says_why(login_as, submit) -> None:
    unit = make_unit("team")
    make_case(lead=make_user(unit_id=unit.id), unit_id=unit.id)
    unit_id = unit.id
    browser, page = login_as(Role.ADMINISTRATION), f"/verwaltung/einheiten/{unit_id}"
    assert submit(browser, page, {}, to=f"{page}/schliessung").status_code == 303
    assert "1 Konten, 1 offene Fälle" in browser.get(page).text
    assert fresh(Unit, id=unit_id).closed_on is None


def test_an_empty_unit_closes_and_opens_again(login_as, submit) -> None:
    unit_id = make_unit("team", name="Projektteam").id
    browser, page = login_as(Role.ADMINISTRATION), f"/verwaltung/einheiten/{unit_id}"
    submit(browser, page, {}, to=f"{page}/schliessung")
    assert fresh(Unit, id=unit_id).closed_on == today()
    browser.get("/verwaltung/einheiten")  # shows the notice, which names the unit once
    assert "Projektteam" not in browser.get("/verwaltung/konten/neu").text
    submit(browser, page, {}, to=f"{page}/schliessung")
    assert fresh(Unit, id=unit_id).closed_on is None


def test_a_site_is_changed_and_gets_its_place_on_the_map(login_as, submit) -> None:
    site_id = make_site(name="Alt").id
    browser, page = login_as(Role.ADMINISTRATION), f"/verwaltung/standorte/{site_id}"
    data = {"name": "Neu", "latitude": "51,1806", "longitude": "10.0254", "postcode": ""}
    assert submit(browser, page, data).status_code == 303
    site = fresh(Site, id=site_id)
    assert (site.name, site.latitude, site.longitude) == ("Neu", 51.1806, 10.0254)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"latitude": "zehn"}, "Das ist keine Zahl"),
        ({"latitude": "12", "longitude": "10"}, "liegt nicht in Deutschland"),
        ({"latitude": "51,1"}, "zusammen eintragen"),
        ({"latitude": "nan", "longitude": "inf"}, "liegt nicht in Deutschland"),
        ({"postcode": "9990"}, "hat 5 Ziffern"),
        ({"name": ""}, "Bitte einen Namen"),
        ({"name": "x" * 10_000}, "Höchstens 120"),
    ],
)
def test_a_site_refuses_what_cannot_be_and_keeps_what_was_typed(login_as, submit, typed, sentence) -> None:
    browser = login_as(Role.ADMINISTRATION)
    answer = submit(browser, "/verwaltung/standorte", {"name": "Bleibt stehen", **typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Bleibt stehen" in answer.text or "name" in typed


def test_a_site_with_accounts_stays_open(login_as, submit) -> None:
    site_id = make_site().id
    make_user(site_id=site_id)
    browser, page = login_as(Role.ADMINISTRATION), f"/verwaltung/standorte/{site_id}"
    submit(browser, page, {}, to=f"{page}/schliessung")
    assert fresh(Site, id=site_id).closed_on is None
    assert "1 offene Konten" in browser.get(page).text


def test_who_comes_back_gets_the_account_with_a_new_first_password(app, login_as, submit) -> None:
    user_id = make_user(login="elternzeit", deactivated_at=now()).id
    browser, page = login_as(Role.ADMINISTRATION), f"/verwaltung/konten/{user_id}"
    answer = submit(browser, page, {}, to=f"{page}/rueckkehr")
    password = re.search(r"<code>([^<]+)</code>", answer.text).group(1)
    assert submit(app.test_client(), "/anmelden", {"login": "elternzeit", "password": password}).status_code == 303
    assert fresh(User, id=user_id).must_change_password


def test_the_last_administrator_can_neither_leave_nor_change_sides(login_as, submit) -> None:
    last = make_user(Role.ADMINISTRATION, login="letzte")
    browser, page = login_as(last), f"/verwaltung/konten/{last.id}"
    answer = submit(browser, page, {"name": "Letzte", "role": "statistics", "fte_percent": "100"})
    assert answer.status_code == 422
    assert "letzte Konto der Administration" in answer.text


def test_a_new_installation_shows_the_first_steps_until_they_are_done(login_as) -> None:
    browser = login_as(make_user(Role.ADMINISTRATION, site_id=None))
    assert "Erste Schritte" in browser.get("/verwaltung/").text
