"""The plan of a case on screen: findings, timeline, what must mesh; and one gap explained, with help."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from markupsafe import Markup

from lotse.accounts.access import allow
from lotse.accounts.rules import CASE_WORK
from lotse.cases.pages import load_case
from lotse.foundation.clock import today
from lotse.foundation.web.htmx import is_htmx
from lotse.measures.drawing.timeline import draw_timeline
from lotse.measures.forms.requirements import FORMS, WaiverForm
from lotse.measures.queries.assembling import number_in
from lotse.measures.queries.offers import OfferHelp, offers_for
from lotse.measures.queries.overview import FindingLine, Overview, age_of, is_child
from lotse.measures.routes.blueprint import blueprint
from lotse.measures.rules import gap_help
from lotse.measures.rules.findings import CoverGap
from lotse.measures.rules.plan import Cover
from lotse.measures.rules.timeline import Timeline
from lotse.measures.rules.week import busiest_weeks

ZOOMS = (3, 6, 12)


@blueprint.get("/faelle/<id:case_id>/massnahmen")
@allow(*CASE_WORK)
def index(case_id: int) -> str:
    """All measures of a case: what does not mesh, the timeline, the same as a table."""
    case = load_case(case_id)
    months = request.args.get("monate", 6, type=int)
    if months not in ZOOMS:
        abort(404)
    found = Overview(case.id, today())
    shown = found.timeline(months)
    return render_template(
        "measures/_timeline.html" if is_htmx() else "measures/index.html",
        case=case,
        tab="measures",
        found=found,
        shown=shown,
        months=months,
        zooms=ZOOMS,
        picture=_picture(case_id, shown),
        kinds=[(kind, form.title) for kind, form in FORMS.items()],
    )


def _picture(case_id: int, shown: Timeline) -> Markup:
    return draw_timeline(
        shown,
        gap_address=lambda key: url_for("measures.gap", case_id=case_id, key=key),
        measure_address=lambda key: url_for("measures.show", case_id=case_id, measure_id=number_in(key)),
    )


@blueprint.get("/faelle/<id:case_id>/massnahmen/luecken/<key>")
@allow(*CASE_WORK)
def gap(case_id: int, key: str) -> str:
    """One gap in one sentence, what could close it, and the door to bridging it."""
    case = load_case(case_id)
    found = Overview(case.id, today())
    line = found.find_line(key)
    if line is None:
        return render_template("measures/gap_closed.html", case=case, tab="measures")
    child = _about_child(found, line)
    return render_template(
        "measures/gap.html",
        case=case,
        tab="measures",
        found=found,
        line=line,
        levers=gap_help.levers(line.finding, caring_for_child=child),
        help=_offers(found, line, child),
        week=_worst_week(found, line),
        form=WaiverForm(formdata=None),
        crumbs=[("Maßnahmen", url_for("measures.index", case_id=case_id)), (line.name, None)],
    )


def _about_child(found: Overview, line: FindingLine) -> bool:
    if not isinstance(line.finding, CoverGap):
        return False
    subject = line.finding.subject
    return is_child(next((p for p in found.plan.persons if p.id == subject), None), found.today)


def _requirement_of(found: Overview, line: FindingLine) -> Cover | None:
    requirement = found.words.requirements.get(line.key)
    return requirement if isinstance(requirement, Cover) else None


def _offers(found: Overview, line: FindingLine, child: bool) -> OfferHelp | None:
    requirement = _requirement_of(found, line)
    if requirement is None or not isinstance(line.finding, CoverGap):
        return None
    person = next((p for p in found.plan.persons if p.id == line.finding.subject), None)
    return offers_for(found.plan, requirement, child=child, total=line.finding.minutes, age=age_of(person, found.today))


def _worst_week(found: Overview, line: FindingLine) -> dict[str, object] | None:
    """Person and Monday of the week with the most uncovered minutes."""
    requirement = _requirement_of(found, line)
    if requirement is None:
        return None
    weeks = busiest_weeks(found.plan, requirement)
    return {"person": number_in(requirement.subject), "montag": weeks[0].isoformat()} if weeks else None
