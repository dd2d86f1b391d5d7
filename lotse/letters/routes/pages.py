"""The list of letters, one letter, its PDF, and how it went out."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer
from lotse.letters import actions, queries
from lotse.letters.forms import DispatchForm
from lotse.letters.routes.blueprint import blueprint
from lotse.letters.rules.handouts import HANDOUTS
from lotse.letters.rules.kinds import (
    KIND_LABELS,
    LEAVES_THE_HOUSE,
    MEANS_LABELS,
    STAYS,
    VARIANT_LABELS,
    VARIANTS,
    Kind,
    Means,
)


@blueprint.context_processor
def _words() -> dict[str, Any]:
    return {
        "kind_labels": KIND_LABELS,
        "means_labels": MEANS_LABELS,
        "variant_labels": VARIANT_LABELS,
        "variants": VARIANTS,
        "stays_in_house": STAYS,
        "handouts": HANDOUTS,
    }


@blueprint.app_context_processor
def _fresh_key() -> dict[str, Any]:
    """Print buttons stand on pages of other slices too; each carries a key against double submits."""
    return {"fresh_key": lambda: uuid.uuid4().hex}


@blueprint.get("/")
@allow(*SOCIAL_WORK)
def index() -> str:
    """The newest letters the account may see."""
    kind, view = request.args.get("art", ""), request.args.get("stand", "")
    rows = queries.list_letters(
        signed_in_user(),
        now(),
        kind=kind if kind in set(Kind) else "",
        open_only=view == "offen",
        mine=request.args.get("von") == "mir",
    )
    return render_template("letters/index.html", rows=rows, kind=kind, view=view, mine=request.args.get("von") == "mir")


@blueprint.get("/<id:letter_id>")
@allow(*SOCIAL_WORK)
def show(letter_id: int) -> str:
    """One letter: what it is, where it belongs, whether it has gone out."""
    letter = queries.get_letter(letter_id, signed_in_user(), now())
    audit_about(person_id=letter.person_id, case_id=letter.case_id)
    return _page(letter, _dispatch_form(letter))


@blueprint.get("/<id:letter_id>/brief.pdf")
@allow(*SOCIAL_WORK)
def download(letter_id: int) -> Response:
    """The very bytes that were printed on the day the letter was written."""
    letter = queries.get_letter_with_pdf(letter_id, signed_in_user(), now())
    audit_about(person_id=letter.person_id, case_id=letter.case_id, action=Action.PRINT)
    return pdf_answer(letter.pdf, letter.number)


@blueprint.post("/<id:letter_id>/versand")
@allow(*SOCIAL_WORK)
def dispatch(letter_id: int) -> Answer:
    """Record when and how the letter went out."""
    letter = queries.get_letter(letter_id, signed_in_user(), now())
    audit_about(person_id=letter.person_id, case_id=letter.case_id)
    form = DispatchForm()
    if form.validate_on_submit():
        with form.refusing():
            actions.record_dispatch(
                letter=letter, on=form.on.data, means=form.means.data, by=signed_in_user(), today=today()
            )
            flash("Der Versand ist festgehalten.", "success")
            return redirect(url_for("letters.show", letter_id=letter.id), 303)
    return _page(letter, form), 422


def _page(letter: Any, form: DispatchForm) -> str:
    user = signed_in_user()
    beside = queries.list_for_referral(letter.referral_id, user, now()) if letter.referral_id else []
    return render_template(
        "letters/show.html",
        letter=letter,
        row=queries.row_of(letter.id, user, now()),
        form=form,
        beside=[row for row in beside if row.id != letter.id],
        stays=letter.kind in STAYS,
    )


def _dispatch_form(letter: Any) -> DispatchForm:
    """Offer what is likely: letters to others go by post, everything else is handed over."""
    likely = Means.POST if letter.kind in LEAVES_THE_HOUSE else Means.HANDED
    return DispatchForm(on=letter.dispatched_on or today(), means=letter.means or likely)


def pdf_answer(pdf: bytes, name: str) -> Response:
    """Answer with a PDF that the browser shows and saves under a name without anything personal."""
    return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})
