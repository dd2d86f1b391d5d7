"""Handouts that are the same for everybody: how to object, how to read a decision. They name nobody."""

from __future__ import annotations

from collections.abc import Callable

from lotse.letters.rules.client_sheets import ClientSheet, Level, Section
from lotse.letters.rules.kinds import Kind
from lotse.letters.rules.parties import Office

NO_ADVICE = "Dieses Blatt erklärt, wie es meistens geht. Es ist keine Rechtsberatung."


def objection_handout(office: Office, level: Level = Level.PLAIN) -> ClientSheet:
    """Tell how to object (§ 84 SGG, § 70 VwGO, § 355 AO): in time, in writing or on record, reasons can follow."""
    easy = level is Level.EASY
    here = (
        ("Oft können Sie den Brief auch bei uns abgeben.", "Kommen Sie früh. Wir schicken ihn gleich weiter.")
        if easy
        else (
            "Bei vielen Sozialleistungen können Sie ihn auch bei uns abgeben; wir leiten ihn sofort weiter. "
            "Das gilt nicht bei jedem Bescheid: Bitte fragen Sie uns vorher.",
        )
    )
    return ClientSheet(
        title="Widerspruch einlegen",
        lead=("Sie haben meist 1 Monat Zeit.", "Warten Sie nicht bis zum letzten Tag."),
        sections=(
            Section(
                heading="Was ist ein Widerspruch?",
                sentences=(
                    "Sie sagen damit: Ich bin mit dem Bescheid nicht einverstanden.",
                    "Das Amt muss dann noch einmal prüfen.",
                )
                if easy
                else (
                    "Sie sagen damit: Ich bin mit dem Bescheid nicht einverstanden. Das Amt muss noch einmal prüfen.",
                ),
            ),
            Section(
                heading="Bis wann?",
                sentences=(
                    "Am Ende vom Bescheid steht, bis wann Sie Zeit haben."
                    if easy
                    else "Am Ende des Bescheids steht die Rechtsbehelfsbelehrung: was Sie tun können, wo und bis wann.",
                    "Steht dort nichts oder etwas Falsches, haben Sie 1 Jahr Zeit.",
                    "Wir rechnen den Tag mit Ihnen aus. Bringen Sie den Brief und den Umschlag mit.",
                ),
            ),
            Section(
                heading="So geht es",
                points=(
                    "Schreiben Sie: „Ich lege Widerspruch gegen den Bescheid vom … ein.“",
                    "Schreiben Sie dazu: Ihren Namen, das Aktenzeichen und das Datum.",
                    *(
                        ("Unterschreiben Sie den Brief.", "Den Grund können Sie später schreiben.")
                        if easy
                        else ("Unterschreiben Sie den Brief. Den Grund können Sie später schreiben.",)
                    ),
                    "Oder gehen Sie zum Amt und sagen Sie es dort. Das Amt schreibt es auf.",
                    "Eine einfache E-Mail oder ein Anruf genügt nicht.",
                ),
                tick_boxes=True,
            ),
            Section(
                heading="Wohin?",
                sentences=(
                    "An das Amt, das den Bescheid geschickt hat. Die Adresse steht im Bescheid.",
                    *(here if office.is_benefit_authority else ("Bei uns zählt die Abgabe nicht: bitte an das Amt.",)),
                ),
            ),
            Section(
                heading="Das ist nicht immer gleich",
                sentences=(
                    "Beim Kindergeld heißt es Einspruch.",
                    "Bei manchen Bescheiden hilft nur eine Klage bei Gericht.",
                    "Im Bescheid steht, was für Sie gilt.",
                )
                if easy
                else (
                    "Beim Kindergeld heißt es Einspruch. Bei manchen Bescheiden hilft nur eine Klage bei Gericht. "
                    "Im Bescheid steht, was für Sie gilt.",
                ),
            ),
            Section(
                heading="Heben Sie auf",
                points=(
                    "den Bescheid mit allen Seiten und den Umschlag",
                    "eine Kopie von Ihrem Brief",
                    "den Stempel oder die Bestätigung, dass er angekommen ist",
                ),
            ),
            Section(
                heading="Es ist zu spät?",
                sentences=(
                    " ".join(("Kommen Sie trotzdem. Auch alte Bescheide kann man prüfen lassen.", *_phone(office))),
                ),
            ),
        ),
        level=level,
        legal=(NO_ADVICE, "Grundlage: §§ 66, 84 SGG, §§ 58, 70 VwGO, § 355 AO, § 44 SGB X."),
    )


def decision_handout(office: Office, level: Level = Level.PLAIN) -> ClientSheet:
    """Tell how to read a decision: the end first, then what, from when to when, why."""
    easy = level is Level.EASY
    return ClientSheet(
        title="So lesen Sie einen Bescheid",
        lead=("Lesen Sie zuerst das Ende.", "Dort steht, was Sie tun können und bis wann."),
        sections=(
            Section(
                heading="Zuerst",
                points=(
                    "Heben Sie den Umschlag auf.",
                    "Schreiben Sie darauf, an welchem Tag der Brief kam.",
                    "Legen Sie alle Seiten zusammen.",
                ),
                tick_boxes=True,
            ),
            Section(
                heading="Das steht im Bescheid",
                rows=(
                    ("Oben", "Wer schreibt, das Datum und das Aktenzeichen"),
                    ("Entscheidung", "Was Sie bekommen oder nicht bekommen, wie viel, von wann bis wann"),
                    ("Begründung", "Warum das Amt so entschieden hat und womit es gerechnet hat"),
                    ("Am Ende", "Widerspruch, Einspruch oder Klage: wo und bis wann")
                    if easy
                    else ("Rechtsbehelfsbelehrung", "Ob Widerspruch, Einspruch oder Klage: wo und bis wann"),
                ),
            ),
            Section(
                heading="Prüfen Sie",
                points=(
                    "Stimmen die Namen, die Kinder, die Adresse?",
                    "Stimmen Miete und Einkommen?",
                    "Fehlt etwas, das Sie beantragt haben?",
                    "Wann endet die Leistung? Stellen Sie den neuen Antrag etwa 8 Wochen vorher.",
                ),
                tick_boxes=True,
            ),
            Section(
                heading="Sie sind nicht einverstanden?",
                sentences=(
                    "Sie haben meist 1 Monat Zeit. Warten Sie nicht bis zum letzten Tag.",
                    "Ein kurzer Brief genügt: „Ich lege Widerspruch ein.“ Den Grund können Sie später schreiben.",
                ),
            ),
            Section(
                heading="Sie verstehen den Bescheid nicht?",
                sentences=(
                    "Fragen Sie das Amt. Bitten Sie: Erklären Sie mir den Bescheid in einfachen Worten.",
                    "Oder kommen Sie zu uns. Bringen Sie den Bescheid und den Umschlag mit.",
                    *_phone(office),
                ),
            ),
        ),
        level=level,
        legal=(NO_ADVICE,),
    )


def _phone(office: Office) -> tuple[str, ...]:
    return (f"Telefon: {office.phone}.",) if office.phone else ()


HANDOUTS: dict[Kind, Callable[[Office, Level], ClientSheet]] = {
    Kind.OBJECTION: objection_handout,
    Kind.DECISION: decision_handout,
}
