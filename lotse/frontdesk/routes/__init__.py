"""The pages of the counter: one blueprint, split by noun."""

from lotse.frontdesk.routes import (
    appointments,
    around_person,
    contact,
    correction,
    drafts,
    lists,
    person,
    relations,
    search,
    waiting,
)
from lotse.frontdesk.routes.blueprint import blueprint

__all__ = [
    "appointments",
    "around_person",
    "blueprint",
    "contact",
    "correction",
    "drafts",
    "lists",
    "person",
    "relations",
    "search",
    "waiting",
]
