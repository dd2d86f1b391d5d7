"""What the pages of referrals show, composed from several queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from lotse.accounts.queries import names_of
from lotse.disclosure import actions as disclosure
from lotse.disclosure import queries as consents
from lotse.disclosure.rules import CATEGORY_LABELS, Category, Decision, ReceiverKind, minimal
from lotse.foundation.clock import local, now
from lotse.referrals import queries
from lotse.referrals.actions.sending import basis_of
from lotse.referrals.queries import agreements, links, lists, next_steps, receivers
from lotse.referrals.routes.words import TONES
from lotse.referrals.rules import clocks
from lotse.referrals.rules.bundles import in_the_way, next_in_turn
from lotse.referrals.rules.shared import Shared
from lotse.referrals.rules.states import FINAL, KIND_LABELS, LABELS, NOT_SENT, Kind, Party, State
from lotse.referrals.rules.transitions import is_exchange, next_states

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.referrals.models import Referral

ASKS_FURTHER = frozenset({State.DECLINED_PENDING, State.WAITLISTED})


@dataclass(frozen=True)
class ReferralPage:
    """Everything the page of one referral shows."""

    referral: Referral
    person: Any
    case: Any
    organisation: Any
    offer: Any
    concern: Any
    events: list[Any]
    names: dict[int, str]
    decision: Decision | None
    unusual: frozenset[Category]
    consents: Any
    links: Any
    bundle: Any
    siblings: Any
    terms: clocks.Terms
    contact_person: str
    shared: Shared
    offers: Any
    proposals: Any
    follow_ups: Any

    @property
    def state(self) -> State:
        """Where the referral stands."""
        return State(self.referral.state)

    @property
    def kind(self) -> Kind:
        """What sort of handing over it is."""
        return Kind(self.referral.kind)

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return KIND_LABELS[self.kind]

    @property
    def state_label(self) -> str:
        """The state in words."""
        return LABELS[self.state]

    @property
    def tone(self) -> str:
        """The colour of the state's badge."""
        return TONES[self.state]

    @property
    def due_label(self) -> str:
        """What the running clock waits for, in words."""
        return clocks.label_of(self.state, self.kind, heard=self.referral.answered_on is not None)

    @property
    def is_final(self) -> bool:
        """True when nothing more can come."""
        return self.state in FINAL

    @property
    def ours(self) -> list[State]:
        """The steps the office itself may take, beside sending and redirecting, which have pages of their own."""
        left_out = {State.CONSENT_PENDING, State.REDIRECTED}
        if self.state in NOT_SENT:
            left_out.add(State.REQUESTED)
        return [to for to in next_states(self.kind, self.state, Party.SENDER) if to not in left_out]

    @property
    def theirs(self) -> list[State]:
        """What the receiver (for a hint: the client) may say."""
        party = Party.CLIENT if self.kind is Kind.HINT else Party.RECEIVER
        left_out = {State.REDIRECTED, State.WITHDRAWN}
        return [to for to in next_states(self.kind, self.state, party) if to not in left_out]

    @property
    def in_the_way(self) -> list[lists.Row]:
        """What stands before it in its bundle without an answer."""
        return in_the_way(self.bundle, self.referral.id)

    @property
    def in_turn(self) -> lists.Row | None:
        """The referral of its bundle that is to leave now."""
        return next_in_turn(self.bundle)

    @property
    def attempts(self) -> int:
        """How often the receiver tried in vain to reach the client."""
        return sum(1 for event in self.events if event.kind == "attempt")

    @property
    def category_words(self) -> str:
        """The categories of data in words."""
        return ", ".join(CATEGORY_LABELS[Category(name)] for name in self.referral.categories)

    @property
    def exchange(self) -> list[Any]:
        """What the receiver asked and what we answered, in the order in which it was said."""
        return [e for e in self.events if e.kind == "transition" and is_exchange(e.from_state, e.to_state)]

    @property
    def withheld(self) -> list[tuple[str, str]]:
        """What the ticked categories keep back, each with the category it would need."""
        return [(what, CATEGORY_LABELS[category]) for what, category in self.shared.withheld(self.referral.categories)]


def page_of(referral: Referral, today: date, *, user: User | None = None) -> ReferralPage:
    """Compose the page of a referral the caller may see; with `user` also what comes next after a decline."""
    organisation = receivers.get_organisation(referral.organisation_id)
    events = list(queries.list_events(referral.id))
    day = referral.sent_on or today
    agreement = agreements.agreement_of(organisation.id, day)
    person = queries.find_person(referral.person_id)
    owes = user is not None and (referral.state in ASKS_FURTHER or referral.owed_since is not None)
    return ReferralPage(
        referral=referral,
        person=person,
        case=queries.find_case(referral.case_id),
        organisation=organisation,
        offer=receivers.find_offer_named(referral.offer_id),
        concern=receivers.find_concern(referral.concern_id),
        events=events,
        names=names_of({event.by_id for event in events if event.by_id}),
        decision=_decision(referral, organisation, today),
        unusual=minimal(ReceiverKind(organisation.receiver_kind), _asked(referral)),
        consents=consents.list_valid_consents(referral.person_id, organisation.id, today) if referral.person_id else [],
        links=links.list_links(referral.id),
        bundle=lists.list_bundle(referral.bundle_id),
        siblings=_siblings(referral) if user else [],
        terms=agreements.terms_of(organisation, day),
        contact_person=agreement.contact_person if agreement else "",
        shared=Shared.read(referral.shared),
        offers=next_steps.next_offers(referral, language=person.language, moment=local(now()).replace(tzinfo=None))
        if owes and person
        else [],
        proposals=next_steps.list_proposals(user, now(), referral_id=referral.id)
        if user and referral.answered_on
        else [],
        follow_ups=next_steps.list_follow_ups(referral.id) if user and referral.ended_on else [],
    )


def _asked(referral: Referral) -> frozenset[Category]:
    return frozenset(Category(name) for name in referral.categories)


def _decision(referral: Referral, organisation: Any, today: date) -> Decision | None:
    """Ask the gate on the ground of the sending; None where nothing about a person leaves."""
    if referral.kind == Kind.HINT or referral.person_id is None:
        return None
    return disclosure.ask_gate(
        person_id=referral.person_id, organisation=organisation, categories=_asked(referral),
        basis=basis_of(referral), today=today,
    )  # fmt: skip


def _siblings(referral: Referral) -> list[lists.Row]:
    """Return the other referrals of the same case."""
    rows = lists.list_for_case(referral.case_id) if referral.case_id else []
    return [row for row in rows if row.id != referral.id]


def may_decline(referral: Referral) -> bool:
    """True while a receiver could still say no: then its reasons stand first in the list."""
    return referral.state in {State.REQUESTED, State.RECEIVED, State.NO_RESPONSE}
