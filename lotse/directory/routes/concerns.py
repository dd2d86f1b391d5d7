"""The catalogue of concerns, edited by the office."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow
from lotse.directory.actions import catalogue as actions
from lotse.directory.forms.guides import ConcernForm
from lotse.directory.queries import concerns as queries
from lotse.directory.routes.blueprint import KEEPERS, blueprint
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer


@blueprint.route("/anliegen", methods=["GET", "POST"])
@allow(*KEEPERS)
def concerns() -> Answer:
    """Show the catalogue and add an entry of the office's own."""
    form = _form()
    if form.validate_on_submit():
        parents = {str(area.concern.id): area.concern for area in queries.list_areas(with_retired=True)}
        with form.refusing():
            actions.add_concern(
                parent=parents.get(form.parent_id.data or ""),
                label=form.label.data or "",
                also_called=form.also_called.data or "",
                position=form.position.data or 999,
            )
            flash("Anliegen aufgenommen.", "success")
            return redirect(url_for("directory.concerns"), 303)
    page = render_template("directory/concerns.html", form=form, areas=queries.list_areas(with_retired=True))
    return page, 422 if form.errors else 200


@blueprint.route("/anliegen/<id:concern_id>", methods=["GET", "POST"])
@allow(*KEEPERS)
def edit_concern(concern_id: int) -> Answer:
    """Change the words of a concern; its place in contacts and statistics stays."""
    concern = queries.get_concern(concern_id)
    form = _form(label=concern.label, also_called=concern.also_called, position=concern.position)
    if form.validate_on_submit():
        actions.rename_concern(
            concern=concern,
            label=form.label.data or "",
            also_called=form.also_called.data or "",
            position=concern.position if form.position.data is None else form.position.data,
        )
        return redirect(url_for("directory.concerns"), 303)
    return render_template("directory/edit_concern.html", form=form, concern=concern), 422 if form.errors else 200


@blueprint.post("/anliegen/<id:concern_id>/ende")
@allow(*KEEPERS)
def retire_concern(concern_id: int) -> Response:
    """Take a concern out of the choices, or offer it again."""
    concern = queries.get_concern(concern_id)
    if concern.retired_on is None:
        actions.retire_concern(concern=concern, today=today())
    else:
        actions.restore_concern(concern=concern)
    return redirect(url_for("directory.concerns"), 303)


@blueprint.post("/anliegen/katalog")
@allow(*KEEPERS)
def install_catalogue() -> Response:
    """Add the delivered concerns and guides that are missing here."""
    installed = actions.install_catalogue(today=today(), now=now())
    flash(f"Neu: {installed.concerns} Anliegen, {installed.guides} Leitfäden.", "success")
    return redirect(url_for("directory.concerns"), 303)


def _form(**data: object) -> ConcernForm:
    form = ConcernForm(data=data)
    areas = queries.list_areas()
    form.parent_id.choices = {"": "eigener Bereich", **{str(a.concern.id): a.concern.label for a in areas}}
    return form
