"""Opening a record: from a case, from a person, from a contact, or for a child nobody has recorded."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation.clock import now, today
from lotse.foundation.errors import NotFound
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.forms import Answer, choices_of
from lotse.protection import actions, queries
from lotse.protection.forms import TEXT_LABELS, OpenForm
from lotse.protection.models import ProtectionRecord
from lotse.protection.queries import Origin
from lotse.protection.routes.blueprint import blueprint
from lotse.protection.routes.steps import entry_of
from lotse.protection.rules import steps as rules
from lotse.protection.rules.steps import Step

UNKNOWN_CHILD = (0, "– ein anderes Kind, noch ohne Akte –")


@blueprint.get("/neu")
@allow(*SOCIAL_WORK)
def new_record() -> Answer:
    """The form for a child nobody has recorded yet; a case or a person comes along by POST only."""
    return _page(_form(Origin()), Origin())


@blueprint.post("/anhaltspunkte")
@allow(*SOCIAL_WORK)
def begin() -> Answer:
    """The form with the people around the case or person it was asked from; writes nothing."""
    origin = _origin()
    return _page(_form(origin), origin)


@blueprint.post("/neu")
@allow(*SOCIAL_WORK)
def open_record() -> Answer:
    """Open a record; neither case nor person shows it."""
    origin, user = _origin(), signed_in_user()
    form = _form(origin, sent=True)
    people = {person.id: person for person in origin.people}
    opened: list[ProtectionRecord] = []
    if form.validate_on_submit():
        with form.refusing():
            opened.append(
                actions.open_record(
                    child=people.get(form.child_id.data),
                    child_name=form.child_name.data or "",
                    child_about=form.child_about.data or "",
                    case_id=origin.case_id,
                    urgency=form.urgency.data,
                    danger_now=form.danger_now.data,
                    first=entry_of(Step.FACTS, form),
                    by=user,
                    today=today(),
                    now=now(),
                )
            )
            audit_about(object_kind="protection", object_id=opened[0].id, action=Action.CREATE)
            return redirect(url_for("protection.show", record_id=opened[0].id), 303)
    return _page(form, origin)


def _origin() -> Origin:
    case, person = _number("fall"), _number("person")
    return queries.origin(case, person, signed_in_user(), now())


def _number(name: str) -> int | None:
    given = request.form.get(name, "")
    if not given:
        return None
    number = record_id(given)
    if number is None:
        raise NotFound
    return number


def _form(origin: Origin, *, sent: bool = False) -> OpenForm:
    form = OpenForm() if sent else OpenForm(formdata=None)
    form.child_id.choices = choices_of([*((p.id, p.full_name) for p in origin.people), UNKNOWN_CHILD])
    form.text.label.text = TEXT_LABELS[Step.FACTS]
    if not sent:
        form.happened_on.data = today()
        form.child_id.data = origin.people[0].id if origin.people else 0
    return form


def _page(form: OpenForm, origin: Origin) -> tuple[str, int]:
    page = render_template("protection/open.html", form=form, origin=origin, hint=rules.STEP_HINTS[Step.FACTS])
    return page, 422 if form.errors else 200
