"""Appointments of the site: two weeks at a time, agreed on here or at a contact, moved, settled."""

from __future__ import annotations

from datetime import date, time, timedelta

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import names_of as user_names
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.clients.queries import names_of
from lotse.clients.queries.warnings import marks_at
from lotse.contacts.actions import desk
from lotse.contacts.queries import desk as waiting
from lotse.foundation.clock import instant, local, now, today
from lotse.foundation.errors import FieldError
from lotse.frontdesk.forms.desk import AppointmentForm, MoveForm, OutcomeForm
from lotse.frontdesk.queries.choices import list_staff
from lotse.frontdesk.routes.blueprint import blueprint
from lotse.frontdesk.routes.picking import refusal, settle_person

DAYS = timedelta(days=14)


@blueprint.get("/empfang/termine")
@allow(*SOCIAL_WORK)
def appointments() -> str:
    """The appointments of two weeks, from today or the day asked for, and a form for one more."""
    return _page(_empty(), MoveForm(formdata=None), request.args.get("verschieben", type=int))


@blueprint.post("/empfang/termine")
@allow(*SOCIAL_WORK)
def add_appointment() -> Response | tuple[str, int]:
    """Agree on a meeting without a contact."""
    user, form = signed_in_user(), AppointmentForm()
    form.offer_staff(list_staff())
    person = settle_person(form)
    if form.validate() and form.person.data and person is None:
        form.refuse(FieldError("person", refusal(form, "person")))
    starts_at = form.appointment_instant()
    if form.errors or starts_at is None:
        return _page(form, MoveForm(formdata=None), None), 422
    audit_about(person_id=person.id if person else None)
    with form.refusing():
        desk.arrange_appointment(
            starts_at=starts_at, minutes=int(form.minutes.data), by=user, now=now(), site_id=user.site_id,
            person_id=person.id if person else None, with_user_id=form.appointment_with.chosen,
            about=form.appointment_about.data or "",
        )  # fmt: skip
        flash(f"Termin am {local(starts_at):%d.%m.%Y, %H:%M} Uhr vereinbart.", "success")
        far = form.appointment_on.data if starts_at >= instant(today(), time(0)) + DAYS else None
        return redirect(url_for("frontdesk.appointments", ab=far), 303)
    return _page(form, MoveForm(formdata=None), None), 422


@blueprint.post("/empfang/termine/<id:appointment_id>/ergebnis")
@allow(*SOCIAL_WORK)
def settle_appointment(appointment_id: int) -> Response:
    """Say what came of an appointment."""
    form = OutcomeForm()
    appointment = waiting.get_appointment(appointment_id, signed_in_user(), now())
    audit_about(person_id=appointment.person_id, case_id=appointment.case_id)
    if form.validate():
        desk.settle_appointment(appointment=appointment, outcome=form.outcome.data)
        flash("Vermerkt.", "success")
    return redirect(url_for("frontdesk.appointments", ab=request.args.get("ab")), 303)


@blueprint.post("/empfang/termine/<id:appointment_id>/verschieben")
@allow(*SOCIAL_WORK)
def move_appointment(appointment_id: int) -> Response | tuple[str, int]:
    """Replace an appointment by one at another time."""
    user, form = signed_in_user(), MoveForm()
    appointment = waiting.get_appointment(appointment_id, user, now())
    audit_about(person_id=appointment.person_id, case_id=appointment.case_id)
    if form.validate() and form.appointment_at.at is not None:
        with form.refusing():
            desk.move_appointment(
                appointment=appointment, by=user, now=now(),
                starts_at=instant(form.appointment_on.data, form.appointment_at.at),
            )  # fmt: skip
            flash("Der Termin ist verschoben.", "success")
            return redirect(url_for("frontdesk.appointments", ab=request.args.get("ab")), 303)
    return _page(_empty(), form, appointment_id), 422


def _empty() -> AppointmentForm:
    form = AppointmentForm(formdata=None)
    form.offer_staff(list_staff())
    return form


def _page(form: AppointmentForm, move_form: MoveForm, moving: int | None) -> str:
    user, at, first = signed_in_user(), now(), _first_day()
    start = instant(first, time(0))
    rows = waiting.list_appointments_between(start, start + DAYS, user, at)
    ids = [row.person_id for row in rows if row.person_id]
    return render_template(
        "frontdesk/appointments.html", rows=rows, form=form, move_form=move_form, moving=moving, at=at, first=first,
        last=first + DAYS - timedelta(days=1), earlier=first - DAYS, later=first + DAYS,
        names=names_of(ids), marks=marks_at(ids, today()),
        staff=user_names({r.with_user_id for r in rows if r.with_user_id}),
    )  # fmt: skip


def _first_day() -> date:
    """The day asked for in the address, else today."""
    try:
        given = date.fromisoformat(request.args.get("ab", ""))
    except ValueError:
        return today()
    return given if 1900 <= given.year <= 2200 else today()
