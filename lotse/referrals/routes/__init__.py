"""Pages of referrals, by noun; the partner's hang on a blueprint of their own."""

from lotse.referrals.routes import (
    agreements,
    answers,
    drafts,
    inbox,
    next_steps,
    pages,
    partner,
    receivers,
    sending,
    ways,
)  # fmt: skip
from lotse.referrals.routes.blueprint import blueprint

partner_blueprint = partner.blueprint

__all__ = [
    "agreements", "answers", "blueprint", "drafts", "inbox", "next_steps", "pages", "receivers", "sending", "ways",
]  # fmt: skip
