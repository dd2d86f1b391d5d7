"""One reminder: set it from anywhere, change it, settle it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import flash, redirect, render_template, url_for

from lotse.accounts import queries as accounts
from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import office_region
from lotse.accounts.rules import CASE_WORK, SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.cases.pages import load_case
from lotse.foundation.clock import now, today
from lotse.foundation.web.forms import Answer
from lotse.referrals.pages import load_referral
from lotse.reminders.actions import mails
from lotse.reminders.actions import reminders as actions
from lotse.reminders.forms import ChangeForm, ReminderForm
from lotse.reminders.queries import page
from lotse.reminders.routes.blueprint import AT_HOME, blueprint
from lotse.reminders.rules.series import Plan


@blueprint.route("/wiedervorlagen/neu", methods=["GET", "POST"])
@allow(*AT_HOME)
def new() -> Answer:
    """A reminder that belongs to no case."""
    return _new(anchors={}, back=url_for("reminders.today"))


@blueprint.route("/faelle/<id:case_id>/wiedervorlagen/neu", methods=["GET", "POST"])
@allow(*CASE_WORK)
def new_for_case(case_id: int) -> Answer:
    """A reminder of a case."""
    case = load_case(case_id)
    return _new(
        anchors={},
        back=url_for("casefile.show", case_id=case.id),
        about=f"Fall {case.number}",
        case_id=case.id,
        person_id=case.person_id,
    )


@blueprint.route("/vermittlungen/<id:referral_id>/wiedervorlagen/neu", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def new_for_referral(referral_id: int) -> Answer:
    """A reminder of a referral; it falls away when the partner answers."""
    referral = load_referral(referral_id)
    return _new(
        anchors={"versand": referral.sent_on} if referral.sent_on else {},
        back=url_for("referrals.show", referral_id=referral.id),
        about=f"Vermittlung {referral.number}",
        case_id=referral.case_id,
        person_id=referral.person_id,
        referral_id=referral.id,
    )


@blueprint.route("/wiedervorlagen/<id:reminder_id>", methods=["GET", "POST"])
@allow(*AT_HOME)
def change(reminder_id: int) -> Answer:
    """Look at a reminder and change it."""
    user = signed_in_user()
    reminder = page.get_reminder(reminder_id, user, today())
    audit_about(person_id=reminder.person_id, case_id=reminder.case_id)
    form = ChangeForm(obj=reminder)
    form.offer_owners(accounts.list_users(roles=SOCIAL_WORK))
    if not form.is_submitted():
        form.when.data = f"{reminder.due_on:%d.%m.%Y}"
    elif form.validate():
        form.check_version(reminder)
        day = form.read_day(today=today(), region=office_region(), anchors={})
        if day is not None:
            with form.refusing():
                actions.change_reminder(
                    reminder=reminder,
                    text=form.text.data or "",
                    due_on=day,
                    owner=accounts.get_user(form.owner_id.data),
                    urgent=bool(form.urgent.data),
                )
                mails.tell_of_urgent(reminder=reminder, by=user, now=now())
                flash("Gespeichert.", "success")
                return redirect(url_for("reminders.today"), 303)
    answer = render_template("reminders/edit.html", reminder=reminder, form=form)
    return (answer, 422) if form.errors else answer


def _new(
    *,
    anchors: Mapping[str, date],
    back: str,
    about: str = "",
    case_id: int | None = None,
    person_id: int | None = None,
    referral_id: int | None = None,
) -> Answer:
    user = signed_in_user()
    form = ReminderForm(owner_id=user.id)
    form.offer_owners(accounts.list_users(roles=SOCIAL_WORK))
    if form.is_submitted() and form.validate():
        plan = form.read_plan(today=today(), region=office_region(), anchors=anchors)
        if plan is not None:
            with form.refusing():
                reminder = actions.set_reminder(
                    text=form.text.data or "",
                    due_on=plan.first_on,
                    owner=accounts.get_user(form.owner_id.data),
                    by=user,
                    now=now(),
                    kind=form.kind.data,
                    urgent=bool(form.urgent.data),
                    series_weeks=plan.weeks,
                    series_until=plan.until,
                    case_id=case_id,
                    person_id=person_id,
                    referral_id=referral_id,
                )
                mails.tell_of_urgent(reminder=reminder, by=user, now=now())
                flash(f"Wiedervorlage am {plan.first_on:%d.%m.%Y}{_repeats(plan)}.", "success")
                return redirect(back, 303)
    answer = render_template("reminders/new.html", form=form, about=about, back=back, anchors=list(anchors))
    return (answer, 422) if form.errors else answer


def _repeats(plan: Plan) -> str:
    if not plan.weeks:
        return ""
    every = ", dann jede Woche" if plan.weeks == 1 else f", dann alle {plan.weeks} Wochen"
    return every + (f" bis {plan.until:%d.%m.%Y}" if plan.until else "")
