"""Settling one open item from the closing page; a deadline with its day and its proof."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import CASE_WORK
from lotse.casefile.actions import closing as actions
from lotse.casefile.actions.closing import Settling
from lotse.casefile.forms import SettleDeadlineForm
from lotse.casefile.queries.closing import get_measure
from lotse.casefile.routes.blueprint import blueprint
from lotse.casefile.routes.closing import closing_page
from lotse.cases.forms.closing import ClosingForm
from lotse.cases.pages import load_open_case
from lotse.cases.rules.closing import OpenKind
from lotse.foundation.clock import now, today
from lotse.foundation.errors import NotFound
from lotse.foundation.record_ids import record_id
from lotse.measures.actions.measures import take_up_again


@blueprint.post("/<id:case_id>/abschluss/klaeren")
@allow(*CASE_WORK)
def settle(case_id: int) -> Response | tuple[str, int]:
    """Settle one open item with one choice; a refusal is shown above the form, with everything that is open."""
    case = load_open_case(case_id)
    kind, record = request.form.get("kind", ""), _record()
    if kind not in set(OpenKind) or kind == OpenKind.DEADLINE:
        raise NotFound
    note = request.form.get("note", "")[:300]
    settling = Settling(OpenKind(kind), record, request.form.get("choice", ""), note)
    form = ClosingForm(formdata=None)
    with form.refusing():
        actions.settle(case=case, settling=settling, by=signed_in_user(), today=today(), now=now())
        return redirect(url_for("casefile.close", case_id=case.id), 303)
    return closing_page(case, form), 422


@blueprint.post("/<id:case_id>/abschluss/massnahme/<id:measure_id>/doch-mit-uns")
@allow(*CASE_WORK)
def take_up_measure(case_id: int, measure_id: int) -> Response:
    """Take back that a measure goes on without us: it stands among what is open again."""
    measure = get_measure(measure_id, load_open_case(case_id))
    take_up_again(measures=[measure])
    return redirect(url_for("casefile.close", case_id=case_id), 303)


@blueprint.post("/<id:case_id>/abschluss/frist")
@allow(*CASE_WORK)
def settle_deadline(case_id: int) -> Response | tuple[str, int]:
    """Settle a deadline: what became of it, when, and the proof; a fault is shown at that deadline."""
    case, record = load_open_case(case_id), _record()
    form = SettleDeadlineForm().of(record)
    if form.validate_on_submit():
        with form.refusing():
            actions.settle(
                case=case,
                settling=Settling(
                    OpenKind.DEADLINE, record, form.choice.data, form.note.data or "", on=form.closed_on.data
                ),
                by=signed_in_user(),
                today=today(),
                now=now(),
            )
            return redirect(url_for("casefile.close", case_id=case.id), 303)
    return closing_page(case, ClosingForm(formdata=None), settling=(record, form)), 422


def _record() -> int:
    record = record_id(request.form.get("record"))
    if record is None:
        raise NotFound
    return record
