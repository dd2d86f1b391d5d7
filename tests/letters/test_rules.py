"""What letters say, without printing them."""

from dataclasses import asdict, replace
from datetime import date, datetime

import pytest

from lotse.foundation.check_code import read_code
from lotse.letters.rules.appointment import appointment_sheet
from lotse.letters.rules.client_sheets import BilingualSheet, Level
from lotse.letters.rules.consent_sheets import CATEGORIES
from lotse.letters.rules.deadline_sheet import NO_ADVICE, deadline_sheet
from lotse.letters.rules.missing_documents import missing_sheet
from lotse.letters.rules.notices import DataNotice, notice_sheet
from lotse.letters.rules.parties import Recipient, address_people
from lotse.letters.rules.receipt import receipt_sheet
from lotse.letters.rules.referral_client import client_version
from lotse.letters.rules.referral_letter import Basis
from lotse.letters.rules.translations import LANGUAGES, bilingual_appointment
from tests.factories.letter_contents import (
    OFFICE,
    make_appointment,
    make_consent,
    make_deadline,
    make_intent,
    make_missing,
    make_partner_reminder,
    make_referral_letter,
    make_reply_form,
    make_short_letter,
)


def everything(sheet):
    return "\n".join(
        [
            sheet.title,
            *sheet.lead,
            *sheet.legal,
            *(part for s in sheet.sections for part in (s.heading, *s.sentences, *s.points, *sum(s.rows, ()))),
        ]
    )


@pytest.mark.parametrize(
    ("salutation", "name", "wanted"),
    [
        ("Frau", "Łucja Çelik-Weiß", "Sehr geehrte Frau Çelik-Weiß,"),
        ("Herr", "Jan Ebert", "Sehr geehrter Herr Ebert,"),
        ("", "Kim Beispiel", "Guten Tag Kim Beispiel,"),
        ("", "", "Guten Tag,"),
    ],
)
def test_people_are_addressed_as_they_chose(salutation, name, wanted):
    assert address_people(salutation, name) == wanted


def test_no_letter_leaves_without_consent_or_law():
    with pytest.raises(ValueError, match="Rechtsgrundlage"):
        Basis()


def test_the_basis_names_the_consent_or_the_law_and_private_recipients_learn_their_duty():
    by_consent, by_law = make_referral_letter(), make_short_letter()
    assert "mit Einwilligung vom 22. November 2026" in by_consent.basis_sentences[0]
    assert "§ 78 SGB X" in by_consent.basis_sentences[1]
    assert by_law.basis_sentences == (
        "Diese Daten übermitteln wir auf Grundlage von § 69 Abs. 1 Nr. 1 SGB X, "
        "weil Sie die Daten für Ihre Entscheidung brauchen.",
    )


def test_an_oral_application_keeps_its_day():
    sentence = make_referral_letter().application_sentences[0]
    assert "am 20. November 2026 mündlich bei uns gestellt und gilt ab diesem Tag (§ 16 Abs. 2 SGB I)" in sentence


def test_enclosures_list_what_lies_in_the_envelope():
    assert make_referral_letter().enclosures[:2] == ("Rückmeldebogen", "Einwilligung vom 22. November 2026")
    assert make_short_letter().enclosures == ()


def test_the_client_reads_every_fact_that_was_passed_on():
    letter = make_referral_letter()
    told = everything(client_version(letter))
    for fact in (letter.client_name, letter.wish, *letter.needs, *letter.enclosed, *letter.discussed, letter.our_sign):
        assert fact in told
    for running in letter.running:
        assert running.office in told


def test_the_letter_is_plain_data_that_can_be_kept():
    kept = asdict(make_referral_letter())
    assert kept["wish"].startswith("Ich will")
    assert kept["basis"]["consent_on"] == date(2026, 11, 22)


def test_a_county_keeps_the_day_and_a_charity_does_not():
    at_county = everything(receipt_sheet(make_intent()))
    at_charity = everything(receipt_sheet(make_intent(office=replace(OFFICE, is_benefit_authority=False))))
    assert "Ihr Antrag zählt ab dem 23. November 2026." in at_county
    assert "§ 16 SGB I" in at_county
    assert "zählt ab" not in at_charity
    assert "§ 16" not in at_charity
    assert "Der Antrag zählt erst, wenn das Amt ihn bekommt." in at_charity


def test_a_benefit_that_needs_writing_gets_a_line_to_sign():
    assert receipt_sheet(make_intent()).signatures == ("Ich beantrage Kinderzuschlag. Datum, Unterschrift",)
    assert receipt_sheet(make_intent(benefits=("Wohngeld",))).signatures == ()
    only_signed = everything(receipt_sheet(make_intent(benefits=("Elterngeld",))))
    assert "wenn Sie unten unterschreiben" in only_signed


def test_midnight_and_full_hours_are_written_as_spoken():
    voiced = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001 local time of the office
    assert "um 9 Uhr" in everything(receipt_sheet(make_intent(voiced_at=voiced)))


@pytest.mark.parametrize(
    "sheet",
    [
        receipt_sheet(make_intent(), Level.EASY),
        appointment_sheet(make_appointment(), Level.EASY),
        deadline_sheet(make_deadline(), Level.EASY),
        notice_sheet(DataNotice(office=OFFICE), Level.EASY),
    ],
    ids=lambda sheet: sheet.title,
)
def test_easy_german_is_not_called_leichte_sprache_before_readers_checked_it(sheet):
    assert sheet.label == "Leicht verständlich. Dieser Text wurde noch nicht von einer Prüfgruppe gelesen."
    assert "Leichte Sprache" not in everything(sheet)


def test_a_deadline_shows_the_safe_day_first_and_gives_no_advice():
    sheet = deadline_sheet(make_deadline())
    assert sheet.lead == ("Bis Freitag, 18. Dezember 2026:", "Widerspruch einlegen")
    assert "Montag, 21. Dezember 2026" in everything(sheet)
    assert NO_ADVICE in sheet.legal


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_says_that_nobody_checked_it_and_keeps_dates_german(language):
    sheet = bilingual_appointment(make_appointment(), language)
    assert sheet.other.label == "Übersetzung noch nicht geprüft. Es gilt der deutsche Text."
    assert "Donnerstag, 26. November 2026" in sheet.other.lead[0]
    assert len(sheet.pairs) == len(sheet.german.sections)


def test_both_languages_must_say_the_same_number_of_things():
    sheet = bilingual_appointment(make_appointment(), "uk")
    with pytest.raises(ValueError, match="gleich aufgebaut"):
        BilingualSheet(german=sheet.german, other=replace(sheet.other, sections=()), language_name="Українська")


def test_a_consent_shows_every_category_and_ticks_the_chosen_ones():
    boxes = dict(make_consent().boxes)
    assert tuple(boxes) == CATEGORIES
    assert [name for name, ticked in boxes.items() if ticked] == ["Stammdaten", "Haushalt", "Einkommen", "Schulden"]
    added = replace(make_consent(), categories=("Fotos",))
    assert added.boxes[-1] == ("Fotos", True)


def test_a_reply_form_refuses_a_code_with_a_slip():
    form = make_reply_form()
    assert read_code(form.printed_code) == form.code
    with pytest.raises(ValueError, match="Code"):
        replace(form, code="7KQ2M9XBD0")


def test_a_second_reminder_says_so():
    reminder = make_partner_reminder()
    assert reminder.subject.startswith("Erinnerung:")
    assert replace(reminder, number=2).subject.startswith("2. Erinnerung:")


def test_long_address_lines_are_broken_and_blank_ones_dropped():
    lines = ("Arbeiterwohlfahrt Kreisverband Musterkreis Schuldnerberatung", "", " Weg 1 ")
    assert Recipient(lines=lines).window_lines == (
        "Arbeiterwohlfahrt Kreisverband Musterkreis",
        "Schuldnerberatung",
        "Weg 1",
    )


@pytest.mark.parametrize("level", list(Level))
def test_the_list_of_missing_documents_says_what_for_whom_until_when_and_what_if_not(level):
    said = everything(missing_sheet(make_missing(), level))
    for words in ("bis 4. Dezember 2026", "Mietvertrag mit allen Seiten", "Wohngeldstelle", "mehr Zeit", OFFICE.phone):
        assert words in said
    assert "§ 26 Abs. 7 SGB X" in said


def test_without_a_day_or_an_authority_no_law_on_periods_is_named():
    said = everything(missing_sheet(make_missing(until=None, wanted_by="")))
    assert "so bald wie möglich" in said
    assert "§" not in said
    assert "mehr Zeit" not in said
