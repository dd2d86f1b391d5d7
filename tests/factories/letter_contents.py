"""Invented letters: the whole set of printed things, as tests and pictures use it."""

from dataclasses import replace
from datetime import date, datetime, time

from lotse.letters.rules import (
    appointment,
    client_sheets,
    consent_sheets,
    deadline_sheet,
    handouts,
    missing_documents,
    notices,
    printing,
    receipt,
)
from lotse.letters.rules.access_letter import AccessLetter
from lotse.letters.rules.parties import Clerk, Office, Recipient
from lotse.letters.rules.partner_reminder import PartnerReminder
from lotse.letters.rules.referral_client import client_version
from lotse.letters.rules.referral_letter import Application, Basis, KnownDeadline, ReferralLetter, RunningHelp
from lotse.letters.rules.reply_form import ReplyForm
from lotse.letters.rules.translations import bilingual_appointment

SENT_ON = date(2026, 11, 23)
CODE = "7KQ2M9XBDF"

OFFICE = Office(
    name="Sozialbüro Musterkreis",
    tagline="Beratung · Vermittlung · Begleitung",
    street="Am Markt 1",
    town="00000 Musterstadt",
    phone="0XXXX 555-100",
    email="sozialbuero@musterkreis.example",
    hours=("Mo bis Do 8–16 Uhr", "Fr 8–12 Uhr"),
    body="Landkreis Musterkreis",
    data_protection_officer="Die Beauftragte für Datenschutz, Telefon 0XXXX 555-190",
    complaint_office="Die Aufsicht für Datenschutz des Landes",
)
CLERK = Clerk(name="Meryem Kaya", role="Lotsin", phone="0XXXX 555-142", email="kaya@musterkreis.example")
RECIPIENT = Recipient(
    lines=(
        "Schuldenhilfe Musterkreis e. V.",
        "Schuldnerberatung",
        "Frau Łucja Çelik-Weiß",
        "Jägerweg 5",
        "00000 Musterstadt",
    ),
    salutation="Sehr geehrte Frau Çelik-Weiß,",
)


def make_referral_letter(**changes: object) -> ReferralLetter:
    """A referral letter with something in every field."""
    letter = ReferralLetter(
        office=OFFICE,
        clerk=CLERK,
        recipient=RECIPIENT,
        our_sign="L-2026-0412/MK",
        your_sign="SB 17/26",
        sent_on=SENT_ON,
        service="Schuldnerberatung",
        client_salutation="Frau",
        client_name="Aylin Özdemir",
        client_born_on=date(1988, 3, 14),
        client_contact=("Telefon 0XXXX 555-233",),
        contact_wish="bitte nachmittags anrufen, keine Nachricht hinterlassen",
        why_you="wir haben mit Frau Özdemir vereinbart, dass Sie die Beratung zu ihren Mietschulden übernehmen.",
        request="Laden Sie Frau Özdemir zu einem ersten Gespräch ein und klären Sie die Raten mit dem Vermieter.",
        respond_by=date(2026, 11, 30),
        basis=Basis(consent_on=date(2026, 11, 22)),
        discussed=(
            "Nebenkostennachzahlung von 640,00 €, der Vermieter erwartet das Geld bis zum 30.11.2026",
            "Ratenvereinbarung mit dem Stromversorger, zwei Raten offen",
        ),
        wish="Ich will die Miete wieder selbst zahlen und nachts schlafen können.",
        applications=(Application(benefit="Wohngeld", filed_on=date(2026, 11, 20), orally=True),),
        deadlines=(KnownDeadline(what="Zahlung an den Vermieter", last_day=date(2026, 11, 30)),),
        running=(
            RunningHelp(what="Wohngeld", office="Wohngeldstelle Musterkreis", state="beantragt am 20.11.2026"),
            RunningHelp(what="Kindergeld (2 Kinder)", office="Familienkasse", state="laufend"),
        ),
        enclosed=("Schreiben des Vermieters", "Kontoauszug"),
        missing=("Mietvertrag",),
        needs=("Dolmetschen Türkisch", "ein Kind kommt mit"),
        appointment_on=date(2026, 11, 26),
        appointment_at=time(10, 30),
        not_before=date(2026, 11, 25),
        not_before_reason="bis dahin die Eingewöhnung in der Kita läuft",
        recipient_is_private=True,
        reply_code=CODE,
        reply_address="https://lotse.musterkreis.example/antwort",
    )
    return replace(letter, **changes)


def make_reply_form() -> ReplyForm:
    """The form that belongs to the letter."""
    letter = make_referral_letter()
    return ReplyForm(
        office=OFFICE,
        our_sign=letter.our_sign,
        service=letter.service,
        sent_on=SENT_ON,
        respond_by=letter.respond_by,
        code=CODE,
        recipient=RECIPIENT.window_lines[0],
        by_fax="0XXXX 555-199",
    )


def make_partner_reminder() -> PartnerReminder:
    """The second letter to a silent partner."""
    return PartnerReminder(
        office=OFFICE,
        clerk=CLERK,
        recipient=RECIPIENT,
        our_sign="L-2026-0412/MK",
        sent_on=date(2026, 12, 1),
        first_sent_on=SENT_ON,
        respond_by=date(2026, 12, 8),
        reply_code=CODE,
    )


def make_access() -> AccessLetter:
    """The letter that brings a partner the link."""
    return AccessLetter(
        office=OFFICE,
        clerk=CLERK,
        recipient=RECIPIENT,
        our_sign="L-2026-0412/MK",
        sent_on=SENT_ON,
        respond_by=date(2026, 11, 30),
        valid_until=date(2026, 12, 14),
        address="https://lotse.musterkreis.example/antwort/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE",
        reply_code=CODE,
    )


def make_intent(**changes: object) -> receipt.IntentToApply:
    """A wish to apply for three benefits, one of which needs a signature."""
    intent = receipt.IntentToApply(
        office=OFFICE,
        client="Frau Aylin Özdemir",
        benefits=("Wohngeld", "Kinderzuschlag"),
        voiced_at=datetime(2026, 11, 23, 10, 42),  # noqa: DTZ001 local time of the office
        own_words="Ich möchte Wohngeld und den Zuschlag für meine Kinder beantragen.",
        forwarded_to="Wohngeldstelle Musterkreis",
        taken_by="Jonas Ebert",
    )
    return replace(intent, **changes)


def make_appointment(**changes: object) -> appointment.Appointment:
    """An appointment with everything said about it."""
    made = appointment.Appointment(
        office=OFFICE,
        client="Frau Aylin Özdemir",
        on=date(2026, 11, 26),
        at=time(10, 30),
        place=("Schuldenhilfe Musterkreis e. V.", "Jägerweg 5, 00000 Musterstadt", "Zimmer 12 im 1. Stock"),
        with_whom="Frau Łucja Çelik-Weiß",
        phone="0XXXX 555-142",
        bring=("Ausweis", "Mietvertrag", "Schreiben des Vermieters"),
        directions="Bus 4, Haltestelle Jägerweg",
        step_free=True,
        interpreter="Dolmetschen Türkisch",
    )
    return replace(made, **changes)


def make_consent() -> consent_sheets.ConsentSheet:
    """A consent for a minor's mother with two custodians to sign."""
    return consent_sheets.ConsentSheet(
        office=OFFICE,
        client="Aylin Özdemir",
        client_born_on=date(1988, 3, 14),
        client_address="Lindenweg 3, 00000 Musterstadt",
        recipient="Schuldenhilfe Musterkreis e. V., Schuldnerberatung",
        purpose="Beratung zu Mietschulden und Ratenzahlung",
        categories=("Stammdaten", "Haushalt", "Einkommen", "Schulden"),
        valid_until=date(2027, 11, 22),
        interpreter="Deniz Arslan",
        number="E-2026-0388",
    )


def make_release() -> consent_sheets.ConfidentialityRelease:
    """A release from professional secrecy."""
    return consent_sheets.ConfidentialityRelease(
        office=OFFICE,
        client="Aylin Özdemir",
        client_born_on=date(1988, 3, 14),
        released=("Dr. Ada Beispiel, Hausärztin",),
        towards=("Sozialbüro Musterkreis, Frau Meryem Kaya",),
        about="Wie lange ich voraussichtlich krankgeschrieben bin",
        purpose="Planung der Umschulung",
        valid_until=date(2027, 5, 22),
        both_ways=True,
        number="S-2026-0051",
    )


def make_deadline() -> deadline_sheet.DeadlineNotice:
    """A deadline for an objection."""
    return deadline_sheet.DeadlineNotice(
        office=OFFICE,
        client="Frau Aylin Özdemir",
        what_to_do="Widerspruch einlegen",
        where="Wohngeldstelle Musterkreis, Am Markt 1, 00000 Musterstadt",
        last_day=date(2026, 12, 21),
        safe_day=date(2026, 12, 18),
        letter_from="Wohngeldstelle Musterkreis",
        letter_of=date(2026, 11, 17),
        if_missed="Danach gilt der Bescheid, auch wenn er falsch ist.",
        steps=(
            "Schreiben Sie: „Ich lege Widerspruch ein.“ Dazu Datum, Aktenzeichen und Unterschrift.",
            "Oder sagen Sie es im Amt und lassen Sie es dort aufschreiben.",
            "Eine einfache E-Mail oder ein Anruf genügt nicht.",
        ),
        norm="§ 70 VwGO",
    )


def make_missing(**fields: object) -> missing_documents.MissingDocuments:
    """Three papers an office waits for."""
    given = {
        "office": OFFICE,
        "client": "Aylin Özdemir",
        "documents": ("Mietvertrag mit allen Seiten", "Lohnabrechnungen der letzten drei Monate", "Bescheid der Kita"),
        "wanted_by": "Wohngeldstelle",
        "until": date(2026, 12, 4),
        **fields,
    }
    return missing_documents.MissingDocuments(**given)


def printed_set() -> dict[str, printing.Printable]:
    """Every kind of printed thing once, by a name for its file."""
    easy = client_sheets.Level.EASY
    letter, card, day = make_referral_letter(), make_appointment(), SENT_ON

    def sheet(content: object) -> printing.Printable:
        return printing.printable_sheet(content, OFFICE, day)

    return {
        "referral": printing.printable_letter(letter),
        "referral-long": printing.printable_letter(make_long_letter()),
        "referral-law": printing.printable_letter(make_short_letter()),
        "referral-client": sheet(client_version(letter)),
        "reply-form": printing.printable_reply_form(make_reply_form()),
        "access": printing.printable_letter(make_access()),
        "partner-reminder": printing.printable_letter(make_partner_reminder()),
        "receipt": sheet(receipt.receipt_sheet(make_intent())),
        "receipt-easy": sheet(receipt.receipt_sheet(make_intent(), easy)),
        "appointment": sheet(appointment.appointment_sheet(card)),
        "appointment-easy": sheet(appointment.appointment_sheet(card, easy)),
        "appointment-uk": sheet(bilingual_appointment(replace(card, bring=()), "uk")),
        "appointment-ar": sheet(bilingual_appointment(replace(card, bring=()), "ar")),
        "appointment-card": printing.printable_card(card, day),
        "consent": sheet(make_consent()),
        "release": sheet(make_release()),
        "notice": sheet(notices.notice_sheet(notices.DataNotice(office=OFFICE))),
        "notice-easy": sheet(notices.notice_sheet(notices.DataNotice(office=OFFICE), easy)),
        "deadline": sheet(deadline_sheet.deadline_sheet(make_deadline())),
        "missing": sheet(missing_documents.missing_sheet(make_missing())),
        "missing-easy": sheet(missing_documents.missing_sheet(make_missing(), easy)),
        "objection": sheet(handouts.objection_handout(OFFICE)),
        "objection-easy": sheet(handouts.objection_handout(OFFICE, easy)),
        "decision": sheet(handouts.decision_handout(OFFICE)),
        "decision-easy": sheet(handouts.decision_handout(OFFICE, easy)),
        "deadline-easy": sheet(deadline_sheet.deadline_sheet(make_deadline(), easy)),
    }


def make_long_letter() -> ReferralLetter:
    """A letter that runs over to a second page."""
    points = tuple(
        f"Punkt {n}: Was dazu gesagt wurde, füllt auf diesem Blatt ungefähr eine Zeile." for n in range(1, 20)
    )
    return make_referral_letter(discussed=points)


def make_short_letter() -> ReferralLetter:
    """A letter on a legal basis to another authority, with every optional field empty."""
    return ReferralLetter(
        office=OFFICE,
        clerk=Clerk(name="Meryem Kaya"),
        recipient=Recipient(lines=("Wohngeldstelle Musterkreis", "Am Markt 1", "00000 Musterstadt"), sensitive=True),
        our_sign="L-2026-0413",
        sent_on=SENT_ON,
        service="Wohngeld",
        client_salutation="",
        client_name="Kim Beispiel",
        why_you="Sie sind für den Antrag zuständig.",
        request="Bitte nehmen Sie den Antrag auf.",
        respond_by=date(2026, 11, 30),
        basis=Basis(law="§ 69 Abs. 1 Nr. 1 SGB X", because="Sie die Daten für Ihre Entscheidung brauchen"),
    )
