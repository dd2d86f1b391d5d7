"""Every table that holds something about a person: how a row leads to its person, how it is called, how long it stays.

A list, not a discovery: a test compares it with all tables from which foreign keys lead to a person, so that a new
table must be given its place here. Retention: proposed defaults of the domain report 5.2 (6), to be set by the office.
"""

from __future__ import annotations

from dataclasses import dataclass

CONTACT = "12 Monate, wenn kein Fall daraus wurde"
CASE = "3 Jahre nach dem Jahr der Schließung"
PROOF = "3 Jahre nach der letzten Verwendung"
LOG = "12 Monate"
SECRETS = frozenset({"token_hash", "pin_hash"})
ORIGINALS = "zurückgegeben oder gelöscht beim Abschluss"
PERSON = "solange eine andere Angabe zur Person aufbewahrt wird"


@dataclass(frozen=True)
class Entry:
    """One table. `path` leads from its rows to a person: columns joined by `>`, each table's key being its id."""

    table: str
    label: str
    path: str
    retention: str
    withheld: frozenset[str] = frozenset()


ENTRIES = (
    Entry("person", "Stammdaten", "id", PERSON, frozenset({"folded_first", "folded_last"})),
    Entry("phone", "Telefonnummern", "person_id", PERSON, frozenset({"digits"})),
    Entry("household_member", "Haushalte", "person_id", PERSON),
    Entry("relation", "Beziehungen", "person_id", PERSON),
    Entry(
        "relation_sheet", "Nachweise der Beziehungen", "relation_id>relation.person_id", PERSON, frozenset({"content"})
    ),
    Entry("person_warning", "Hinweise zur Person", "person_id", PERSON),
    Entry("person_link", "Verknüpfte Datensätze", "person_id", PERSON),
    Entry("consent", "Einwilligungen", "person_id", PROOF),
    Entry("consent_sheet", "Unterschriebene Bögen", "consent_id>consent.person_id", PROOF, frozenset({"content"})),
    Entry("disclosure", "Übermittlungen", "person_id", PROOF),
    Entry("contact", "Kontakte", "person_id", CONTACT),
    Entry("contact_concern", "Anliegen der Kontakte", "contact_id>contact.person_id", CONTACT),
    Entry("contact_correction", "Berichtigungen der Kontakte", "contact_id>contact.person_id", CONTACT),
    Entry("call_back", "Rückrufe", "person_id", CONTACT),
    Entry("appointment", "Termine", "person_id", CONTACT),
    Entry("intent_to_apply", "Antragswille", "person_id", PROOF),
    Entry("case_file", "Fälle", "person_id", CASE),
    Entry("assignment", "Zuständigkeiten", "case_id>case_file.person_id", CASE),
    Entry("rating", "Lebenslage", "person_id", CASE),
    Entry("goal", "Ziele", "case_id>case_file.person_id", CASE),
    Entry("action_step", "Schritte", "goal_id>goal.case_id>case_file.person_id", CASE),
    Entry("resource", "Ressourcen", "case_id>case_file.person_id", CASE),
    Entry("note", "Notizen", "case_id>case_file.person_id", CASE),
    Entry("case_event", "Verlauf", "case_id>case_file.person_id", CASE),
    Entry("support_plan", "Hilfepläne", "case_id>case_file.person_id", CASE),
    Entry("case_conference", "Fallkonferenzen", "case_id>case_file.person_id", CASE),
    Entry("case_handover", "Übergaben", "case_id>case_file.person_id", CASE),
    Entry("case_closing", "Abschluss", "case_id>case_file.person_id", CASE),
    Entry("emergency_record", "Notzugriffe", "case_id>case_file.person_id", LOG),
    Entry("other_case_lead", "Andere Fallführungen", "case_id>case_file.person_id", CASE),
    Entry("life_situation_opt_in", "Freigegebene Lebenslagen", "case_id>case_file.person_id", CASE),
    Entry("document", "Dokumente", "case_id>case_file.person_id", ORIGINALS),
    Entry("online_request", "Anfragen von außen", "contact_id>contact.person_id", CONTACT),
    Entry("measure", "Maßnahmen", "person_id", CASE),
    Entry("measure_slot", "Wochenzeiten", "measure_id>measure.person_id", CASE),
    Entry("measure_closure", "Schließzeiten", "measure_id>measure.person_id", CASE),
    Entry("requirement", "Verzahnungen", "case_id>case_file.person_id", CASE),
    Entry("finding", "Lücken", "case_id>case_file.person_id", CASE),
    Entry("waiver", "Überbrückungen", "case_id>case_file.person_id", CASE),
    Entry("deadline", "Fristen", "person_id", CASE),
    Entry("deadline_revision", "Frühere Stände der Fristen", "deadline_id>deadline.person_id", CASE),
    Entry("referral", "Vermittlungen", "person_id", PROOF),
    Entry("referral_event", "Schritte der Vermittlungen", "referral_id>referral.person_id", PROOF),
    Entry("offer_proposal", "Vorschläge zu Angeboten", "referral_id>referral.person_id", PROOF),
    Entry(
        "partner_link",
        "Links für Stellen",
        "referral_id>referral.person_id",
        PROOF,
        SECRETS,
    ),
    Entry("reminder", "Wiedervorlagen", "person_id", CASE),
    Entry("letter", "Schreiben", "person_id", PROOF, frozenset({"pdf"})),
)

WITHOUT_EXPORT = {
    "person_name_pair": "derived from the name, for the search only",
    "person_search_part": "derived from the name, for the search only",
    "household": "shared by several people; the membership is exported",
    "protection_record": "child protection: the responsible people decide on disclosure (§ 65 SGB VIII)",
    "protection_entry": "child protection: the responsible people decide on disclosure (§ 65 SGB VIII)",
    "protection_notice": "child protection: the responsible people decide on disclosure (§ 65 SGB VIII)",
    "statistics_appointment": "identity-free row for statistics; the link ends with the record",
    "statistics_case": "identity-free row for statistics; the link ends with the record",
    "statistics_kept": "identity-free row for statistics; the link ends with the record",
    "statistics_referral": "identity-free row for statistics; the link ends with the record",
}
"""Tables that lead to a person and are not exported, each with its reason."""
