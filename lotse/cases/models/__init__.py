"""Tables of cases, by noun; importing them here makes every table known to the database."""

from lotse.cases.models.case import ActionStep, Assignment, Case, CaseEvent, Goal, Note, Rating, Resource
from lotse.cases.models.documents import Document
from lotse.cases.models.plan import Conference, OptIn, SupportPlan
from lotse.cases.models.responsibility import ClosingRequest, Handover, OtherLead

__all__ = [
    "ActionStep",
    "Assignment",
    "Case",
    "CaseEvent",
    "ClosingRequest",
    "Conference",
    "Document",
    "Goal",
    "Handover",
    "Note",
    "OptIn",
    "OtherLead",
    "Rating",
    "Resource",
    "SupportPlan",
]
