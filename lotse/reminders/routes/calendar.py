"""Calendars: a secret address per person, and single appointments as files."""

from __future__ import annotations

import re

from flask import current_app, flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, public, signed_in_user
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.contacts.queries import desk
from lotse.foundation.clock import now, today
from lotse.foundation.crypto import hash_token
from lotse.foundation.errors import NotFound
from lotse.reminders.actions import calendars as actions
from lotse.reminders.queries import calendars
from lotse.reminders.routes.blueprint import AT_HOME, blueprint

_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")


@blueprint.get("/heute/kalender")
@allow(*AT_HOME)
def calendar() -> str:
    """The secret address: made, shown once, revoked."""
    token = session.pop("calendar_token", None)
    address = f"{current_app.config['LOTSE'].public_base_url}/kalender/{token}.ics" if token else ""
    return render_template("reminders/calendar.html", address=address, exists=calendars.has_feed(signed_in_user()))


@blueprint.post("/heute/kalender/neu")
@allow(*AT_HOME)
def open_calendar() -> Response:
    """Make a new secret address; the former one stops working."""
    session["calendar_token"] = actions.open_feed(user=signed_in_user(), now=now())
    return redirect(url_for("reminders.calendar"), 303)


@blueprint.post("/heute/kalender/widerrufen")
@allow(*AT_HOME)
def close_calendar() -> Response:
    """Revoke the secret address."""
    actions.close_feed(user=signed_in_user())
    flash("Die Adresse gilt nicht mehr.", "success")
    return redirect(url_for("reminders.calendar"), 303)


@blueprint.get("/kalender/<token>.ics")
@public
def feed(token: str) -> Response:
    """The calendar behind a secret address; a wrong one is an unknown page."""
    user = calendars.find_feed_owner(hash_token(token)) if _TOKEN.fullmatch(token) else None
    if user is None:
        raise NotFound
    settings = current_app.config["LOTSE"]
    content = calendars.feed_of(user, today=today(), now=now(), base=settings.public_base_url, host=settings.hosts[0])
    return Response(content, mimetype="text/calendar")


@blueprint.get("/termine/<id:appointment_id>/kalender")
@allow(*AT_HOME)
def appointment(appointment_id: int) -> Response:
    """One appointment as a file for a calendar programme, without the client's name."""
    row = desk.get_appointment(appointment_id, signed_in_user(), now())
    audit_about(person_id=row.person_id, case_id=row.case_id, action=Action.EXPORT)
    from icalendar import Calendar, Event  # a sixth of the start of the server, for one kind of answer

    entry = Calendar()
    entry.add("prodid", "-//Lotse//DE")
    entry.add("version", "2.0")
    event = Event()
    event.add("uid", row.uid)
    event.add("dtstamp", now())
    event.add("dtstart", row.starts_at)
    event.add("dtend", row.ends_at)
    event.add("summary", "Termin im Sozialbüro")
    event.add("location", row.place or "")
    entry.add_component(event)
    answer = Response(entry.to_ical(), mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'attachment; filename="termin.ics"'
    return answer
