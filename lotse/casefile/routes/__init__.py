"""Composed pages of a case, by noun; all of them hang on one blueprint."""

from lotse.casefile.routes import chronicle, closing, conference, overview, plan, referrals, settling
from lotse.casefile.routes.blueprint import blueprint

__all__ = ["blueprint", "chronicle", "closing", "conference", "overview", "plan", "referrals", "settling"]
