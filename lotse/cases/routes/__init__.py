"""Pages of cases, by noun; all of them hang on one blueprint."""

from lotse.cases.routes import lists
from lotse.cases.routes.blueprint import blueprint

__all__ = ["blueprint", "lists"]
