"""What is stored about a person and who saw it; the pages of the audit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template, request, url_for
from werkzeug.utils import redirect

from lotse.accounts import queries as account_queries
from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import Role
from lotse.audit import queries as audit
from lotse.audit.actions import audit_about, chain_key
from lotse.audit.rules import ACTION_LABELS, Action
from lotse.clients import queries as clients
from lotse.disclosure import queries as disclosure
from lotse.disclosure.rules import CATEGORY_LABELS
from lotse.emergency import queries as emergency
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer
from lotse.foundation.web.pagination import Page, asked_page
from lotse.privacy import queries
from lotse.privacy.forms import LogForm, PersonNumberForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lotse.audit.models import AuditEvent
    from lotse.clients.models import Person

blueprint = Blueprint("privacy", __name__, url_prefix="/datenschutz")
OFFICER = Role.DATA_PROTECTION
SIZE = 100
OBJECTS = {
    "person": "Person", "case": "Fall", "referral": "Vermittlung", "letter": "Schreiben", "contact": "Kontakt",
    "household": "Haushalt", "consent": "Einwilligung", "note": "Notiz", "measure": "Maßnahme", "deadline": "Frist",
    "user": "Konto", "document": "Dokument", "goal": "Ziel", "settings": "Einstellungen", "reminder": "Wiedervorlage",
    "emergency": "Notzugriff",
}  # fmt: skip


@blueprint.route("/", methods=["GET", "POST"])
@allow(OFFICER)
def index() -> Answer:
    """Find a person by number; the state of the audit."""
    form = PersonNumberForm()
    if form.validate_on_submit():
        person = queries.find_person_by_number(form.number.data)
        if person is not None:
            return redirect(url_for("privacy.person", person_id=person.id), 303)
        form.number.errors = ["Diese Personennummer gibt es nicht."]
    count, digest = audit.head()
    page = render_template(
        "privacy/index.html", form=form, count=count, digest=digest, unreviewed=emergency.count_unreviewed(now())
    )
    return page, 422 if form.errors else 200


@blueprint.get("/person/<id:person_id>")
@allow(OFFICER, Role.TEAM_LEAD)
def person(person_id: int) -> str:
    """The subject-access page: what is stored, who saw and did what, who got what."""
    found = _find(person_id)
    records = clients.family_of_records(found)
    events = queries.list_events_about(records)
    disclosures = disclosure.list_disclosures(found.id)
    return render_template(
        "privacy/person.html",
        person=found,
        stored=[each for each in queries.count_stored(records) if each.count],
        events=events,
        names=account_queries.names_of({event.actor_id for event in events if event.actor_id}),
        disclosures=disclosures,
        organisations=disclosure.names_of_organisations({row.organisation_id for row in disclosures}),
        category_labels=CATEGORY_LABELS,
        action_labels=ACTION_LABELS,
        objects=OBJECTS,
    )


@blueprint.get("/person/<id:person_id>/auskunft.json")
@allow(OFFICER, Role.TEAM_LEAD)
def export(person_id: int) -> Response:
    """Everything that is stored about the person, as a file to hand over (Art. 15 DSGVO)."""
    found = _find(person_id)
    audit_about(action=Action.EXPORT)
    content = {
        "stand": now().isoformat(),
        "person": found.number,
        "gespeichert": queries.read_stored(clients.family_of_records(found)),
        "zugriffe": [
            {
                "am": event.at.isoformat(),
                "was": ACTION_LABELS[Action(event.action)],
                "konto": event.actor_id,
            }
            for event in queries.list_events_about(clients.family_of_records(found), limit=5000)
        ],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, default=str)
    disposition = f'attachment; filename="auskunft-{found.number}-{today():%Y%m%d}.json"'
    return Response(text, mimetype="application/json", headers={"Content-Disposition": disposition})


@blueprint.get("/protokoll")
@allow(OFFICER)
def log() -> str | tuple[str, int]:
    """The audit: filtered by account, action and days; a filter that makes no sense shows no line."""
    form, number = LogForm(request.args), asked_page()
    form.konto.choices = [("", "Alle"), *((u.id, u.name) for u in account_queries.list_users(active_only=False))]
    form.was.choices = [("", "Alles"), *ACTION_LABELS.items()]
    found: tuple[Sequence[AuditEvent], int] = ([], 0)
    if form.validate():
        found = queries.search_events(
            actor_id=form.konto.data,
            action=form.was.data or "",
            since=form.von.data,
            until=form.bis.data,
            limit=SIZE,
            offset=(number - 1) * SIZE,
        )
    rows, total = found
    audit_about(action=Action.VIEW, object_kind="audit", detail=f"rows={total}")
    page = render_template(
        "privacy/log.html",
        form=form,
        page=Page(rows, number, SIZE, total),
        page_url=lambda seite: url_for("privacy.log", **{**request.args.to_dict(), "seite": seite}),
        names=account_queries.names_of({row.actor_id for row in rows if row.actor_id}),
        action_labels=ACTION_LABELS,
        objects=OBJECTS,
    )
    return page, 422 if form.errors else 200


@blueprint.get("/protokoll/pruefung")
@allow(OFFICER)
def verify() -> str:
    """Walk the whole chain and say whether anything was changed."""
    fault = audit.find_fault(chain_key())
    count, digest = audit.head()
    return render_template("privacy/verify.html", fault=fault, count=count, digest=digest)


def _find(person_id: int) -> Person:
    if signed_in_user().role == OFFICER:
        return clients.load_person(person_id)
    return clients.get_person(person_id, signed_in_user(), now())
