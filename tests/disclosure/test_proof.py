"""A consent is signed on the screen, typed before a witness, or proved by a scanned sheet."""

from __future__ import annotations

import io
import json

import pytest
import sqlalchemy as sa

from lotse.accounts.rules import Role
from lotse.disclosure.actions import proof
from lotse.disclosure.models import Consent, ConsentSheet
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from tests.factories.accounts import make_user
from tests.factories.clients import make_person
from tests.factories.directory import make_organisation
from tests.factories.referrals import NOW, make_consent

DRAWN = json.dumps([[[10, 10], [200, 100], [300, 20]]])
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


def electronic(**fields: object) -> tuple[Consent, object]:
    user = make_user()
    return make_consent(make_person(), make_organisation(), user, form="electronic", **fields), user


def test_a_drawn_signature_is_kept_encrypted(app) -> None:
    consent, user = electronic()
    proof.sign(consent=consent, signature=DRAWN, by=user)
    db.session.commit()
    raw = db.session.execute(sa.text("select signature from consent")).scalar()
    assert (consent.signed_how, consent.signature) == ("drawn", DRAWN.replace(" ", ""))
    assert not raw.startswith("[[")


def test_a_typed_name_counts_only_before_a_witness(app) -> None:
    consent, user = electronic()
    for fields in ({}, {"typed_name": "Aylin Beispiel"}, {"signature": "[[[1,1],[2,2]]]"}):
        with pytest.raises(FieldError):
            proof.sign(consent=consent, by=user, **fields)
    proof.sign(consent=consent, typed_name="Aylin Beispiel", witnessed=True, by=user)
    assert (consent.signed_how, consent.signed_by, consent.witnessed_by_id) == ("typed", "Aylin Beispiel", user.id)


def test_a_consent_on_paper_takes_no_signature_on_the_screen(app) -> None:
    user = make_user()
    consent = make_consent(make_person(), make_organisation(), user)
    with pytest.raises(FieldError):
        proof.sign(consent=consent, signature=DRAWN, by=user)
    proof.sign(consent=consent, by=user)
    assert consent.signed_how == ""


@pytest.mark.parametrize("content", [b"", b"<html>", b"%PDF-1.7 cut", b"PK\x03\x04" + b"0" * 90, b"MZ" + b"0" * 90])
def test_a_sheet_that_is_no_scan_is_refused(app, content: bytes) -> None:
    user = make_user()
    consent = make_consent(make_person(), make_organisation(), user)
    with pytest.raises(FieldError) as refused:
        proof.add_sheet(consent=consent, file_name="bogen.pdf", content=content, by=user, now=NOW)
    assert refused.value.field == "sheet"


def test_an_oral_consent_has_no_sheet(app) -> None:
    user = make_user()
    consent = make_consent(make_person(), make_organisation(), user, form="oral")
    with pytest.raises(RuleBroken):
        proof.add_sheet(consent=consent, file_name="b.pdf", content=PDF, by=user, now=NOW)


def form_for(house, **fields: object) -> dict[str, object]:
    return {
        "receiver": house.name, "receiver_id": str(house.id), "purpose": "Beratung", "categories": "master",
        "form": "written", "given_on": "20.11.2026", **fields,
    }  # fmt: skip


def test_a_sheet_comes_in_with_the_consent_and_goes_out_only_as_a_download(app, login_as, submit) -> None:
    person, house = make_person(), make_organisation()
    db.session.commit()
    browser, page = login_as(Role.NAVIGATOR), f"/einwilligungen/person/{person.id}/neu"
    sheet = (io.BytesIO(PDF), "../../bogen <b>.pdf")
    assert submit(browser, page, form_for(house, sheet=sheet)).status_code == 303
    stored = db.session.query(ConsentSheet).one()
    listed = browser.get(f"/einwilligungen/person/{person.id}").text
    assert f"/einwilligungen/{stored.consent_id}/bogen/{stored.id}" in listed
    answer = browser.get(f"/einwilligungen/{stored.consent_id}/bogen/{stored.id}")
    assert (answer.data, answer.mimetype) == (PDF, "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not set("/<>") & set(stored.file_name)
    assert browser.get(f"/einwilligungen/{stored.consent_id + 1}/bogen/{stored.id}").status_code == 404
    again = submit(browser, f"/einwilligungen/{stored.consent_id}/bogen", {"sheet": (io.BytesIO(b"no"), "x.pdf")})
    assert again.status_code == 422
    later = submit(browser, f"/einwilligungen/{stored.consent_id}/bogen", {"sheet": (io.BytesIO(PDF), "x.pdf")})
    assert later.status_code == 303


def test_signing_on_the_screen_through_the_form(app, login_as, submit) -> None:
    person, house = make_person(), make_organisation()
    db.session.commit()
    browser, page = login_as(Role.NAVIGATOR), f"/einwilligungen/person/{person.id}/neu"
    unsigned = submit(browser, page, form_for(house, form="electronic"))
    assert unsigned.status_code == 422
    assert "unterschreiben lassen" in unsigned.text
    db.session.expire_all()
    assert db.session.query(Consent).count() == 0
    assert submit(browser, page, form_for(house, form="electronic", signature=DRAWN)).status_code == 303
    consent = db.session.query(Consent).one()
    shown = browser.get(f"/einwilligungen/{consent.id}/unterschrift").text
    assert "M10 10 L200 100 L300 20" in shown


def test_a_colleague_who_may_not_see_the_person_gets_neither_sheet_nor_signature(app, login_as) -> None:
    user = make_user()
    person = make_person()
    person.restricted = True
    consent = make_consent(person, make_organisation(), user)
    sheet = proof.add_sheet(consent=consent, file_name="b.pdf", content=PDF, by=user, now=NOW)
    db.session.commit()
    stranger = login_as(Role.FRONT_DESK)
    for path in (f"bogen/{sheet.id}", "unterschrift", "bogen", "widerruf"):
        assert stranger.get(f"/einwilligungen/{consent.id}/{path}").status_code == 404
