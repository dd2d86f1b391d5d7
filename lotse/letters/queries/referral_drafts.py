"""Drafts of the referral letter with its reply form, and of the client's version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from lotse.clients import queries as clients
from lotse.directory.models import Concern, Offer
from lotse.disclosure import actions as disclosure
from lotse.disclosure.queries import get_consent
from lotse.disclosure.rules import BASIS_LABELS, SOCIAL_ADMINISTRATION, Basis, Category, ReceiverKind, fields_for
from lotse.foundation.check_code import make_code
from lotse.foundation.clock import local
from lotse.foundation.db import db
from lotse.foundation.errors import RuleBroken
from lotse.letters.queries.parties import called, clerk_of, interpreting, office_of, recipient_of, title_of
from lotse.letters.rules import referral_letter as letters
from lotse.letters.rules.draft import Draft
from lotse.letters.rules.kinds import KIND_LABELS, Kind
from lotse.letters.rules.printing import printable_letter, printable_reply_form, printable_sheet
from lotse.letters.rules.referral_client import client_version
from lotse.letters.rules.reply_form import ReplyForm
from lotse.referrals import queries as referrals
from lotse.referrals.actions.sending import basis_of
from lotse.referrals.queries.agreements import terms_of
from lotse.referrals.queries.receivers import get_organisation
from lotse.referrals.rules import clocks
from lotse.referrals.rules.shared import Shared
from lotse.referrals.rules.states import FINAL, State
from lotse.referrals.rules.states import Kind as ReferralKind

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.clients.models import Person
    from lotse.directory.models import Organisation
    from lotse.referrals.models import Referral


def referral_packet(referral_id: int, *, user: User, now: datetime) -> tuple[Draft, Draft]:
    """Draft the letter to the receiver and the sheet for the client, from one set of facts."""
    referral = referrals.get_referral(referral_id, user, now)
    letter = _letter(referral, user, now)
    form = ReplyForm(
        office=letter.office,
        our_sign=letter.our_sign,
        service=letter.service,
        sent_on=letter.sent_on,
        respond_by=letter.respond_by,
        code=letter.reply_code,
        recipient=letter.recipient.window_lines[0],
    )
    about = {"person_id": referral.person_id, "case_id": referral.case_id, "referral_id": referral.id}
    office = Draft(
        kind=Kind.REFERRAL,
        title=letter.subject[:200],
        sheets=(printable_letter(letter), printable_reply_form(form)),
        content=letter,
        contact_id=referral.contact_id,
        organisation_id=referral.organisation_id,
        **about,
    )
    client = Draft(
        kind=Kind.REFERRAL_CLIENT,
        title=f"{KIND_LABELS[Kind.REFERRAL_CLIENT]}: {letter.service}"[:200],
        sheets=(printable_sheet(client_version(letter), letter.office, letter.sent_on),),
        content=letter,
        contact_id=referral.contact_id,
        organisation_id=referral.organisation_id,
        **about,
    )
    return office, client


def _letter(referral: Referral, user: User, now: datetime) -> letters.ReferralLetter:
    today, person = local(now).date(), _person(referral, user, now)
    organisation = get_organisation(referral.organisation_id)
    hidden = clients.is_protected(person, today)
    said = Shared.read(referral.shared).within(referral.categories)
    asked = frozenset(Category(name) for name in referral.categories)
    shown = fields_for(ReceiverKind(organisation.receiver_kind), asked, hidden=hidden)
    appointment_on = referral.first_appointment_on
    service = _service(referral, organisation)
    return letters.ReferralLetter(
        office=office_of(user),
        clerk=clerk_of(user),
        recipient=recipient_of(organisation, sensitive=hidden, courier=organisation.unit_id is not None),
        our_sign=referral.number,
        sent_on=today,
        service=service,
        client_salutation=title_of(person),
        client_name=person.full_name,
        client_born_on=person.birth_date if "birth_date" in shown and person.birth_precision == "day" else None,
        client_contact=_reachable(person, shown),
        contact_wish="nur über uns" if hidden else said.contact_wish,
        why_you=_why(referral, called_in_text(person), service),
        request=referral.request.strip() or "Bitte übernehmen Sie die Beratung und laden Sie zu einem Gespräch ein.",
        respond_by=respond_by(referral, organisation, today),
        basis=_basis(referral, person, organisation, today),
        discussed=_lines(referral.reason),
        wish=referral.client_words.strip(),
        applications=_applications(referral, service),
        enclosed=said.enclosed,
        missing=said.missing,
        deadlines=tuple(letters.KnownDeadline(what=row.what, last_day=row.last_day) for row in said.deadlines),
        running=tuple(letters.RunningHelp(what=row.what, office=row.office, state=row.state) for row in said.running),
        needs=_needs(person, shown),
        appointment_on=appointment_on if appointment_on and appointment_on >= today else None,
        not_before=said.not_before,
        not_before_reason=said.not_before_reason,
        recipient_is_private=organisation.unit_id is None and organisation.receiver_kind not in SOCIAL_ADMINISTRATION,
        reply_code=referral.reply_code or make_code(),
    )


def _person(referral: Referral, user: User, now: datetime) -> Person:
    """Return whom the letter is about; a hint and what has ended get none."""
    if referral.kind == ReferralKind.HINT or referral.person_id is None:
        raise RuleBroken("Ein Hinweis geht ohne Schreiben: Die Person bekommt die Anschrift und meldet sich selbst.")
    if State(referral.state) in FINAL:
        raise RuleBroken("Die Vermittlung ist beendet, es geht kein Schreiben mehr hinaus.")
    return clients.get_person(referral.person_id, user, now)


def _applications(referral: Referral, service: str) -> tuple[letters.Application, ...]:
    filed_on = referral.received_application_on
    if referral.kind != ReferralKind.APPLICATION_FORWARDING or filed_on is None:
        return ()
    return (letters.Application(benefit=service, filed_on=filed_on, forwarded=True),)


def _basis(referral: Referral, person: Person, organisation: Organisation, today: date) -> letters.Basis:
    """Ask the gate on which ground this letter may leave; a closed gate says what is missing."""
    asked = frozenset(Category(name) for name in referral.categories)
    chosen = basis_of(referral)
    if chosen is None and referral.kind == ReferralKind.APPLICATION_FORWARDING:
        chosen = Basis.SGB1_16
    decision = disclosure.ask_gate(
        person_id=person.id, organisation=organisation, categories=asked, basis=chosen, today=today
    )
    if not decision.open:
        raise disclosure.GateClosed(decision.sentence)
    if decision.basis is not None:
        return letters.Basis(law=BASIS_LABELS[decision.basis].partition(" (")[0], because=_because(decision.basis))
    assert decision.consent_id is not None
    return letters.Basis(consent_on=get_consent(decision.consent_id).given_on)


def _because(basis: Basis) -> str:
    return {
        Basis.SGB10_69: "Sie die Daten für Ihre Aufgabe nach dem Sozialgesetzbuch brauchen",
        Basis.SGB1_16: "Sie für den Antrag zuständig sind",
        Basis.SGB9_14: "Sie für die Leistung zur Teilhabe zuständig sind",
    }[basis]


def _why(referral: Referral, client: str, service: str) -> str:
    if referral.kind == ReferralKind.APPLICATION_FORWARDING:
        return (
            f"bei uns ist ein Antrag eingegangen, für den Sie zuständig sind: {service}. Wir leiten ihn hiermit weiter."
        )
    return f"wir haben mit {client} besprochen, dass Ihr Angebot „{service}“ jetzt weiterhilft."


def _service(referral: Referral, organisation: Organisation) -> str:
    offer = db.session.get(Offer, referral.offer_id) if referral.offer_id else None
    if offer is not None:
        return offer.name
    concern = db.session.get(Concern, referral.concern_id) if referral.concern_id else None
    return concern.label if concern is not None else organisation.kind or "Beratung"


def respond_by(referral: Referral, organisation: Organisation, today: date) -> date:
    """Return the day the receiver's clock runs out; a letter written later than that asks anew."""
    due = referral.answer_due_on
    return due if due is not None and due > today else answer_due(organisation, today, referral.urgency)


def answer_due(organisation: Organisation, today: date, urgency: str) -> date:
    """Return the day an answer is due if it is asked for today."""
    return clocks.answer_due(today, terms_of(organisation, today), organisation.state, urgency)


def _reachable(person: Person, shown: Sequence[str]) -> tuple[str, ...]:
    """Return how the client is reached, as far as this kind of receiver may know it."""
    numbers = [phone for phone in person.phones if phone.may_call and "phone" in shown]
    return tuple(
        f"Telefon {phone.number}" + ("" if phone.may_leave_message else " (keine Nachricht hinterlassen)")
        for phone in numbers[:2]
    ) + ((person.email,) if person.email and "email" in shown and not numbers else ())


def _needs(person: Person, shown: Sequence[str]) -> tuple[str, ...]:
    speaks = "language" in shown and person.language not in ("", "Deutsch")
    language = f"spricht {person.language}" if speaks else ""
    wanted = "interpreter" in shown and person.interpreter
    interpreter = f"Dolmetschen: {interpreting(person)}" if wanted else ""
    return tuple(filter(None, (language, interpreter)))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip(" -•") for line in text.splitlines() if line.strip(" -•"))


def called_in_text(person: Person) -> str:
    """Return salutation and family name, or the full name for whoever wants neither."""
    return f"{title_of(person)} {person.last_name}" if title_of(person) else called(person)
