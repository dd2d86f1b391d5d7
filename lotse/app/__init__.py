"""The application factory: the only package that knows every slice; `site_map` lists their pages."""

from __future__ import annotations

from collections.abc import Collection

from flask import Flask, get_template_attribute
from werkzeug.middleware.proxy_fix import ProxyFix

from lotse import config
from lotse.accounts import guard, parked
from lotse.accounts.access import public
from lotse.app import frame, start
from lotse.app.site_map import BLUEPRINTS
from lotse.audit import actions as audit
from lotse.casefile import head as case_head
from lotse.casefile.queries.touched import hanging_on
from lotse.clients.queries.warnings import mark_sources, marks_at
from lotse.config import Settings
from lotse.deadlines import queries as deadline_queries
from lotse.directory.actions.organisations import closures_changed
from lotse.disclosure.actions import consent_revoked
from lotse.emergency.queries import audit_mark
from lotse.foundation import clock, crypto, reading
from lotse.foundation.db import db, engine_options, load_tables, prepare_engine
from lotse.foundation.web import error_pages, filters, icons, late, macros, static_files
from lotse.foundation.web.converters import IdConverter
from lotse.measures.actions import findings as finding_actions
from lotse.measures.queries import touched
from lotse.referrals.actions.steps import withdraw_after_revocation
from lotse.statistics import connections as statistics_connections


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application for the given settings, or for those of the environment."""
    settings = settings or config.from_environment()
    crypto.use_key(settings.secret_key)
    app = _configured(settings)
    load_tables("lotse")
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    reading.register(app)
    guard.install(app)
    macros.register(app)
    error_pages.register(app)
    filters.register(app)
    static_files.register(app, keeps=not settings.development)
    icons.register(app)
    statistics_connections.install()
    case_head.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.view_functions["static"] = public(app.view_functions["static"])
    start.register(app, settings)
    _connect_reactions()
    frame.tell_templates(app)
    late.register(app, {"marks": _marks})
    return app


def _configured(settings: Settings) -> Flask:
    app = Flask(
        __name__, template_folder=str(config.ROOT / "templates"), static_folder=str(config.ROOT / "lotse" / "static")
    )
    app.config.update(
        LOTSE=settings,
        SECRET_KEY=crypto.derive(settings.secret_key, "csrf"),
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=settings.max_upload_bytes + 1_000_000,
        MAX_FORM_MEMORY_SIZE=1_000_000,
        MAX_FORM_PARTS=2_000,
        TRUSTED_HOSTS=settings.hosts,
        SEND_FILE_MAX_AGE_DEFAULT=31_536_000,
        TESTING=settings.testing,
    )
    app.url_map.converters["id"] = IdConverter
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.add_extension("jinja2.ext.do")
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]  # Flask's own way
    return app


def _marks(person_ids: Collection[int]) -> dict[int, str]:
    """The warnings at the names on a page, asked once for all of them."""
    draw = get_template_attribute("macros/badges.html", "marks")
    found = marks_at(person_ids, clock.today())
    return {id_: f" {draw(marks)}" for id_, marks in found.items() if marks}


def _connect_reactions() -> None:
    """Reactions upwards that no call downwards can express."""
    consent_revoked.connect(withdraw_after_revocation)
    audit.marks["Notzugriff"] = audit_mark()
    mark_sources["deadline_today"] = deadline_queries.DEADLINE_TODAY
    touched.asking.connect(hanging_on)
    closures_changed.connect(finding_actions.refresh_house)
    parked.DRAFT_PAGES["contact"] = "frontdesk.resume"
