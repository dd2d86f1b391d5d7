"""Pages of referrals: list, page, drafts, sending, answers, next steps, the inbox, links, agreements."""

from lotse.referrals.routes import agreements as agreements
from lotse.referrals.routes import answers as answers
from lotse.referrals.routes import drafts as drafts
from lotse.referrals.routes import inbox as inbox
from lotse.referrals.routes import next_steps as next_steps
from lotse.referrals.routes import pages, partner
from lotse.referrals.routes import receivers as receivers
from lotse.referrals.routes import sending as sending
from lotse.referrals.routes import ways as ways

blueprint = pages.blueprint
partner_blueprint = partner.blueprint
