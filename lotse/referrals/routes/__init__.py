"""Pages of referrals: list, page, drafts, steps, the inbox of a department."""

from lotse.referrals.routes import drafts as drafts
from lotse.referrals.routes import pages

blueprint = pages.blueprint
