"""The blueprints, the main navigation, and the page each role begins with."""

from __future__ import annotations

from lotse.accounts import draft_routes
from lotse.accounts import routes as account_routes
from lotse.accounts.rules import Role
from lotse.administration import routes as administration_routes
from lotse.casefile import routes as casefile_routes
from lotse.cases import routes as case_routes
from lotse.deadlines import routes as deadline_routes
from lotse.directory import routes as directory_routes
from lotse.disclosure import routes as disclosure_routes
from lotse.emergency import routes as emergency_routes
from lotse.frontdesk.routes import blueprint as frontdesk
from lotse.letters import routes as letter_routes
from lotse.measures import routes as measure_routes
from lotse.privacy import routes as privacy_routes
from lotse.protection import routes as protection_routes
from lotse.referrals import routes as referral_routes
from lotse.reminders import routes as reminder_routes
from lotse.statistics import routes as statistics_routes

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
    emergency_routes.blueprint,
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
    "emergency": "cases",
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
