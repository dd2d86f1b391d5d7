"""Pages of administration. One blueprint, one module per noun; importing them hangs their views on it."""

from lotse.administration.routes import office, sites, units, users
from lotse.administration.routes.blueprint import blueprint

__all__ = ["blueprint", "office", "sites", "units", "users"]
