"""Who stands for or cares for a person, and the document that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.clients.actions import households
from lotse.clients.actions.papers import add_sheet, remove_sheet
from lotse.clients.queries import get_person
from lotse.clients.queries.relations import get_relation, get_sheet, sheets_of
from lotse.clients.rules.households import RelationKind
from lotse.foundation.clock import now, today
from lotse.foundation.web.files import as_download, chosen_file
from lotse.frontdesk.forms.person import EvidenceForm, RelationForm
from lotse.frontdesk.routes.blueprint import back_to_person, blueprint
from lotse.frontdesk.routes.picking import person_of, settle_person

if TYPE_CHECKING:
    from lotse.clients.models import Person, Relation


@blueprint.route("/personen/<id:person_id>/beziehung", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def relate_person(person_id: int) -> Response | str | tuple[str, int]:
    """Note who stands for or cares for the person."""
    user, at = signed_in_user(), now()
    person, form = get_person(person_id, user, at), RelationForm()
    if request.method == "POST":
        settle_person(form, "other")
    if request.method == "POST" and form.validate():
        with form.refusing():
            relation = households.relate(
                person=person, other=person_of(form, "other"), kind=RelationKind(form.kind.data),
                scope=form.scope.data or "", by=user, today=today(), evidence=form.shown,
                starts_on=form.starts_on.data, ends_on=form.ends_on.data,
            )  # fmt: skip
            _keep_file(form, relation)
            return back_to_person(person_id, "Die Beziehung ist eingetragen.")
    return render_template("frontdesk/relate_person.html", form=form, person=person), 422 if form.errors else 200


@blueprint.route("/personen/<id:person_id>/beziehung/<id:relation_id>/nachweis", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def show_evidence(person_id: int, relation_id: int) -> Response | str | tuple[str, int]:
    """Write down the document of a relation anew: seen, renewed, or another one; with its file."""
    person, relation = _both(person_id, relation_id)
    form = EvidenceForm()
    if request.method == "GET":
        if form.resumed_draft is None:
            form.evidence.data, form.issued_on.data = relation.evidence, relation.evidence_issued_on
            form.valid_until.data = relation.evidence_valid_until
    elif form.validate():
        with form.refusing():
            households.show_evidence(relation=relation, evidence=form.shown, by=signed_in_user(), today=today())
            _keep_file(form, relation)
            return back_to_person(person_id, "Der Nachweis ist eingetragen.")
    return render_template(
        "frontdesk/show_evidence.html", form=form, person=person, relation=relation,
        sheets=sheets_of([relation_id]).get(relation_id, []),
    ), 422 if form.errors else 200  # fmt: skip


@blueprint.get("/personen/<id:person_id>/beziehung/<id:relation_id>/nachweis/<id:sheet_id>")
@allow(*SOCIAL_WORK)
def download_evidence(person_id: int, relation_id: int, sheet_id: int) -> FlaskResponse:
    """Give the file of a document out."""
    _both(person_id, relation_id)
    sheet = get_sheet(sheet_id, relation_id)
    audit_about(person_id=person_id, action=Action.EXPORT, detail="relation_sheet")
    return as_download(sheet, sheet.content)


@blueprint.post("/personen/<id:person_id>/beziehung/<id:relation_id>/nachweis/<id:sheet_id>/entfernen")
@allow(*SOCIAL_WORK)
def remove_evidence(person_id: int, relation_id: int, sheet_id: int) -> Response:
    """Delete a wrong or outdated file; the words about the document stay."""
    _both(person_id, relation_id)
    remove_sheet(sheet=get_sheet(sheet_id, relation_id))
    audit_about(person_id=person_id, action=Action.DELETE, detail="relation_sheet")
    flash("Die Datei ist gelöscht.", "success")
    return redirect(url_for("frontdesk.show_evidence", person_id=person_id, relation_id=relation_id), 303)


@blueprint.post("/personen/<id:person_id>/beziehung/<id:relation_id>/beenden")
@allow(*SOCIAL_WORK)
def end_relation(person_id: int, relation_id: int) -> Response:
    """Note that a relation has ended today."""
    get_person(person_id, signed_in_user(), now())
    households.end_relation(relation=get_relation(relation_id, person_id), ends_on=today())
    return back_to_person(person_id, "Die Beziehung ist beendet.")


def _both(person_id: int, relation_id: int) -> tuple[Person, Relation]:
    """The person and her relation; 404 unless the account may see the people at both ends."""
    user, at = signed_in_user(), now()
    person, relation = get_person(person_id, user, at), get_relation(relation_id, person_id)
    get_person(relation.other_id if relation.person_id == person_id else relation.person_id, user, at)
    return person, relation


def _keep_file(form: EvidenceForm, relation: Relation) -> None:
    if form.sheet.data:
        name, content = chosen_file(form.sheet)
        add_sheet(relation=relation, file_name=name, content=content, by=signed_in_user(), now=now())
