"""The list of documents a client still has to bring, begun from a person or from a referral that names them."""

from __future__ import annotations

from flask import render_template, request

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.clients import queries as clients
from lotse.foundation.clock import now
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.forms import Answer
from lotse.letters.forms import MissingDocumentsForm
from lotse.letters.queries import missing_drafts
from lotse.letters.routes.blueprint import blueprint
from lotse.letters.routes.making import file_and_show
from lotse.letters.rules.kinds import Variant


@blueprint.route("/neu/person/<id:person_id>/unterlagen", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def new_missing(person_id: int) -> Answer:
    """Write the list; `?vermittlung=7` fills in what that referral says is missing."""
    user, form = signed_in_user(), MissingDocumentsForm()
    person = clients.get_person(person_id, user, now())
    audit_about(person_id=person.id)
    number = record_id(request.args.get("vermittlung"))
    if request.method == "GET" and number:
        form.documents.data, form.wanted_by.data = missing_drafts.missing_of(number, user=user, now=now())
    if form.validate_on_submit():
        draft = missing_drafts.missing_documents(
            person_id,
            documents=(form.documents.data or "").splitlines(),
            wanted_by=form.wanted_by.data or "",
            until=form.until.data,
            variant=Variant(form.variant.data),
            user=user,
            now=now(),
        )
        return file_and_show(draft)
    return render_template("letters/missing.html", form=form, person=person), 422 if form.errors else 200
