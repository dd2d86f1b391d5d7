"""Pages of cases, by noun; all of them hang on one blueprint."""

from lotse.cases.routes import goals, life, lists, records, responsibility, situation
from lotse.cases.routes.blueprint import blueprint

__all__ = ["blueprint", "goals", "life", "lists", "records", "responsibility", "situation"]
