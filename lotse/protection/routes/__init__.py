"""Pages of child protection, by noun; all of them hang on one blueprint."""

from lotse.protection.routes import notices, opening, records, steps
from lotse.protection.routes.blueprint import blueprint

__all__ = ["blueprint", "notices", "opening", "records", "steps"]
