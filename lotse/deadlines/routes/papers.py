"""What is printed around a deadline: the client's sheet and four draft letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request
from werkzeug.wrappers import Response

from lotse.accounts import queries as accounts
from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.deadlines import queries
from lotse.deadlines.forms.papers import DraftForm
from lotse.deadlines.routes.blueprint import NO_ADVICE, blueprint, load
from lotse.deadlines.rules.catalogue import find_entry
from lotse.deadlines.rules.drafts import DRAFT_LABELS, FROM_CLIENT, DraftKind, Particulars, draft
from lotse.deadlines.rules.filing_help import filing_help
from lotse.foundation.clock import today
from lotse.foundation.errors import NotFound
from lotse.foundation.sheets import render_sheet

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.deadlines.models import Deadline


@blueprint.get("/faelle/<id:case_id>/fristen/<id:deadline_id>/blatt")
@allow(*CASE_WORK)
def sheet(case_id: int, deadline_id: int) -> Response:
    """The sheet "Ihre Frist" for the client."""
    _, deadline = load(case_id, deadline_id)
    if deadline.due_on is None or deadline.safe_on is None:
        raise NotFound
    audit_about(action=Action.PRINT, detail="deadline_sheet")
    help_ = filing_help(deadline.catalogue_entry)
    content = render_sheet(
        "deadlines/pdf/sheet.html",
        deadline=deadline,
        entry=find_entry(deadline.catalogue_entry),
        waiting="earliest_day" in deadline.outputs,
        client=queries.addressee_of(deadline.person_id),
        places=help_.places if help_ else (),
        forms=help_.forms if help_ else (),
        office=_office(signed_in_user()),
        printed_on=today(),
        no_advice=NO_ADVICE,
    )
    return _pdf(content, "Ihre-Frist.pdf")


@blueprint.route("/faelle/<id:case_id>/fristen/<id:deadline_id>/entwurf", methods=["GET", "POST"])
@allow(*CASE_WORK)
def draft_letter(case_id: int, deadline_id: int) -> str | tuple[str, int] | Response:
    """A draft letter: the form, and the PDF when it is filled in. Nothing is stored or sent."""
    case, deadline = load(case_id, deadline_id)
    form = DraftForm()
    kind = _kind(form.kind.data or request.args.get("art", DraftKind.OBJECTION))
    if request.method == "POST" and form.validate():
        audit_about(action=Action.PRINT, detail=f"draft:{kind}")
        content = render_sheet(
            "deadlines/pdf/draft.html",
            style="deadlines/pdf/_draft.css",
            draft=draft(kind, _particulars(form, deadline, signed_in_user())),
        )
        return _pdf(content, f"Entwurf-{kind}.pdf")
    if request.method == "GET":
        form.kind.data = kind
        form.authority.data, form.reference.data = deadline.sender, deadline.reference
    page = render_template(
        "deadlines/draft.html",
        case=case,
        tab="deadlines",
        deadline=deadline,
        form=form,
        kind=kind,
        labels=DRAFT_LABELS,
        from_client=kind in FROM_CLIENT,
    )
    return (page, 422) if form.errors else page


def _kind(text: str) -> DraftKind:
    try:
        return DraftKind(text)
    except ValueError:
        raise NotFound from None


def _particulars(form: DraftForm, deadline: Deadline, user: User) -> Particulars:
    client = queries.addressee_of(deadline.person_id)
    return Particulars(
        client=client.name,
        client_address=tuple(filter(None, (client.street, client.town))),
        born=client.born,
        authority=tuple(filter(None, (form.authority.data, form.street.data, form.town.data))),
        reference=form.reference.data or "",
        subject_matter=form.subject_matter.data or "",
        decision_of=form.decision_of.data,
        extend_to=form.extend_to.data,
        handed_in_on=today(),
        extra=form.text.data or "",
        office=tuple(_office(user).values())[:3],
        clerk=user.name,
        today=today(),
    )


def _office(user: User) -> dict[str, str]:
    site = user.site
    return {
        "name": str(accounts.get_setting("office_name", "Sozialbüro")),
        "street": site.street if site else "",
        "town": f"{site.postcode} {site.town}".strip() if site else "",
        "phone": (site.phone if site else "") or user.phone,
    }


def _pdf(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
