"""Pages of letters: list, one letter, what can be printed, batches."""

from lotse.letters.routes import batches as batches
from lotse.letters.routes import client_letters as client_letters
from lotse.letters.routes import making as making
from lotse.letters.routes import pages

blueprint = pages.blueprint
