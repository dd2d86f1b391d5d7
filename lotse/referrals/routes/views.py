"""What the pages of referrals show, composed from several queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lotse.accounts.queries import names_of
from lotse.disclosure import actions as disclosure
from lotse.disclosure import queries as consents
from lotse.disclosure.rules import CATEGORY_LABELS, Category, Decision, ReceiverKind, minimal
from lotse.referrals import queries
from lotse.referrals.rules import clocks, reasons
from lotse.referrals.rules.states import FINAL, KIND_LABELS, LABELS, Kind, Party, State
from lotse.referrals.rules.transitions import next_states

if TYPE_CHECKING:
    from lotse.referrals.models import Referral

TONES = {
    State.DRAFT: "", State.CONSENT_PENDING: "warning", State.REQUESTED: "info", State.RECEIVED: "info",
    State.QUESTION: "warning", State.ACCEPTED: "success", State.WAITLISTED: "warning", State.IN_PROGRESS: "success",
    State.PAUSED: "warning", State.DECLINED_PENDING: "danger", State.DECLINED: "danger", State.REDIRECTED: "",
    State.COMPLETED: "success", State.UNSUCCESSFUL: "danger", State.WITHDRAWN: "", State.NO_RESPONSE: "danger",
    State.ENTERED_IN_ERROR: "",
}  # fmt: skip


@dataclass(frozen=True)
class ReferralPage:
    """Everything the page of one referral shows."""

    referral: Referral
    person: Any
    case: Any
    organisation: Any
    offer: Any
    concern: Any
    kind_label: str
    state_label: str
    tone: str
    due_label: str
    events: list[Any]
    names: dict[int, str]
    decision: Decision | None
    unusual: frozenset[Category]
    consents: Any
    ours: list[State]
    theirs: list[State]
    is_final: bool
    links: Any
    bundle: Any
    siblings: Any
    terms: clocks.Terms

    @property
    def category_words(self) -> str:
        """The categories of data in words."""
        return ", ".join(CATEGORY_LABELS[Category(name)] for name in self.referral.categories)


def page_of(referral: Referral, today: date) -> ReferralPage:
    """Compose the page of a referral the caller may see."""
    organisation = queries.get_organisation(referral.organisation_id)
    state, kind = State(referral.state), Kind(referral.kind)
    events = list(queries.list_events(referral.id))
    terms = queries.terms_of(organisation, today)
    due = clocks.next_due(
        state, kind=kind, since=events[-1].happened_on, sent_on=referral.sent_on, terms=terms, region=organisation.state
    )
    asked = frozenset(Category(name) for name in referral.categories)
    decision = None
    if kind is not Kind.HINT and referral.person_id is not None:
        decision = disclosure.ask_gate(
            person_id=referral.person_id, organisation=organisation, categories=asked, basis=None, today=today
        )
    return ReferralPage(
        referral=referral,
        person=queries.find_person(referral.person_id),
        case=queries.find_case(referral.case_id),
        organisation=organisation,
        offer=queries.find_offer_named(referral.offer_id),
        concern=queries.find_concern(referral.concern_id),
        kind_label=KIND_LABELS[kind],
        state_label=LABELS[state],
        tone=TONES[state],
        due_label=clocks.LABELS[due.what] if due else "",
        events=events,
        names=names_of({event.by_id for event in events if event.by_id}),
        decision=decision,
        unusual=minimal(ReceiverKind(organisation.receiver_kind), asked),
        consents=consents.list_valid_consents(referral.person_id, organisation.id, today) if referral.person_id else [],
        ours=ours(kind, state),
        theirs=theirs(kind, state),
        is_final=state in FINAL,
        links=queries.list_links(referral.id),
        bundle=queries.list_bundle(referral.bundle_id),
        siblings=_siblings(referral),
        terms=terms,
    )


def _siblings(referral: Referral) -> list[queries.Row]:
    """Return the other referrals of the same case."""
    rows = queries.list_for_case(referral.case_id) if referral.case_id else []
    return [row for row in rows if row.id != referral.id]


def ours(kind: Kind, state: State) -> list[State]:
    """Return the steps the office itself may take, beside sending and redirecting, which have pages of their own."""
    own = next_states(kind, state, Party.SENDER)
    return [
        to
        for to in own
        if to not in {State.CONSENT_PENDING, State.REDIRECTED} and (to, state) != (State.REQUESTED, state)
    ]


def theirs(kind: Kind, state: State) -> list[State]:
    """Return what the receiver (for a hint: the client) may say."""
    party = Party.CLIENT if kind is Kind.HINT else Party.RECEIVER
    said = next_states(kind, state, party)
    return [to for to in said if to not in {State.REDIRECTED, State.WITHDRAWN}]


def may_decline(referral: Referral) -> bool:
    """True while a receiver could still say no: then its reasons stand first in the list."""
    return referral.state in {State.REQUESTED, State.RECEIVED, State.NO_RESPONSE}


def words() -> dict[str, Any]:
    """Return the labels templates need."""
    return {
        "category_labels": {str(key): label for key, label in CATEGORY_LABELS.items()},
        "state_labels": LABELS,
        "kind_labels": KIND_LABELS,
        "tones": TONES,
        "reason_label": reasons.label,
        "means_labels": reasons.MEANS,
        "outcome_labels": reasons.OUTCOMES,
        "effect_labels": reasons.EFFECTS,
        "effect_sources": reasons.EFFECT_SOURCES,
    }
