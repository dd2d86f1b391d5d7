"""The pages of the directory as people use them."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from lotse.accounts.actions.office_settings import set_setting
from lotse.accounts.rules import Role
from lotse.directory.forms.entries import RECEIVER_KINDS
from lotse.directory.models import Closure, DirectoryChange, Offer, Organisation, SpecialOpening
from lotse.disclosure.rules import ReceiverKind
from lotse.foundation import clock
from lotse.foundation.db import db
from tests.factories.accounts import make_user
from tests.factories.directory import make_concern, make_offer, make_organisation


@pytest.fixture
def lead(login_as):
    return login_as(Role.TEAM_LEAD)


NEW = "/verzeichnis/einrichtungen/neu"
PLAIN = {"name": "Stelle", "state": "HE", "receiver_kind": "charity"}


def reload(model, number):
    db.session.expire_all()
    return db.session.get(model, number)


def test_the_list_shows_offers_and_filters_them(app, login_as):
    make_offer(name="Schuldnerberatung")
    make_offer(name="Tagespflege")
    browser = login_as(Role.FRONT_DESK)
    assert "Tagespflege" in browser.get("/verzeichnis/").text
    page = browser.get("/verzeichnis/?q=schuldner").text
    assert "Schuldnerberatung" in page
    assert "Tagespflege" not in page


def test_htmx_gets_the_hits_alone(app, lead):
    make_offer(name="Tagespflege")
    page = lead.get("/verzeichnis/", headers={"HX-Request": "true"}).text
    assert page.strip().startswith("<section")
    assert "Tagespflege" in page


@pytest.mark.parametrize(
    "query", ["anliegen=x", "anliegen=99999999999", "seite=-1", "umkreis=abc", "sortierung=%00", "q=" + "x" * 500]
)
def test_nonsense_in_the_address_is_no_error(app, lead, query):
    assert lead.get(f"/verzeichnis/?{query}").status_code == 200


def test_a_new_house_is_offered_the_land_of_the_office(app, lead):
    set_setting(key="land", value="NW", by=None, now=clock.now())
    db.session.commit()
    assert '<option selected value="NW">' in lead.get(NEW).text


def test_a_house_is_added_and_its_history_begins(app, lead, submit):
    answer = submit(
        lead,
        "/verzeichnis/einrichtungen/neu",
        {"name": "Neue Stelle", "town": "Musterstadt", "state": "HE", "receiver_kind": "charity"},
    )
    assert answer.status_code == 303
    assert "Neue Stelle" in lead.get(answer.location).text
    assert db.session.scalar(sa.select(DirectoryChange.what)) == "Einrichtung angelegt"


def test_the_same_house_twice_is_refused_at_the_field(app, lead, submit):
    make_organisation(name="Doppelt", street="Ringweg 1")
    db.session.commit()
    answer = submit(
        lead,
        "/verzeichnis/einrichtungen/neu",
        {"name": "doppelt", "street": "Ringweg 1", "postcode": "00901", "state": "HE", "receiver_kind": "charity"},
    )
    assert answer.status_code == 422
    assert "schon im Verzeichnis" in answer.text


@pytest.mark.parametrize("website", ["javascript:alert(1)", "data:text/html,x", 'https://x.example/"onclick'])
def test_a_website_that_runs_code_is_refused(app, lead, submit, website):
    answer = submit(
        lead,
        "/verzeichnis/einrichtungen/neu",
        {"name": "X", "website": website, "state": "HE", "receiver_kind": "charity"},
    )
    assert answer.status_code == 422


def test_a_stale_form_shows_both_texts(app, lead, submit):
    house = make_organisation(name="Alt")
    db.session.commit()
    page = f"/verzeichnis/einrichtungen/{house.id}/bearbeiten"
    fields = {"name": "Neu", "state": "HE", "receiver_kind": "charity", "version": str(house.version)}
    assert submit(lead, page, fields).status_code == 303
    answer = submit(lead, page, {**fields, "name": "Noch neuer"})
    assert answer.status_code == 409
    assert "Noch neuer" in answer.text


def test_a_confidential_address_never_reaches_the_browser_and_survives_an_edit(app, lead, submit):
    house = make_organisation(name="Schutzhaus", street="Verborgen 7", town="Geheimstadt", address_confidential=True)
    make_offer(house, name="Schutzplatz")
    db.session.commit()
    edit = f"/verzeichnis/einrichtungen/{house.id}/bearbeiten"
    for page in ("/verzeichnis/", f"/verzeichnis/einrichtungen/{house.id}", edit, "/verzeichnis/?q=schutz"):
        text = lead.get(page).text
        assert "Verborgen" not in text
        assert "Geheimstadt" not in text
    fields = {
        "name": "Schutzhaus",
        "phone": "0399 555-9",
        "state": "HE",
        "receiver_kind": "charity",
        "address_confidential": "y",
    }
    assert submit(lead, edit, fields).status_code == 303
    assert reload(Organisation, house.id).street == "Verborgen 7"
    stale = submit(lead, edit, {**fields, "version": "1"})
    assert stale.status_code == 409
    assert "Verborgen" not in stale.text


def test_an_offer_is_changed_with_hours_and_concerns(app, lead, submit):
    concern = make_concern()
    offer = make_offer(name="Beratung")
    db.session.commit()
    answer = submit(
        lead,
        f"/verzeichnis/angebote/{offer.id}/bearbeiten",
        {"name": "Beratung", "hours": "Mo–Mi 9–12, n.V.", "concerns": [str(concern.id)]},
    )
    assert answer.status_code == 303
    stored = reload(Offer, offer.id)
    assert [row.weekday for row in stored.hours] == [0, 1, 2]
    assert stored.by_appointment
    assert stored.concerns == [concern]
    assert "Mo–Mi 9–12 Uhr und nach Vereinbarung" in lead.get(answer.location).text


def test_hours_that_make_no_sense_are_refused_at_the_field(app, lead, submit):
    offer = make_offer()
    db.session.commit()
    answer = submit(lead, f"/verzeichnis/angebote/{offer.id}/bearbeiten", {"name": "X", "hours": "Mittw 9-12"})
    assert answer.status_code == 422
    assert "kein Wochentag" in answer.text


def test_typed_hours_are_shown_back(app, lead):
    assert "Mo–Fr 8–12 Uhr" in lead.get("/verzeichnis/zeiten?hours=Mo-Fr+8-12").text
    assert "kein Wochentag" in lead.get("/verzeichnis/zeiten?hours=Quatsch").text


def test_the_front_desk_reports_free_places(app, login_as, submit):
    offer = make_offer()
    db.session.commit()
    answer = submit(
        login_as(Role.FRONT_DESK),
        f"/verzeichnis/angebote/{offer.id}/plaetze",
        {"capacity": "waiting_list", "waiting_days": "42", "source": "Anruf"},
    )
    assert answer.status_code == 303
    assert (reload(Offer, offer.id).capacity_state, reload(Offer, offer.id).waiting_days) == ("waiting_list", 42)


def test_closures_are_added_and_taken_back(app, lead, submit):
    house = make_organisation()
    db.session.commit()
    page = f"/verzeichnis/einrichtungen/{house.id}"
    backwards = {"label": "Ferien", "starts_on": "05.01.2100", "ends_on": "01.01.2100"}
    assert submit(lead, f"{page}/schliesszeiten/neu", backwards).status_code == 422
    assert submit(lead, f"{page}/schliesszeiten/neu", {**backwards, "ends_on": "09.01.2100"}).status_code == 303
    assert "Ferien" in lead.get(page).text
    closure = db.session.scalar(sa.select(Closure.id))
    submit(lead, page, {}, to=f"/verzeichnis/schliesszeiten/{closure}/entfernen")
    db.session.expire_all()
    assert db.session.scalar(sa.select(Closure.id)) is None


def test_a_day_with_other_hours_is_added_and_taken_back(app, lead, submit):
    house = make_organisation()
    db.session.commit()
    page = f"/verzeichnis/einrichtungen/{house.id}"
    fields = {"day": "05.01.2100", "opens_at": "09:00", "closes_at": "11:00", "label": "Messe"}
    assert submit(lead, f"{page}/sondertage/neu", fields).status_code == 303
    assert "09:00–11:00" in lead.get(page).text
    opening = db.session.scalar(sa.select(SpecialOpening.id))
    submit(lead, page, {}, to=f"/verzeichnis/sondertage/{opening}/entfernen")
    shown = lead.get(page).text
    assert "09:00–11:00 Uhr" not in shown
    assert "Andere Zeiten entfernt: 05.01.2100" in shown
    assert submit(lead, page, {}, to=f"/verzeichnis/sondertage/{opening}/entfernen").status_code == 404


def test_an_entry_is_confirmed_as_fresh(app, lead, submit):
    house = make_organisation()
    db.session.commit()
    submit(lead, f"/verzeichnis/einrichtungen/{house.id}", {}, to=f"/verzeichnis/einrichtungen/{house.id}/geprueft")
    assert isinstance(reload(Organisation, house.id).checked_on, date)


def test_a_retired_offer_leaves_the_search_and_comes_back(app, lead, submit):
    offer = make_offer(name="Auslaufend")
    db.session.commit()
    page, end = f"/verzeichnis/einrichtungen/{offer.organisation_id}", f"/verzeichnis/angebote/{offer.id}/ende"
    submit(lead, page, {}, to=end)
    assert "Auslaufend" not in lead.get("/verzeichnis/").text
    submit(lead, page, {}, to=end)
    assert "Auslaufend" in lead.get("/verzeichnis/").text


def test_markup_in_a_name_stays_text(app, lead):
    house = make_organisation(name="<script>alert(1)</script>")
    make_offer(house, name="<img src=x onerror=alert(1)>", description="<b>x</b>")
    db.session.commit()
    for page in ("/verzeichnis/", f"/verzeichnis/einrichtungen/{house.id}"):
        text = lead.get(page).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text


def test_kinds_of_receivers_are_those_of_the_gate():
    assert {kind.value for kind in ReceiverKind} == set(RECEIVER_KINDS)


@pytest.mark.parametrize(
    ("role", "way"), [(Role.TEAM_LEAD, "/verzeichnis/listen"), (Role.NAVIGATOR, "einrichtungen/neu")]
)
def test_an_empty_directory_says_how_it_is_filled(app, login_as, role, way):
    page = login_as(make_user(role)).get("/verzeichnis/").text
    hits = page[page.index('id="treffer"') :].partition("</section>")[0]
    assert "noch leer" in hits
    assert way in hits
    assert "noch leer" not in login_as(make_user(role)).get("/verzeichnis/?q=Schulden").text
