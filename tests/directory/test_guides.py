"""Guides and the catalogue of concerns as the office uses and edits them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.directory.actions.catalogue import install_catalogue
from lotse.directory.models import Concern, Guide, GuideEdition
from lotse.directory.queries.guides import list_for_concerns
from lotse.foundation.db import db

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def catalogue(app):
    install_catalogue(today=NOW.date(), now=NOW)
    db.session.commit()


def guide_about(code: str) -> Guide:
    return db.session.scalar(sa.select(Guide).where(Guide.code == code))


def test_installing_twice_adds_nothing_and_keeps_what_was_edited(catalogue):
    guide_about("wohngeld").question = "Unser Text"
    db.session.flush()
    installed = install_catalogue(today=NOW.date(), now=NOW)
    assert (installed.concerns, installed.guides) == (0, 0)
    assert guide_about("wohngeld").question == "Unser Text"


def test_a_concern_leads_to_its_guides(catalogue):
    concern = db.session.scalar(sa.select(Concern).where(Concern.code == "wohngeld"))
    assert [guide.code for guide in list_for_concerns([concern.id])] == ["wohngeld"]


@pytest.mark.usefixtures("catalogue")
def test_every_guide_opens_with_its_sheet(app, login_as):
    browser = login_as(Role.FRONT_DESK)
    assert "Leitfäden" in browser.get("/verzeichnis/leitfaeden").text
    for guide in db.session.scalars(sa.select(Guide)).all():
        assert guide.question in browser.get(f"/verzeichnis/leitfaeden/{guide.id}").text
        assert browser.get(f"/verzeichnis/leitfaeden/{guide.id}/blatt").status_code == 200


@pytest.mark.usefixtures("catalogue")
def test_the_sheet_lists_only_what_is_still_missing(app, login_as):
    guide = guide_about("wohngeld")
    page = login_as(Role.FRONT_DESK).get(f"/verzeichnis/leitfaeden/{guide.id}/blatt?da=0&da=99&da=x").text
    missing, there = page.split("Das ist schon da")
    assert guide.documents[0] not in missing.split("Bitte mitbringen")[1]
    assert guide.documents[0] in there
    assert guide.documents[1] in missing


@pytest.mark.usefixtures("catalogue")
def test_a_change_makes_a_new_edition_and_keeps_the_old_one(app, login_as, submit):
    guide = guide_about("wohngeld")
    page = f"/verzeichnis/leitfaeden/{guide.id}"
    fields = {
        "question": "Bekomme ich Wohngeld?", "documents": "Ausweis\nMietvertrag", "steps": "Antrag",
        "deadlines": "Ab dem Ersten des Monats | § 25 WoGG | Stellen Sie den Antrag bald.", "plain": "Kommen Sie.",
        "review_on": "01.03.2100", "concerns": [str(guide.concern_id)],
    }  # fmt: skip
    assert submit(login_as(Role.TEAM_LEAD), f"{page}/bearbeiten", fields).status_code == 303
    db.session.expire_all()
    changed = guide_about("wohngeld")
    assert (changed.edition, changed.documents) == (2, ["Ausweis", "Mietvertrag"])
    assert changed.deadlines[0]["norm"] == "§ 25 WoGG"
    assert db.session.scalar(sa.select(GuideEdition.content))["question"] == "Kann ich Wohngeld bekommen?"


@pytest.mark.usefixtures("catalogue")
def test_a_guide_without_concern_is_refused(app, login_as, submit):
    guide = guide_about("wohngeld")
    fields = {"question": "X", "review_on": "01.03.2100", "concerns": []}
    answer = submit(login_as(Role.TEAM_LEAD), f"/verzeichnis/leitfaeden/{guide.id}/bearbeiten", fields)
    assert answer.status_code == 422
    assert "mindestens ein Anliegen" in answer.text


@pytest.mark.usefixtures("catalogue")
def test_the_office_adds_and_retires_concerns(app, login_as, submit):
    lead = login_as(Role.TEAM_LEAD)
    area = db.session.scalar(sa.select(Concern.id).where(Concern.code == "wohnen"))
    assert submit(lead, "/verzeichnis/anliegen", {"label": "Lärm", "parent_id": str(area)}).status_code == 303
    assert submit(lead, "/verzeichnis/anliegen", {"label": "Lärm"}).status_code == 422
    concern = db.session.scalar(sa.select(Concern).where(Concern.label == "Lärm"))
    assert concern.parent_id == area
    submit(lead, "/verzeichnis/anliegen", {}, to=f"/verzeichnis/anliegen/{concern.id}/ende")
    assert "Lärm" not in lead.get("/verzeichnis/").text


def test_the_guides_of_an_area_follow_the_catalogue(catalogue):
    area = db.session.scalar(sa.select(Concern).where(Concern.label == "Rente", Concern.parent_id.is_(None)))
    below = [area.id, *db.session.scalars(sa.select(Concern.id).where(Concern.parent_id == area.id))]
    first = list_for_concerns(below)[0]
    assert first.question == "Was muss ich beachten, wenn ich meinen Rentenantrag stelle?"
