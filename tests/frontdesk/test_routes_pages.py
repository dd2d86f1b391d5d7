"""Every page of the counter opens with data, and with none."""

import pytest

from lotse.accounts.rules import Role
from lotse.clients.actions import households, links, warnings
from lotse.clients.rules.households import Evidence, RelationKind
from lotse.clients.rules.warnings import WarningKind
from lotse.foundation.db import db
from tests.factories.accounts import make_user
from tests.factories.clients import NOW, TODAY, make_household, make_person
from tests.factories.frontdesk import make_concern

PAGES = (
    "/empfang/", "/empfang/tag", "/empfang/rueckrufe", "/empfang/uebergaben", "/empfang/antragswille",
    "/empfang/anfragen", "/empfang/termine", "/personen/neu",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_in_an_empty_office(login_as, page):
    assert login_as(Role.FRONT_DESK).get(page).status_code == 200


def test_the_first_day_says_what_is_missing_before_a_contact_can_be_saved(login_as):
    advisor = login_as(make_user(Role.FRONT_DESK, site_id=None))
    db.session.commit()
    page = advisor.get("/empfang/").text
    assert "Noch kann kein Kontakt gespeichert werden" in page
    assert "der Katalog der Anliegen" in page
    assert "Erste Schritte" in page


def test_a_set_up_office_is_told_nothing_of_the_kind(login_as):
    advisor = make_user(Role.FRONT_DESK)
    make_concern()
    db.session.commit()
    assert "Noch kann kein Kontakt gespeichert werden" not in login_as(advisor).get("/empfang/").text


def test_a_person_page_shows_everything_around_her(login_as):
    lead, person = (
        make_user(Role.TEAM_LEAD),
        make_person(phone="0171 5550123", street="Hauptstr. 5", town="Musterstadt"),
    )
    make_household(person)
    guardian, twin = make_person("Berger", "Ute", "1.1.1960"), make_person("Oezdemir", "Aylin")
    households.relate(
        person=person, other=guardian, kind=RelationKind.LEGAL_GUARDIAN, evidence=Evidence("Ausweis vom 1.2.2024")
    )
    warnings.warn(person=person, kind=WarningKind.DANGER, by=lead, today=TODAY, now=NOW, text="Hund")
    links.link_persons(kept=person, other=twin, reason="", by=lead, now=NOW, today=TODAY)
    person_id, number = person.id, person.number
    db.session.commit()
    page = login_as(Role.FRONT_DESK).get(f"/personen/{person_id}").text
    for shown in ("Özdemir, Aylin", "14.03.1988", number, "tel:+491715550123", "Vorsicht", "Hund", "Berger, Ute",
                  "Rechtliche Betreuung", "Hauptperson", twin.number):  # fmt: skip
        assert shown in page, shown
    for part in ("bearbeiten", "hinweis", "haushalt", "beziehung", "verbinden"):
        assert login_as(lead).get(f"/personen/{person_id}/{part}").status_code == 200, part
