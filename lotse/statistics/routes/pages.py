"""The pages of figures, their files, and the definitions."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from lotse.accounts.access import allow, may_open, signed_in_user
from lotse.foundation.clock import local
from lotse.foundation.errors import NotFound
from lotse.foundation.spreadsheets import CSV_TYPE, XLSX_TYPE
from lotse.statistics import files
from lotse.statistics.drawing import draw, draw_narrow
from lotse.statistics.queries import labels, reading, scopes, summary, views
from lotse.statistics.queries.building import REFERRAL_PAGES
from lotse.statistics.queries.pages import Shown, page_of
from lotse.statistics.routes.desk import READERS, TABS, Desk, blueprint, desk
from lotse.statistics.rules.choices import NO_COMPARISON
from lotse.statistics.rules.figures import FIGURES
from lotse.statistics.rules.periods import Comparison, Period, choices

FILTERS = (
    ("site", "standort", "Standort"),
    ("area", "bereich", "Anliegen"),
    ("municipality", "gemeinde", "Gemeinde"),
    ("department", "fachbereich", "Fachbereich"),
    ("receiver", "empfaenger", "Empfänger"),
    ("age", "alter", "Altersgruppe"),
    ("kind", "art", "Art"),
)


@blueprint.get("/")
@allow(*READERS)
def index() -> AnyResponse:
    """Begin with the referrals."""
    return redirect(url_for("statistics.show", key="vermittlungen"), 303)


@blueprint.get("/<key>")
@allow(*READERS)
def show(key: str) -> str:
    """Show a page of figures."""
    _check(key)
    at = desk()
    shown = page_of(reading(), key, at.choice, at.user, today=at.today, now=at.now, names=at.names)
    outline = labels.map_outline(reading())
    charts = {section.key: draw(section, outline) for section in shown.page.sections}
    narrow = {section.key: draw_narrow(section) for section in shown.page.sections}
    return render_template("statistics/show.html", shown=shown, charts=charts, narrow=narrow, **_around(key, at, shown))


@blueprint.get("/<key>/tabelle.xlsx")
@allow(*READERS)
def workbook(key: str) -> Response:
    """Hand out the protected page as a workbook."""
    shown, words = _for_file(key)
    return _file(files.as_xlsx(shown.page, words, shown.as_of), XLSX_TYPE, f"{key}-{shown.choice.period.key}.xlsx")


@blueprint.get("/<key>/tabelle.csv")
@allow(*READERS)
def comma_file(key: str) -> Response:
    """Hand out the protected page as CSV for German Excel."""
    shown, words = _for_file(key)
    return _file(files.as_csv(shown.page, words), CSV_TYPE, f"{key}-{shown.choice.period.key}.csv")


@blueprint.get("/definitionen")
@allow(*READERS)
def definitions() -> str:
    """Explain every figure in one place."""
    return render_template(
        "statistics/definitions.html", figures=FIGURES.values(), protection=files.PROTECTION, **tabs_for("definitionen")
    )


def tabs_for(key: str, parameters: dict[str, str] | None = None) -> dict[str, object]:
    """Return the tabs of the statistics with the current one marked."""
    kept: dict[str, Any] = dict(parameters or {})
    items = [
        {"label": label, "url": url_for("statistics.show", key=tab, **kept), "current": tab == key}
        for tab, label in TABS
    ]
    items.append({"label": "Bericht", "url": url_for("statistics.report", **kept), "current": key == "bericht"})
    if may_open(current_app, "statistics.county_map", signed_in_user()):
        items.append({"label": "Karte", "url": url_for("statistics.county_map"), "current": key == "karte"})
    items.append({"label": "Definitionen", "url": url_for("statistics.definitions"), "current": key == "definitionen"})
    return {"tabs_of_statistics": items}


def period_choices(at: Desk, months: bool) -> list[Period]:
    """Return the periods to choose from, back to the first record."""
    return choices(at.today, summary.first_month(reading()) or at.today, months=months)


def _for_file(key: str) -> tuple[Shown, list[tuple[str, str]]]:
    _check(key)
    at = desk()
    shown = page_of(
        reading(), key, at.choice, at.user, today=at.today, now=local(at.now), names=at.names, for_file=True
    )
    return shown, shown.choices_in_words(at.scopes, at.today)


def _check(key: str) -> None:
    if key not in dict(TABS):
        raise NotFound


def _file(content: bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="lotse-{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(content, mimetype=kind, headers=headers)


def _around(key: str, at: Desk, shown: Shown) -> dict[str, object]:
    choice, exact = shown.choice, shown.exact
    return {
        "key": key,
        "desk": at,
        "choice": choice,
        "exact": exact,
        "may_be_exact": any(scopes.sees_exactly(at.user, scope, key) for scope in at.scopes),
        "dropped_filters": bool(at.choice.filters) and not choice.filters,
        "periods": period_choices(at, months=exact),
        "comparisons": [(c.value, c.label) for c in Comparison] + [(NO_COMPARISON, "kein Vergleich")],
        "filters": [(axis, name, label, at.names.get(axis, {})) for axis, name, label in FILTERS]
        if exact and key in REFERRAL_PAGES
        else [],
        "saved_views": views.list_views(at.user),
        "records_url": choice.links_to(url_for("statistics.records")),
        "protection": files.PROTECTION,
        **tabs_for(key, choice.shared_address),
    }
