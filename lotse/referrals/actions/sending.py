"""Sending a referral: through the gate, with clocks, reply code and, for a department, its access."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.accounts.actions import grants
from lotse.accounts.queries import get_unit
from lotse.disclosure import actions as disclosure
from lotse.disclosure.rules import BASIS_LABELS, Basis, Category
from lotse.foundation.check_code import make_code
from lotse.foundation.errors import FieldError
from lotse.referrals.actions.bundles import refuse_out_of_turn
from lotse.referrals.actions.events import mark
from lotse.referrals.actions.steps import take_step
from lotse.referrals.models import Referral
from lotse.referrals.queries import agreements, receivers
from lotse.referrals.rules import clocks, transitions
from lotse.referrals.rules.states import Kind, Party, State
from lotse.referrals.rules.transitions import Step

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.directory.models import Organisation
    from lotse.disclosure.models import Disclosure

CALL_FIRST = "Ein Notfall geht noch heute am Telefon hinaus: Bitte anrufen und eintragen, mit wem Sie gesprochen haben."
NO_INBOX = "Diese Stelle hat keinen Eingang in Lotse: Bitte einen Weg wählen, der sie erreicht."


def send(
    *, referral: Referral, means: str, by: User, today: date, now: datetime, basis: Basis | None = None,
    fields: Sequence[str] = (), spoken_with: str = "", out_of_turn: bool = False,
) -> None:  # fmt: skip
    """Let a referral leave.

    Without a ground the referral waits for consent and GateClosed says what is missing. An emergency leaves only after
    a call: FieldError on `spoken_with` while nobody was reached. FieldError on `means` for the inbox of a receiver
    that has none: nobody would ever read it. FieldError on `out_of_turn` while something before it in its bundle is
    unanswered, unless the sender says that the order does not matter here.
    """
    if not out_of_turn:
        refuse_out_of_turn(referral)
    organisation = receivers.get_organisation(referral.organisation_id)
    _refuse_way(referral, organisation, means, spoken_with)
    if referral.kind in transitions.NEEDS_CONSENT and referral.state == State.DRAFT:
        take_step(referral=referral, step=Step(State.CONSENT_PENDING, today, Party.SENDER), by=by, today=today, now=now)
    if referral.kind == Kind.APPLICATION_FORWARDING:
        basis = basis or Basis.SGB1_16
    if referral.kind != Kind.HINT and referral.person_id is not None:
        entry = _disclose(referral, organisation, means, by=by, today=today, now=now, basis=basis, fields=fields)
        referral.consent_id, referral.legal_basis = entry.consent_id, entry.legal_basis
    referral.means, referral.reply_code = means, referral.reply_code or make_code()
    _start_clocks(referral, organisation, today)
    take_step(referral=referral, step=Step(State.REQUESTED, today, Party.SENDER), by=by, today=today, now=now)
    if spoken_with.strip():
        mark(referral, "call", on=today, now=now, by=by, party=Party.SENDER, via="phone", text=spoken_with.strip())
    if organisation.unit_id is not None and referral.kind != Kind.HINT:
        unit = get_unit(organisation.unit_id)
        grants.grant(kind="referral", record_id=referral.id, reason="receiver", now=now, unit=unit)


def _refuse_way(referral: Referral, organisation: Organisation, means: str, spoken_with: str) -> None:
    if means == "inbox" and organisation.unit_id is None:
        raise FieldError("means", NO_INBOX)
    if referral.urgency == "emergency" and referral.kind != Kind.HINT and not spoken_with.strip():
        raise FieldError("spoken_with", CALL_FIRST)


def _start_clocks(referral: Referral, organisation: Organisation, today: date) -> None:
    referral.sent_on = referral.clock_on = today
    terms = agreements.terms_of(organisation, today)
    referral.receipt_due_on = clocks.receipt_due(today, terms, organisation.state, referral.urgency)
    referral.answer_due_on = clocks.answer_due(today, terms, organisation.state, referral.urgency)


def disclose_again(
    *, referral: Referral, means: str, by: User | None, today: date, now: datetime, fields: Sequence[str] = ()
) -> Disclosure | None:
    """Pass the gate once more for a further way out (a link, a second letter), on the ground of the sending.

    A hint carries no data and needs no ground: None.
    """
    if referral.kind == Kind.HINT or referral.person_id is None:
        return None
    organisation = receivers.get_organisation(referral.organisation_id)
    return _disclose(
        referral, organisation, means, by=by, today=today, now=now, basis=basis_of(referral), fields=fields
    )


def basis_of(referral: Referral) -> Basis | None:
    """Return the statutory basis on which a referral left, None where it was a consent."""
    return next((basis for basis, label in BASIS_LABELS.items() if label == referral.legal_basis), None)


def _disclose(
    referral: Referral, organisation: Organisation, means: str, *, by: User | None, today: date, now: datetime,
    basis: Basis | None, fields: Sequence[str],
) -> Disclosure:  # fmt: skip
    assert referral.person_id is not None
    return disclosure.pass_gate(
        person_id=referral.person_id,
        organisation=organisation,
        categories=frozenset(Category(name) for name in referral.categories),
        purpose=f"Vermittlung {referral.number}",
        means=means,
        by=by,
        today=today,
        now=now,
        basis=basis,
        case_id=referral.case_id,
        referral_id=referral.id,
        fields=fields,
    )
