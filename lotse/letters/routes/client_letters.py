"""Letters that a client signs and sends, begun from a deadline: objection, more time, a decision that is overdue."""

from __future__ import annotations

from flask import render_template, request

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.cases.pages import load_case
from lotse.deadlines import queries as deadlines
from lotse.deadlines.rules.drafts import DRAFT_LABELS, FROM_CLIENT, DraftKind
from lotse.foundation.clock import now
from lotse.foundation.errors import NotFound
from lotse.foundation.web.forms import Answer
from lotse.letters.forms import ClientLetterForm
from lotse.letters.queries import deadline_drafts
from lotse.letters.routes.blueprint import blueprint
from lotse.letters.routes.making import file_and_show


@blueprint.route("/neu/fall/<id:case_id>/frist/<id:deadline_id>", methods=["GET", "POST"])
@allow(*CASE_WORK)
def new_client_letter(case_id: int, deadline_id: int) -> Answer:
    """Write one of the client's letters; it is printed, filed, signed by the client and sent by them."""
    case, user = load_case(case_id), signed_in_user()
    deadline = deadlines.get_deadline(deadline_id, case_id, user, now())
    form = ClientLetterForm()
    kind = _kind((form.kind.data if request.method == "POST" else request.args.get("art")) or DraftKind.OBJECTION)
    if request.method == "GET":
        form.kind.data = kind
        form.authority.data, form.reference.data = deadline.sender, deadline.reference
    elif form.validate_on_submit():
        said = {name: form[name].data for name in deadline_drafts.SAID}
        return file_and_show(deadline_drafts.client_letter(case_id, deadline_id, kind, said, user=user, now=now()))
    page = render_template(
        "letters/client_letter.html",
        case=case,
        tab="deadlines",
        deadline=deadline,
        form=form,
        kind=kind,
        labels={str(one): DRAFT_LABELS[one] for one in DraftKind if one in FROM_CLIENT},
    )
    return page, 422 if form.errors else 200


def _kind(text: str) -> DraftKind:
    kind = next((one for one in FROM_CLIENT if one == text), None)
    if kind is None:
        raise NotFound
    return kind
