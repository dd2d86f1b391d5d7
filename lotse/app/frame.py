"""What the frame around every page knows: navigation, the acting account, banners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from lotse.accounts.access import find_acting_account, may_open
from lotse.accounts.rules import ROLE_LABELS, Role, initials, without_titles
from lotse.accounts.sessions import get_frame_setting
from lotse.app.site_map import NAVIGATION, PART_OF
from lotse.foundation import clock, pdf
from lotse.foundation.web.addresses import address
from lotse.foundation.web.htmx import is_htmx
from lotse.reminders.queries import job_runs
from lotse.reminders.queries.alarms import open_alarms

if TYPE_CHECKING:
    from lotse.accounts.acting import Acting


@dataclass(frozen=True)
class NavigationItem:
    """One entry of the main navigation."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class SignedIn:
    """What templates may know of the acting account."""

    id: int
    name: str
    short_name: str
    initials: str
    role: str
    role_label: str
    site: str
    preferences: dict[str, Any]

    @classmethod
    def of(cls, user: Acting) -> SignedIn:
        """Build it from the account."""
        first, _, last = without_titles(user.name).rpartition(" ")
        return cls(
            id=user.id,
            name=user.name,
            short_name=f"{first[:1]}. {last}" if first else last,
            initials=initials(user.name),
            role=user.role,
            role_label=ROLE_LABELS[Role(user.role)],
            site=user.site_name,
            preferences=user.preferences,
        )


def tell_templates(app: Flask) -> None:
    """Give every template what its page or part may know."""

    @app.context_processor
    def _common() -> dict[str, Any]:
        user = find_acting_account()
        if is_htmx():
            return _for_fragments(app, user)
        search = address("frontdesk.search") if "frontdesk.search" in app.view_functions else None
        return {
            **_for_fragments(app, user),
            "navigation": _navigation(app, user),
            "signed_in": SignedIn.of(user) if user else None,
            "session_seconds": app.config["LOTSE"].idle_minutes * 60 if user else 0,
            "search_url": search,
            "search_suggest_url": search,
            "global_search": "frontdesk.search" in app.view_functions and may_open(app, "frontdesk.search", user),
            "demo": get_frame_setting("demo"),
            "banners": _banners(user),
        }


def _for_fragments(app: Flask, user: Acting | None) -> dict[str, Any]:
    """What a part of a page may use; the frame of the page around it needs more, and pays for it."""
    return {
        "today": clock.today(),
        "is_htmx": is_htmx(),
        "may_open": lambda endpoint: may_open(app, endpoint, user),
        "settings": app.config["LOTSE"],
    }


def _navigation(app: Flask, user: Acting | None) -> list[NavigationItem]:
    if user is None:
        return []
    here = (request.endpoint or "").partition(".")[0]
    here = PART_OF.get(here, here)
    return [
        NavigationItem(label, address(endpoint), here == endpoint.partition(".")[0])
        for endpoint, label in NAVIGATION
        if endpoint in app.view_functions and may_open(app, endpoint, user)
    ]


def _banners(user: Acting | None) -> list[str]:
    """What administrators must know on every page."""
    if user is None or user.role != Role.ADMINISTRATION:
        return []
    said = []
    if missing := pdf.missing_libraries():
        said.append(f"Briefe können nicht gedruckt werden, es fehlen Systembibliotheken: {', '.join(missing)}.")
    if job_runs.is_silent(clock.now()):
        said.append("Niemand arbeitet im Hintergrund: E-Mails und Tagesübersichten bleiben liegen.")
    if alarms := open_alarms(clock.now()):
        said.append(" ".join(alarm.sentence for alarm in alarms) + " Mehr unter Verwaltung, Hintergrundarbeit.")
    return said
