"""Links of partners for tests: made, opened, answered."""

from __future__ import annotations

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from lotse.foundation.clock import now, today
from lotse.foundation.db import db
from lotse.referrals.actions import sending
from lotse.referrals.actions.links import NewLink, make_link
from lotse.referrals.models import Referral
from tests.conftest import csrf_token
from tests.factories.accounts import make_user
from tests.factories.clients import make_person
from tests.factories.directory import make_organisation
from tests.factories.referrals import make_consent, make_referral


def new_link(person: str = "Geheimname", email: str = "") -> NewLink:
    """A referral sent by link, with the link and its PIN."""
    user, organisation = make_user(), make_organisation(email=email)
    about = make_person(person)
    make_consent(about, organisation, user)
    referral = make_referral(user, organisation, about)
    sending.send(referral=referral, means="link", by=user, today=today(), now=now())
    made = make_link(referral=referral, by=user, today=today(), now=now())
    db.session.commit()
    return made


def enter(client: FlaskClient, token: str, pin: str) -> TestResponse:
    """Open the link with a PIN."""
    page = client.get(f"/antwort/{token}")
    return client.post(f"/antwort/{token}", data={"csrf_token": csrf_token(page.text), "pin": pin})


def reply(client: FlaskClient, token: str, **fields: str) -> TestResponse:
    """Answer on the partner's page."""
    page = client.get(f"/antwort/{token}/antworten")
    usual = {"via": "link", "happened_on": today().isoformat()}
    return client.post(f"/antwort/{token}/antworten", data={"csrf_token": csrf_token(page.text), **usual, **fields})


def state_of(made: NewLink) -> str:
    """The state of the referral as it stands in the table."""
    db.session.expire_all()
    return db.session.get(Referral, made.link.referral_id).state
