"""Pages of measures, by noun; those of one case hang on one blueprint, the radar has its own."""

from lotse.measures.routes import houses, measures, plan, requirements, waivers, week, weekly_times, what_if
from lotse.measures.routes.blueprint import blueprint
from lotse.measures.routes.radar import blueprint as radar_blueprint

__all__ = [
    "blueprint",
    "houses",
    "measures",
    "plan",
    "radar_blueprint",
    "requirements",
    "waivers",
    "week",
    "weekly_times",
    "what_if",
]
