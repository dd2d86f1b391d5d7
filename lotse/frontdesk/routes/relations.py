"""Who stands for or cares for a person, and the document that shows it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.clients.actions import households
from lotse.clients.queries import get_person
from lotse.clients.queries.households import get_relation
from lotse.clients.rules.households import RelationKind
from lotse.foundation.clock import now, today
from lotse.foundation.errors import FieldError
from lotse.frontdesk.forms.person import EvidenceForm, RelationForm
from lotse.frontdesk.routes.blueprint import blueprint
from lotse.frontdesk.routes.picking import person_of


@blueprint.route("/personen/<id:person_id>/beziehung", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def relate_person(person_id: int) -> Response | str | tuple[str, int]:
    """Note who stands for or cares for the person."""
    user, at = signed_in_user(), now()
    person, form = get_person(person_id, user, at), RelationForm()
    if request.method == "POST" and form.validate():
        try:
            households.relate(
                person=person, other=person_of(form, "other"), kind=RelationKind(form.kind.data),
                scope=form.scope.data or "", by=user, today=today(), evidence=form.shown,
                starts_on=form.starts_on.data, ends_on=form.ends_on.data,
            )  # fmt: skip
            return _back(person_id, "Die Beziehung ist eingetragen.")
        except FieldError as refusal:
            form.refuse(FieldError("other", refusal.message) if refusal.field == "other_id" else refusal)
    return render_template("frontdesk/relate_person.html", form=form, person=person), 422 if form.errors else 200


@blueprint.route("/personen/<id:person_id>/beziehung/<id:relation_id>/nachweis", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def show_evidence(person_id: int, relation_id: int) -> Response | str | tuple[str, int]:
    """Write down the document of a relation anew: seen, renewed, or another one."""
    user, at = signed_in_user(), now()
    person, relation = get_person(person_id, user, at), get_relation(relation_id, person_id)
    get_person(relation.other_id if relation.person_id == person_id else relation.person_id, user, at)
    form = EvidenceForm()
    if request.method == "GET":
        form.evidence.data, form.issued_on.data = relation.evidence, relation.evidence_issued_on
        form.valid_until.data = relation.evidence_valid_until
    elif form.validate():
        try:
            households.show_evidence(relation=relation, evidence=form.shown, by=user, today=today())
            return _back(person_id, "Der Nachweis ist eingetragen.")
        except FieldError as refusal:
            form.refuse(refusal)
    return render_template("frontdesk/show_evidence.html", form=form, person=person), 422 if form.errors else 200


@blueprint.post("/personen/<id:person_id>/beziehung/<id:relation_id>/beenden")
@allow(*SOCIAL_WORK)
def end_relation(person_id: int, relation_id: int) -> Response:
    """Note that a relation has ended today."""
    get_person(person_id, signed_in_user(), now())
    households.end_relation(relation=get_relation(relation_id, person_id), ends_on=today())
    return _back(person_id, "Die Beziehung ist beendet.")


def _back(person_id: int, message: str) -> Response:
    flash(message, "success")
    return redirect(url_for("frontdesk.person", person_id=person_id), 303)
