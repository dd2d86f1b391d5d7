"""Pages of letters, by noun; all of them hang on one blueprint."""

from lotse.letters.routes import batches, client_letters, making, missing, pages
from lotse.letters.routes.blueprint import blueprint

__all__ = ["batches", "blueprint", "client_letters", "making", "missing", "pages"]
