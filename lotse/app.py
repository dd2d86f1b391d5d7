"""The application factory: the only module that knows every slice. Its blueprint list is the site map."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from lotse import config
from lotse.accounts import draft_routes, guard, parked
from lotse.accounts import routes as account_routes
from lotse.accounts.access import allow, find_acting_account, may_open, public, signed_in_user
from lotse.accounts.rules import EVERYBODY, ROLE_LABELS, Role, initials, without_titles
from lotse.accounts.sessions import get_frame_setting
from lotse.administration import routes as administration_routes
from lotse.casefile import head as case_head
from lotse.casefile import routes as casefile_routes
from lotse.casefile.queries.touched import hanging_on
from lotse.cases import routes as case_routes
from lotse.clients.queries.warnings import mark_sources, marks_at
from lotse.config import Settings
from lotse.deadlines import queries as deadline_queries
from lotse.deadlines import routes as deadline_routes
from lotse.directory import routes as directory_routes
from lotse.directory.actions.organisations import closures_changed
from lotse.disclosure import routes as disclosure_routes
from lotse.disclosure.actions import consent_revoked
from lotse.foundation import clock, crypto, pdf
from lotse.foundation.db import db, load_tables, prepare_engine
from lotse.foundation.web import attributes, error_pages, filters, icons, late, macros, static_files, style_page
from lotse.foundation.web.converters import IdConverter
from lotse.foundation.web.htmx import is_htmx
from lotse.frontdesk.routes import blueprint as frontdesk
from lotse.letters import routes as letter_routes
from lotse.measures import routes as measure_routes
from lotse.measures.actions import findings as finding_actions
from lotse.measures.queries import touched
from lotse.privacy import routes as privacy_routes
from lotse.protection import routes as protection_routes
from lotse.referrals import actions as referral_actions
from lotse.referrals import routes as referral_routes
from lotse.reminders import routes as reminder_routes
from lotse.reminders.queries import job_runs
from lotse.reminders.queries.alarms import open_alarms
from lotse.statistics import connections as statistics_connections
from lotse.statistics import routes as statistics_routes

if TYPE_CHECKING:
    from lotse.accounts.acting import Acting

BLUEPRINTS = (
    account_routes.blueprint,
    administration_routes.blueprint,
    disclosure_routes.blueprint,
    privacy_routes.blueprint,
    directory_routes.blueprint,
    draft_routes.blueprint,
    frontdesk,
    measure_routes.blueprint,
    measure_routes.radar_blueprint,
    case_routes.blueprint,
    casefile_routes.blueprint,
    protection_routes.blueprint,
    deadline_routes.blueprint,
    referral_routes.blueprint,
    reminder_routes.blueprint,
    statistics_routes.blueprint,
    letter_routes.blueprint,
    referral_routes.partner_blueprint,
)

NAVIGATION = (
    ("reminders.today", "Heute"),
    ("frontdesk.index", "Empfang"),
    ("cases.index", "Fälle"),
    ("radar.index", "Radar"),
    ("referrals.inbox", "Eingang"),
    ("referrals.index", "Vermittlungen"),
    ("directory.index", "Verzeichnis"),
    ("statistics.index", "Statistik"),
    ("administration.index", "Verwaltung"),
    ("privacy.index", "Datenschutz"),
)

PART_OF = {
    "casefile": "cases",
    "measures": "cases",
    "deadlines": "cases",
    "protection": "cases",
    "letters": "referrals",
}
"""Slices whose pages stand under the navigation entry of another one."""

START_PAGES = {
    Role.FRONT_DESK: "frontdesk.index",
    Role.NAVIGATOR: "reminders.today",
    Role.TEAM_LEAD: "reminders.today",
    Role.DEPARTMENT: "referrals.inbox",
    Role.STATISTICS: "statistics.index",
    Role.ADMINISTRATION: "administration.index",
    Role.DATA_PROTECTION: "privacy.index",
}


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


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application for the given settings, or for those of the environment."""
    settings = settings or config.from_environment()
    app = Flask(__name__, template_folder=str(config.ROOT / "templates"))
    app.config.update(
        LOTSE=settings,
        SECRET_KEY=crypto.derive(settings.secret_key, "csrf"),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": True} if settings.database_url.startswith("postgresql") else {},
        MAX_CONTENT_LENGTH=settings.max_upload_bytes + 1_000_000,
        MAX_FORM_MEMORY_SIZE=1_000_000,
        MAX_FORM_PARTS=2_000,
        TRUSTED_HOSTS=settings.hosts,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        TESTING=settings.testing,
    )
    crypto.use_key(settings.secret_key)
    app.url_map.converters["id"] = IdConverter
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.add_extension("jinja2.ext.do")
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies)  # type: ignore[method-assign]
    load_tables("lotse")
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    guard.install(app)
    attributes.install()
    macros.register(app)
    error_pages.register(app)
    filters.register(app)
    static_files.register(app, keeps=not settings.development)
    icons.register(app)
    statistics_connections.install()
    case_head.register(app)
    _register_pages(app, settings)
    _connect_reactions()
    _tell_templates(app)
    late.register(app, {"marks": lambda ids: _marks(app, ids)})
    return app


def _marks(app: Flask, person_ids: Collection[int]) -> dict[int, str]:
    """The warnings at the names on a page, asked once for all of them."""
    badges = app.jinja_env.get_template("macros/badges.html").module
    found = marks_at(person_ids, clock.today())
    return {id_: f" {badges.marks(marks)}" for id_, marks in found.items() if marks}  # type: ignore[attr-defined]


def _connect_reactions() -> None:
    """Reactions upwards that no call downwards can express."""
    consent_revoked.connect(referral_actions.withdraw_after_revocation)
    mark_sources["deadline_today"] = deadline_queries.DEADLINE_TODAY
    touched.asking.connect(hanging_on)
    closures_changed.connect(finding_actions.refresh_house)
    parked.DRAFT_PAGES["contact"] = "frontdesk.resume"


def _register_pages(app: Flask, settings: Settings) -> None:
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.view_functions["static"] = public(app.view_functions["static"])

    @app.get("/")
    @allow(*EVERYBODY)
    def start() -> Response:
        """Send everybody to the page their work begins with."""
        endpoint = START_PAGES[Role(signed_in_user().role)]
        return redirect(url_for(endpoint if endpoint in app.view_functions else "accounts.account"), 303)

    @app.get("/healthz")
    @public
    def healthz() -> tuple[str, int]:
        """The process answers."""
        return "ok", 200

    if settings.development:
        app.register_blueprint(style_page.blueprint)
        app.view_functions["style.index"] = allow(*EVERYBODY)(app.view_functions["style.index"])
        logging.getLogger("lotse").setLevel(logging.DEBUG)


def _tell_templates(app: Flask) -> None:
    @app.context_processor
    def _common() -> dict[str, Any]:
        user = find_acting_account()
        if is_htmx():
            return _for_fragments(app, user)
        search = _address("frontdesk.search") if "frontdesk.search" in app.view_functions else None
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
        NavigationItem(label, _address(endpoint), here == endpoint.partition(".")[0])
        for endpoint, label in NAVIGATION
        if endpoint in app.view_functions and may_open(app, endpoint, user)
    ]


def _address(endpoint: str) -> str:
    """The address as templates write it: built by Flask once."""
    build: Any = current_app.jinja_env.globals["url_for"]
    return str(build(endpoint))


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
