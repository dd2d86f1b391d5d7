"""Which template and which style print which content."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lotse.deadlines.rules.drafts import Draft as ClientLetter
from lotse.foundation.check_code import in_groups
from lotse.letters.rules.access_letter import AccessLetter
from lotse.letters.rules.appointment import Appointment
from lotse.letters.rules.client_sheets import BilingualSheet, ClientSheet
from lotse.letters.rules.consent_sheets import ConfidentialityRelease, ConsentSheet
from lotse.letters.rules.parties import Office
from lotse.letters.rules.partner_reminder import PartnerReminder
from lotse.letters.rules.referral_letter import ReferralLetter
from lotse.letters.rules.reply_form import DECLINE_REASONS, RESULTS, ReplyForm

TEMPLATE_VERSION = "22.11.2026"
"""Raised whenever a template or its wording changes; stored with each letter."""


@dataclass(frozen=True)
class Printable:
    """A template below `templates/`, its style, and everything it is filled with."""

    template: str
    style: str
    context: dict[str, Any]


def printable_letter(letter: ReferralLetter | PartnerReminder | AccessLetter) -> Printable:
    """Return a letter in DIN 5008 form B."""
    names: dict[type, str] = {
        ReferralLetter: "referral",
        PartnerReminder: "partner_reminder",
        AccessLetter: "access",
    }
    name = names[type(letter)]
    code = {"printed_code": in_groups(letter.reply_code), "reply_qr": qr_image(letter.reply_code)}
    return Printable(
        f"letters/pdf/{name}.html",
        "letters/pdf/_letter.css",
        {
            "letter": letter,
            **(code if letter.reply_code else {}),
            **({"link_qr": qr_image(letter.address)} if isinstance(letter, AccessLetter) else {}),
        },
    )


def printable_reply_form(form: ReplyForm) -> Printable:
    """Return the form that comes back."""
    return Printable(
        "letters/pdf/reply_form.html",
        "letters/pdf/_reply.css",
        {
            "form": form,
            "printed_code": form.printed_code,
            "reply_qr": qr_image(form.code),
            "reasons": DECLINE_REASONS,
            "results": RESULTS,
        },
    )


def printable_sheet(
    sheet: ClientSheet | BilingualSheet | ConsentSheet | ConfidentialityRelease, office: Office, printed_on: date
) -> Printable:
    """Return a sheet for a client, in one language or two, or one that is signed."""
    templates: dict[type, str] = {
        ClientSheet: "client_sheet",
        BilingualSheet: "bilingual",
        ConsentSheet: "consent",
        ConfidentialityRelease: "release",
    }
    return Printable(
        f"letters/pdf/{templates[type(sheet)]}.html",
        "letters/pdf/_client.css",
        {"sheet": sheet, "office": office, "printed_on": printed_on},
    )


def printable_client_letter(letter: ClientLetter, printed_on: date) -> Printable:
    """Return a letter that the client signs; the sender is the client, not the office."""
    return Printable(
        "letters/pdf/client_letter.html",
        "letters/pdf/_client_letter.css",
        {"draft": letter, "printed_on": printed_on},
    )


def printable_card(card: Appointment, printed_on: date) -> Printable:
    """Return the appointment as a card."""
    return Printable(
        "letters/pdf/appointment_card.html",
        "letters/pdf/_card.css",
        {"card": card, "office": card.office, "printed_on": printed_on},
    )


def qr_image(code: str) -> str:
    """Return the code or the link, and nothing else, as an image that needs no file."""
    import segno  # only papers with a code need it

    return segno.make(code, error="m", micro=False).svg_data_uri(border=0) if code else ""
