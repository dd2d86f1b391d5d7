"""Weekly times understood while they are typed."""

from __future__ import annotations

from flask import render_template, request

from lotse.accounts.access import allow
from lotse.accounts.rules import CASE_WORK
from lotse.foundation.clock import today
from lotse.measures.routes.blueprint import blueprint
from lotse.measures.rules.weekly_times import (
    NotUnderstoodError,
    format_weekly_times,
    parse_weekly_times,
    weekly_minutes,
)


@blueprint.get("/massnahmen/zeiten")
@allow(*CASE_WORK)
def times() -> str:
    """Show typed weekly times back as they were understood."""
    text = request.args.get("weekly", "")[:300]
    if not text.strip():
        return render_template("measures/_understood.html", shown="", hours="", wrong="", suggestion=None)
    try:
        slots = parse_weekly_times(text, today())
    except NotUnderstoodError as refused:
        return render_template(
            "measures/_understood.html", shown="", hours="", wrong=str(refused), suggestion=refused.suggestion
        )
    minutes = weekly_minutes(slots)
    return render_template(
        "measures/_understood.html",
        shown=format_weekly_times(slots),
        minutes=minutes,
        overlapping=minutes < sum((slot.end - slot.start) * len(slot.days) for slot in slots),
        wrong="",
        suggestion=None,
    )
