"""Pages of child protection. No address carries a person or case: not even the protocol tells whom it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import get_setting, get_user, names_of
from lotse.accounts.rules import CASE_WORK, SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.foundation import sheets
from lotse.foundation.clock import now, today
from lotse.foundation.errors import NotFound
from lotse.foundation.pdf import Sheet
from lotse.foundation.web.forms import choices_of, tried
from lotse.protection import actions, queries
from lotse.protection.forms import FORMS, TEXT_LABELS, CloseForm, ColleagueForm, OpenForm, StepForm, UrgencyForm
from lotse.protection.rules import steps as rules
from lotse.protection.rules.steps import Assessor, Entry, Step

if TYPE_CHECKING:
    from lotse.protection.models import ProtectionRecord

blueprint = Blueprint("protection", __name__, url_prefix="/kinderschutz")
Answer = str | Response | tuple[str, int]


def _load(record_id: int) -> ProtectionRecord:
    record = queries.get_record(record_id, signed_in_user())
    audit_about(object_kind="protection", object_id=record.id)
    return record


@blueprint.get("")
@allow(*SOCIAL_WORK)
def index() -> str:
    """The records this account was named in; there is no other list."""
    return render_template("protection/index.html", rows=queries.my_records(signed_in_user()), now=now())


@blueprint.route("/neu", methods=["GET", "POST"])
@allow(*CASE_WORK)
def open_record() -> Answer:
    """Open a record from a case; the case does not show it."""
    asked, user, form = request.values.get("fall", ""), signed_in_user(), OpenForm()
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        raise NotFound
    people = queries.people_around(int(asked), user)
    form.child_id.choices = choices_of((p.id, p.full_name) for p in people)
    form.text.label.text = TEXT_LABELS[Step.FACTS]
    if request.method == "GET":
        form.happened_on.data = today()
    opened: list[ProtectionRecord] = []
    if tried(
        form,
        lambda: opened.append(
            actions.open_record(
                child=next(p for p in people if p.id == form.child_id.data),
                case_id=int(asked),
                urgency=form.urgency.data,
                danger_now=form.danger_now.data,
                first=_entry(Step.FACTS, form),
                by=user,
                today=today(),
                now=now(),
            )
        ),
    ):
        audit_about(object_kind="protection", object_id=opened[0].id, action=Action.CREATE)
        return redirect(url_for("protection.show", record_id=opened[0].id), 303)
    hint = rules.STEP_HINTS[Step.FACTS]
    return render_template("protection/open.html", form=form, asked=asked, hint=hint), 422 if form.errors else 200


@blueprint.get("/<id:record_id>")
@allow(*SOCIAL_WORK)
def show(record_id: int) -> str:
    """The record: clock, steps taken and open, who may see it."""
    record = _load(record_id)
    done = {Step(e.step) for e in record.entries}
    result = actions.last_result(record)
    notices = queries.list_notices(record.id)
    writers = {e.written_by_id for e in record.entries} | {n.printed_by_id for n in notices}
    return render_template(
        "protection/show.html",
        record=record,
        child=queries.child_of(record),
        notices=notices,
        open_steps=rules.next_steps(done, result=result, danger_now=record.danger_now),
        done=done,
        labels=rules.STEP_LABELS,
        hints=rules.STEP_HINTS,
        results=rules.RESULT_LABELS,
        urgencies=rules.URGENCY_LABELS,
        holders=queries.holders(record.id, now()),
        names=names_of(writers),
        now=now(),
    )


@blueprint.route("/<id:record_id>/schritt/<step>", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def write_entry(record_id: int, step: str) -> Answer:
    """Write one step down."""
    record = _load(record_id)
    if step not in set(Step):
        raise NotFound
    kind, form = Step(step), FORMS[Step(step)]()
    form.text.label.text = TEXT_LABELS[kind]
    _offer_assessors(form)
    if request.method == "GET":
        form.happened_on.data = today()
    entry = _entry(kind, form, queries.identifying_words(queries.child_of(record), record.case_id))

    def write() -> None:
        actions.write_entry(record=record, entry=entry, by=signed_in_user(), today=today(), now=now())
        for assessor in entry.assessors:
            if assessor.user_id:
                actions.name_colleague(record=record, colleague=get_user(assessor.user_id), now=now())

    if tried(form, write):
        flash("Festgehalten.", "success")
        return redirect(url_for("protection.show", record_id=record.id), 303)
    title = f"{kind}) {rules.STEP_LABELS[kind]}"
    page = render_template("protection/form.html", record=record, form=form, title=title, hint=rules.STEP_HINTS[kind])
    return page, 422 if form.errors else 200


def _offer_assessors(form: StepForm) -> None:
    if "first_id" in form:
        people = choices_of((u.id, u.name) for u in queries.colleagues())
        form.first_id.choices = people
        form.second_id.choices = [*choices_of([(0, "– niemand im Haus –")]), *people]
        if request.method == "GET":
            form.first_id.data, form.second_id.data = signed_in_user().id, 0


def _entry(step: Step, form: StepForm, identifying: tuple[str, ...] = ()) -> Entry:
    def said(name: str) -> str:
        return (form[name].data or "") if name in form else ""

    return Entry(
        step,
        text=said("text"),
        source=said("source"),
        happened_on=form.happened_on.data,
        interpretation=said("interpretation"),
        not_done_because=said("not_done_because"),
        result=said("result"),
        assessors=_assessors(form),
        control_on=form["control_on"].data if "control_on" in form else None,
        family_told=form["family_told"].data if "family_told" in form else None,
        identifying=identifying,
    )


def _assessors(form: StepForm) -> list[Assessor]:
    if "first_id" not in form:
        return []
    names = {u.id: u.name for u in queries.colleagues()}
    inside = [i for i in (form["first_id"].data, form["second_id"].data) if i in names]
    outside = [Assessor(form["second_name"].data)] if form["second_name"].data else []
    return [Assessor(names[i], i) for i in inside] + outside


@blueprint.route("/<id:record_id>/frist", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def look_again(record_id: int) -> Answer:
    """Set the clock anew."""
    record, form = _load(record_id), UrgencyForm()
    if tried(
        form,
        lambda: actions.look_again(record=record, urgency=form.urgency.data, by=signed_in_user(), now=now()),
    ):
        return redirect(url_for("protection.show", record_id=record.id), 303)
    hint = "Wochenenden zählen mit; die Frist verschiebt sich nicht."
    page = render_template("protection/form.html", record=record, form=form, title="Wieder ansehen", hint=hint)
    return page, 422 if form.errors else 200


@blueprint.route("/<id:record_id>/beteiligen", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def name_colleague(record_id: int) -> Answer:
    """Let one more named colleague see the record."""
    record, form = _load(record_id), ColleagueForm()
    seen = queries.holders(record.id, now())
    form.user_id.choices = choices_of((u.id, u.name) for u in queries.colleagues() if u.id not in seen)
    if tried(
        form,
        lambda: actions.name_colleague(record=record, colleague=get_user(form.user_id.data), now=now()),
    ):
        audit_about(action=Action.RIGHTS)
        return redirect(url_for("protection.show", record_id=record.id), 303)
    hint = "Nur namentlich Beteiligte sehen diesen Vorgang, auch die Teamleitung nur, wenn sie hier benannt ist."
    page = render_template("protection/form.html", record=record, form=form, title="Beteiligen", hint=hint)
    return page, 422 if form.errors else 200


@blueprint.route("/<id:record_id>/abschliessen", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def close(record_id: int) -> Answer:
    """Close the record."""
    record, form = _load(record_id), CloseForm()
    if tried(
        form, lambda: actions.close_record(record=record, text=form.text.data or "", by=signed_in_user(), now=now())
    ):
        flash("Der Vorgang ist abgeschlossen.", "success")
        return redirect(url_for("protection.show", record_id=record.id), 303)
    hint = "Erst nach der Einschätzung durch zwei Fachkräfte und dem, was daraus folgt."
    page = render_template("protection/form.html", record=record, form=form, title="Vorgang abschließen", hint=hint)
    return page, 422 if form.errors else 200


@blueprint.post("/<id:record_id>/mitteilung")
@allow(*SOCIAL_WORK)
def print_notice(record_id: int) -> Response:
    """Print the notice to the youth office and keep it: facts with their sources, what was tried, the assessment."""
    record, user = _load(record_id), signed_in_user()
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
    record = _load(record_id)
    found = queries.get_notice(notice_id, record.id)
    audit_about(action=Action.PRINT)
    headers = {"Content-Disposition": f'inline; filename="Mitteilung-{record.id}-{found.id}.pdf"'}
    return FlaskResponse(found.pdf, mimetype="application/pdf", headers=headers)
