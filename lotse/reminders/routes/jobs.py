"""The state of unattended work, for administrators: jobs, lateness, and mails whose fate a person must decide."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.rules import Role
from lotse.foundation import machine
from lotse.foundation.clock import now
from lotse.outbox import actions as outbox
from lotse.outbox import queries as mails
from lotse.outbox.rules import STATE_LABELS
from lotse.reminders.queries import job_runs
from lotse.reminders.routes.blueprint import blueprint
from lotse.reminders.rules.timetable import is_late


@blueprint.get("/verwaltung/hintergrund")
@allow(Role.ADMINISTRATION)
def jobs() -> str:
    """Jobs with their last and next run, and the outbox."""
    at, last_tick = now(), job_runs.last_tick_at()
    runs = [run for name, run in sorted(job_runs.job_runs().items()) if name != job_runs.HEARTBEAT]
    return render_template(
        "reminders/jobs.html",
        runs=runs,
        at=at,
        late={run.name for run in runs if is_late(run.due_at, at)},
        last_tick=last_tick,
        silent=last_tick is None or job_runs.is_silent(at),
        counts=mails.count_by_state(),
        unclear=mails.list_mails(states=("unclear",)),
        failed=mails.list_mails(states=("failed",)),
        waiting_since=mails.oldest_due_at(at),
        states=STATE_LABELS,
        has_server=bool(current_app.config["LOTSE"].smtp_url),
        backup_at=machine.last_backup_at(current_app.config["LOTSE"].instance),
    )


@blueprint.post("/verwaltung/hintergrund/mails/<id:mail_id>/erneut")
@allow(Role.ADMINISTRATION)
def send_again(mail_id: int) -> Response:
    """Send a mail once more, because a person says so."""
    settings = current_app.config["LOTSE"]
    outbox.send_again(mail=mails.get_mail(mail_id), host=settings.hosts[0], by_id=signed_in_user().id, now=now())
    flash("Die E-Mail wird noch einmal gesendet.", "success")
    return redirect(url_for("reminders.jobs"), 303)


@blueprint.post("/verwaltung/hintergrund/mails/<id:mail_id>/angekommen")
@allow(Role.ADMINISTRATION)
def confirm_sent(mail_id: int) -> Response:
    """Note that an unclear mail did arrive."""
    outbox.confirm_sent(mail=mails.get_mail(mail_id), by_id=signed_in_user().id, now=now())
    return redirect(url_for("reminders.jobs"), 303)


@blueprint.post("/verwaltung/hintergrund/mails/<id:mail_id>/verwerfen")
@allow(Role.ADMINISTRATION)
def discard(mail_id: int) -> Response:
    """Drop a mail."""
    outbox.discard(mail=mails.get_mail(mail_id), by_id=signed_in_user().id)
    return redirect(url_for("reminders.jobs"), 303)
