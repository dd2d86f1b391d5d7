""" "Heute": everything that is due, settled with two keys; the same for the team."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from lotse.accounts import queries as accounts
from lotse.accounts.access import acting_account, allow, signed_in_user
from lotse.accounts.actions import preferences as account_preferences
from lotse.accounts.queries import office_region
from lotse.accounts.rules import CASE_WORK, SOCIAL_WORK
from lotse.foundation.clock import now, today
from lotse.foundation.errors import FieldError
from lotse.foundation.record_ids import record_id
from lotse.foundation.workdays import next_workday
from lotse.reminders.actions import mails
from lotse.reminders.actions import reminders as actions
from lotse.reminders.models import Reminder
from lotse.reminders.queries import page
from lotse.reminders.queries.page import Row
from lotse.reminders.queries.people import staff_on
from lotse.reminders.routes.blueprint import AT_HOME, Ways, blueprint
from lotse.reminders.rules.items import KIND_LABELS, PART_LABELS, Item, Kind, Part, counts_by_kind, in_parts, part_of
from lotse.reminders.rules.when import read_when

HORIZONS = {0: "Heute", 7: "7 Tage", 30: "30 Tage", 3650: "Alles"}
POSTPONE = {"morgen": "auf morgen", "1w": "um eine Woche", "datum": "auf einen Tag"}
MANY = 500
FIRST = 40
"""How many rows a part of the page shows at first."""


@blueprint.get("/heute", endpoint="today")
@allow(*AT_HOME)
def show_today() -> str:
    """What is due for me, and for those I stand in for."""
    user, staff = acting_account(), staff_on(today())
    days, kinds = _filter(user.preferences)
    items = page.items_for(user, staff, today=today(), days=days)
    wanted = [item for item in items if not kinds or item.kind in kinds]
    parts = in_parts(wanted, today())
    shown = {part: _shown(found, whole=request.args.get("teil") == part) for part, found in parts.items()}
    rows = page.dress((item for part in Part for item in shown[part]), user=user, now=now(), staff=staff)
    return render_template(
        "reminders/today.html",
        parts=[(part, PART_LABELS[part], _of_part(rows, part), len(parts[part])) for part in Part],
        total=len(wanted),
        has_own=any(item.is_own for item in wanted),
        hidden=len(items) - len(wanted),
        counts=counts_by_kind(items),
        kinds=kinds,
        days=days,
        horizons=HORIZONS,
        labels=KIND_LABELS,
        undo=session.get("undo"),
        colleagues=accounts.list_colleagues(user),
        passed_to=session.get("passed_to") or accounts.find_deputy_id(user.id, today()),
        ways=Ways(current_app, user),
    )


@blueprint.post("/heute/filter")
@allow(*AT_HOME)
def keep_filter() -> Response:
    """Remember which part of the list this account wants to see."""
    days = request.form.get("tage", type=int)
    kinds = [kind for kind in request.form.getlist("art") if kind in set(Kind)]
    account_preferences.set_preference(
        user=signed_in_user(), key="today", value={"days": days if days in HORIZONS else 7, "kinds": kinds}
    )
    return redirect(url_for("reminders.today"), 303)


@blueprint.post("/heute/aktion")
@allow(*AT_HOME)
def act() -> Response:
    """Settle, postpone or pass on the ticked reminders; remembers how to undo it."""
    user, action = signed_in_user(), request.form.get("aktion", "")
    if one := request.form.get("eins", ""):
        action, _, item = one.partition(":")
        ticked = [item]
    else:
        ticked = request.form.getlist("item")
    reminders = page.list_reminders(_ids(ticked), user, today())
    if not reminders:
        flash(
            "Bitte zuerst Wiedervorlagen oder Aufgaben ankreuzen. Alles andere wird dort erledigt, wo es steht.", "info"
        )
        return redirect(url_for("reminders.today"), 303)
    try:
        undo, done = _change(action, reminders)
    except (ValueError, FieldError) as error:
        flash(str(error), "error")
        return redirect(url_for("reminders.today"), 303)
    session["undo"] = {"changes": undo, "said": f"{_number(len(undo))} {done}."} if undo else None
    return redirect(url_for("reminders.today"), 303)


@blueprint.post("/heute/rueckgaengig")
@allow(*AT_HOME)
def undo() -> Response:
    """Take back the last action on the list."""
    kept: dict[str, Any] | None = session.pop("undo", None)
    if kept:
        allowed = {r.id for r in page.list_reminders([c["id"] for c in kept["changes"]], signed_in_user(), today())}
        # Passed on to somebody else: only who gave it away may take it back, and that is who holds this session.
        changes = [c for c in kept["changes"] if c["id"] in allowed or "owner_id" in c]
        flash(f"Zurückgenommen: {_number(actions.take_back(undo=changes))}.", "success")
    return redirect(url_for("reminders.today"), 303)


@blueprint.get("/heute/team")
@allow(*CASE_WORK)
def team() -> str:
    """What is due per member of the team; for team leads and stand-ins."""
    user = signed_in_user()
    found = page.rows_of_team(user, today=today(), now=now())
    names = accounts.names_of(set(found))
    return render_template(
        "reminders/team.html",
        people=[
            (names.get(id_, ""), rows, accounts.find_deputy_id(id_, today()), _of_part(rows, Part.OVERDUE))
            for id_, rows in found.items()
        ],
        labels=KIND_LABELS,
        part_of=part_of,
        ways=Ways(current_app, acting_account()),
        deputies=accounts.names_of({a.deputy_id for a in accounts.list_absences(today())}),
    )


def _change(action: str, reminders: Sequence[Reminder]) -> tuple[list[dict[str, Any]], str]:
    user, region = signed_in_user(), office_region()
    if action == "erledigt":
        return actions.settle(reminders=reminders, by=user, now=now(), region=region), "erledigt"
    if action == "entfallen":
        return actions.settle(reminders=reminders, by=user, now=now(), region=region, outcome="dropped"), "gestrichen"
    if action == "an":
        wanted = request.form.get("an", "")
        to = next((other for other in accounts.list_users(roles=SOCIAL_WORK) if str(other.id) == wanted), None)
        if to is None:
            raise ValueError("Bitte wählen, an wen abgegeben wird.")
        undo = actions.pass_on(reminders=reminders, to=to)
        session["passed_to"] = to.id
        for reminder in reminders:
            mails.tell_of_urgent(reminder=reminder, by=user, now=now())
        return undo, f"abgegeben an {to.name}"
    if action in POSTPONE:
        wanted = {"morgen": "morgen", "1w": "1w"}.get(action) or request.form.get("auf", "")
        day = next_workday(read_when(wanted, today=today(), region=region), region)
        return actions.postpone(reminders=reminders, to=day), f"verschoben auf den {day:%d.%m.%Y}"
    raise ValueError("Bitte eine Aktion wählen.")


def _ids(keys: Sequence[str]) -> list[int]:
    numbers = (key.rpartition("-")[2] for key in keys[:MANY] if key.startswith(("reminder-", "task-")))
    return [number for given in numbers if (number := record_id(given))]


def _filter(preferences: dict[str, Any]) -> tuple[int, list[str]]:
    kept = preferences.get("today") or {}
    days = kept.get("days", 7)
    return (days if days in HORIZONS else 7), [kind for kind in kept.get("kinds", []) if kind in set(Kind)]


def _of_part(rows: Sequence[Row], part: Part) -> list[Row]:
    day = today()
    return [row for row in rows if part_of(row.item, day) is part]


def _shown(items: Sequence[Item], *, whole: bool) -> Sequence[Item]:
    """Return the first items of a part of the page, or all of them."""
    return items if whole else items[:FIRST]


def _number(count: int) -> str:
    return "1 Punkt" if count == 1 else f"{count} Punkte"
