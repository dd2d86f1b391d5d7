"""Pages of deadlines, by noun; all of them hang on one blueprint."""

from lotse.deadlines.routes import catalogue_pages, ends, pages
from lotse.deadlines.routes.blueprint import blueprint

__all__ = ["blueprint", "catalogue_pages", "ends", "pages"]
