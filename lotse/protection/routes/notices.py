"""The notice to the youth office: printed and kept within the record."""

from __future__ import annotations

from flask import Response as FlaskResponse
from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import get_setting
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation import sheets
from lotse.foundation.clock import now, today
from lotse.foundation.pdf import Sheet
from lotse.protection import actions, queries
from lotse.protection.routes.blueprint import blueprint, load
from lotse.protection.rules import steps as rules


@blueprint.post("/<id:record_id>/mitteilung")
@allow(*SOCIAL_WORK)
def print_notice(record_id: int) -> Response:
    """Print the notice to the youth office and keep it: facts with their sources, what was tried, the assessment."""
    record, user = load(record_id), signed_in_user()
    page = sheets.sheet_html(
        "protection/pdf/notice.html",
        record=record,
        child=queries.child_of(record),
        labels=rules.STEP_LABELS,
        results=rules.RESULT_LABELS,
        office=get_setting("office_name", "Sozialbüro"),
        clerk=user,
        today=today(),
    )
    sheet = Sheet(page, sheets.stylesheet(sheets.SHEET_STYLE))
    actions.print_notice(record=record, sheet=sheet, by=user, now=now())
    audit_about(action=Action.PRINT)
    flash("Die Mitteilung ist gedruckt und hier abgelegt.", "success")
    return redirect(url_for("protection.show", record_id=record.id, _anchor="mitteilungen"), 303)


@blueprint.get("/<id:record_id>/mitteilung/<id:notice_id>.pdf")
@allow(*SOCIAL_WORK)
def notice(record_id: int, notice_id: int) -> FlaskResponse:
    """A notice as it was printed."""
    record = load(record_id)
    found = queries.get_notice(notice_id, record.id)
    audit_about(action=Action.PRINT)
    headers = {"Content-Disposition": f'inline; filename="Mitteilung-{record.id}-{found.id}.pdf"'}
    return FlaskResponse(found.pdf, mimetype="application/pdf", headers=headers)
