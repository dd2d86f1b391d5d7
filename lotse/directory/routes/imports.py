"""Importing delivered lists: upload, preview with the chosen columns, carry out, report."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts import queries as account_queries
from lotse.accounts.access import allow, signed_in_user
from lotse.directory.actions import imports as actions
from lotse.directory.actions import planning
from lotse.directory.forms.entries import ConfirmForm
from lotse.directory.forms.imports import UploadForm
from lotse.directory.queries import imports as queries
from lotse.directory.routes.blueprint import KEEPERS, blueprint
from lotse.directory.rules.columns import LABELS, Column
from lotse.directory.rules.import_words import refused, summary
from lotse.foundation.clock import now
from lotse.foundation.errors import RuleBroken
from lotse.foundation.web.files import chosen_file
from lotse.foundation.web.forms import Answer

SHOWN_ROWS = 6


@blueprint.route("/listen", methods=["GET", "POST"])
@allow(*KEEPERS)
def imports() -> Answer:
    """Upload a list, or look at the reports of earlier ones."""
    form = UploadForm()
    if form.validate_on_submit():
        name, content = chosen_file(form.file)
        with form.refusing():
            row = actions.receive_list(file_name=name, content=content, by=signed_in_user(), now=now())
            return redirect(url_for("directory.show_import", import_id=row.id), 303)
    earlier = queries.list_imports()
    names = account_queries.names_of({row.uploaded_by_id for row in earlier if row.uploaded_by_id})
    page = render_template("directory/imports.html", form=form, earlier=earlier, names=names, summary=summary)
    return page, 422 if form.errors else 200


@blueprint.get("/listen/<id:import_id>")
@allow(*KEEPERS)
def show_import(import_id: int) -> str:
    """Show what an import would do with the chosen columns, or what it has done."""
    row = queries.get_import(import_id)
    if row.content is None:
        return render_template(
            "directory/import_report.html", row=row, report=row.report, summary=summary, refused=refused
        )
    sheet, chosen = planning.read_columns(row.content, _chosen(request.args))
    report, fault = None, ""
    try:
        report = planning.read_and_plan(row.content, chosen).report()
    except RuleBroken as broken:
        fault = broken.message
    return render_template(
        "directory/import_preview.html",
        row=row,
        form=ConfirmForm(),
        header=sheet.header,
        rows=sheet.rows[:SHOWN_ROWS],
        chosen={column.value: index for column, index in chosen.items()},
        labels={column.value: label for column, label in LABELS.items()},
        report=report,
        fault=fault,
        summary=summary,
        refused=refused,
    )


@blueprint.post("/listen/<id:import_id>/einlesen")
@allow(*KEEPERS)
def carry_out_import(import_id: int) -> Response:
    """Write the good rows into the directory."""
    row = queries.get_import(import_id)
    report = actions.import_received(row=row, mapping=_chosen(request.form) or None, by=signed_in_user(), now=now())
    flash(summary(report, done=True), "success")
    return redirect(url_for("directory.show_import", import_id=import_id), 303)


@blueprint.post("/listen/<id:import_id>/verwerfen")
@allow(*KEEPERS)
def discard_import(import_id: int) -> Response:
    """Throw an uploaded list away."""
    actions.discard_received(row=queries.get_import(import_id))
    return redirect(url_for("directory.imports"), 303)


def _chosen(fields: Any) -> dict[Column, int]:
    return actions.mapping_from({column.value: fields.get(column.value, "") for column in Column})
