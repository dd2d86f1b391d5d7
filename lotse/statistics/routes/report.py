"""The report of a quarter for a committee: comments on a page, figures and charts in a PDF."""

from __future__ import annotations

from dataclasses import replace

from flask import Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from lotse.accounts.access import allow
from lotse.accounts.queries import get_setting
from lotse.foundation.clock import local
from lotse.foundation.sheets import render_sheet
from lotse.statistics.actions import keeping
from lotse.statistics.files import PROTECTION
from lotse.statistics.forms import CommentForm
from lotse.statistics.queries import comments, reading
from lotse.statistics.queries.reports import report_of
from lotse.statistics.routes.desk import KEEPERS, READERS, Desk, blueprint, desk
from lotse.statistics.routes.pages import period_choices, tabs_for
from lotse.statistics.rules.choices import Choice
from lotse.statistics.rules.periods import quarter_of


@blueprint.get("/bericht")
@allow(*READERS)
def report() -> str:
    """Show the report's choice, its comments and the way to the PDF."""
    at = desk()
    choice = _quarter(at)
    comment = comments.comment_for(choice.scope, choice.period.key)
    return _page(at, choice, CommentForm(obj=comment))


@blueprint.post("/bericht")
@allow(*KEEPERS)
def write_report() -> AnyResponse | tuple[str, int]:
    """Store the comments."""
    at, form = desk(), CommentForm()
    choice = _quarter(at)
    if not form.validate():
        return _page(at, choice, form), 422
    comment = comments.comment_for(choice.scope, choice.period.key)
    form.check_version(comment)
    texts = {name: form[name].data or "" for name in comments.TEXTS}
    keeping.write_comments(comment=comment, texts=texts, by=at.user, now=at.now)
    flash("Die Anmerkungen sind gespeichert und stehen im Bericht.", "success")
    return redirect(url_for("statistics.report", **choice.shared_address), 303)


@blueprint.get("/bericht.pdf")
@allow(*READERS)
def report_pdf() -> Response:
    """Print the report."""
    at = desk()
    choice = _quarter(at)
    shown = report_of(reading(), choice, at.user, today=at.today, now=local(at.now), names=at.names)
    pdf = render_sheet(
        "statistics/pdf/report.html",
        style="statistics/pdf/_report.css",
        report=shown,
        office=get_setting("office_name", "Sozialbüro"),
        words=shown.words(at.scopes, at.today),
        comment=comments.comment_for(choice.scope, choice.period.key),
        protection=PROTECTION,
    )
    name = f"lotse-bericht-{choice.period.key}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(pdf, mimetype="application/pdf", headers=headers)


def _quarter(at: Desk) -> Choice:
    """Return the choice for a report: a quarter or a year, no filters; without a period the last full quarter."""
    choice = at.choice.for_everybody()
    if "zeitraum" not in at.given:
        ended = quarter_of(at.today)
        return replace(choice, period=ended.compared_before)
    return choice


def _page(at: Desk, choice: Choice, form: CommentForm) -> str:
    return render_template(
        "statistics/report.html",
        form=form,
        choice=choice,
        desk=at,
        periods=period_choices(at, months=False),
        may_write=at.user.role in KEEPERS,
        **tabs_for("bericht", choice.shared_address),
    )
