"""Pages of referrals: list, page, drafts, steps, the inbox of a department."""

from lotse.referrals.routes import drafts as drafts
from lotse.referrals.routes import pages, partner
from lotse.referrals.routes import receivers as receivers
from lotse.referrals.routes import ways as ways

blueprint = pages.blueprint
partner_blueprint = partner.blueprint
