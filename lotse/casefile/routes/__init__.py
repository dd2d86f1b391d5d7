"""Composed pages of a case, by noun; all of them hang on one blueprint."""

from lotse.casefile.routes import closing, overview, plan
from lotse.casefile.routes.blueprint import blueprint

__all__ = ["blueprint", "closing", "overview", "plan"]
