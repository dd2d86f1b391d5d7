"""Pages of the directory. One blueprint, one module per noun; importing them hangs their views on it."""

from lotse.directory.routes import concerns, entries, exports, guides, imports, offers, search
from lotse.directory.routes.blueprint import blueprint

__all__ = ["blueprint", "concerns", "entries", "exports", "guides", "imports", "offers", "search"]
