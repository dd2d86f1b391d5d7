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
    return ClientSheet(
        title="Widerspruch einlegen",
        lead=("Sie haben meist 1 Monat Zeit.", "Warten Sie nicht bis zum letzten Tag."),
        sections=(
            _what_it_is(easy=easy),
            _until_when(easy=easy),
            _how(easy=easy),
            _where(office, easy=easy),
            _not_always_the_same(easy=easy),
            _KEEP,
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
    return ClientSheet(
        title="So lesen Sie einen Bescheid",
        lead=("Lesen Sie zuerst das Ende.", "Dort steht, was Sie tun können und bis wann."),
        sections=(
            _READ_FIRST,
            _what_a_decision_says(easy=level is Level.EASY),
            _CHECK,
            _NOT_CONTENT,
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


def _what_it_is(*, easy: bool) -> Section:
    return Section(
        heading="Was ist ein Widerspruch?",
        sentences=_said(
            "Sie sagen damit: Ich bin mit dem Bescheid nicht einverstanden. Das Amt muss noch einmal prüfen.",
            ("Sie sagen damit: Ich bin mit dem Bescheid nicht einverstanden.", "Das Amt muss dann noch einmal prüfen."),
            easy=easy,
        ),
    )


def _until_when(*, easy: bool) -> Section:
    return Section(
        heading="Bis wann?",
        sentences=(
            *_said(
                "Am Ende des Bescheids steht die Rechtsbehelfsbelehrung: was Sie tun können, wo und bis wann.",
                ("Am Ende vom Bescheid steht, bis wann Sie Zeit haben.",),
                easy=easy,
            ),
            "Steht dort nichts oder etwas Falsches, haben Sie 1 Jahr Zeit.",
            "Wir rechnen den Tag mit Ihnen aus. Bringen Sie den Brief und den Umschlag mit.",
        ),
    )


def _how(*, easy: bool) -> Section:
    return Section(
        heading="So geht es",
        points=(
            "Schreiben Sie: „Ich lege Widerspruch gegen den Bescheid vom … ein.“",
            "Schreiben Sie dazu: Ihren Namen, das Aktenzeichen und das Datum.",
            *_said(
                "Unterschreiben Sie den Brief. Den Grund können Sie später schreiben.",
                ("Unterschreiben Sie den Brief.", "Den Grund können Sie später schreiben."),
                easy=easy,
            ),
            "Oder gehen Sie zum Amt und sagen Sie es dort. Das Amt schreibt es auf.",
            "Eine einfache E-Mail oder ein Anruf genügt nicht.",
        ),
        tick_boxes=True,
    )


def _where(office: Office, *, easy: bool) -> Section:
    here: tuple[str, ...] = ("Bei uns zählt die Abgabe nicht: bitte an das Amt.",)
    if office.is_benefit_authority:
        here = _said(
            "Bei vielen Sozialleistungen können Sie ihn auch bei uns abgeben; wir leiten ihn sofort weiter. "
            "Das gilt nicht bei jedem Bescheid: Bitte fragen Sie uns vorher.",
            ("Oft können Sie den Brief auch bei uns abgeben.", "Kommen Sie früh. Wir schicken ihn gleich weiter."),
            easy=easy,
        )
    return Section(
        heading="Wohin?",
        sentences=("An das Amt, das den Bescheid geschickt hat. Die Adresse steht im Bescheid.", *here),
    )


def _not_always_the_same(*, easy: bool) -> Section:
    return Section(
        heading="Das ist nicht immer gleich",
        sentences=_said(
            "Beim Kindergeld heißt es Einspruch. Bei manchen Bescheiden hilft nur eine Klage bei Gericht. "
            "Im Bescheid steht, was für Sie gilt.",
            (
                "Beim Kindergeld heißt es Einspruch.",
                "Bei manchen Bescheiden hilft nur eine Klage bei Gericht.",
                "Im Bescheid steht, was für Sie gilt.",
            ),
            easy=easy,
        ),
    )


def _what_a_decision_says(*, easy: bool) -> Section:
    remedies = (
        ("Am Ende", "Widerspruch, Einspruch oder Klage: wo und bis wann")
        if easy
        else ("Rechtsbehelfsbelehrung", "Ob Widerspruch, Einspruch oder Klage: wo und bis wann")
    )
    return Section(
        heading="Das steht im Bescheid",
        rows=(
            ("Oben", "Wer schreibt, das Datum und das Aktenzeichen"),
            ("Entscheidung", "Was Sie bekommen oder nicht bekommen, wie viel, von wann bis wann"),
            ("Begründung", "Warum das Amt so entschieden hat und womit es gerechnet hat"),
            remedies,
        ),
    )


def _said(plain: str, in_easy_words: tuple[str, ...], *, easy: bool) -> tuple[str, ...]:
    """One thought for each sentence in the easy version, one flowing text in the plain one."""
    return in_easy_words if easy else (plain,)


def _phone(office: Office) -> tuple[str, ...]:
    return (f"Telefon: {office.phone}.",) if office.phone else ()


_KEEP = Section(
    heading="Heben Sie auf",
    points=(
        "den Bescheid mit allen Seiten und den Umschlag",
        "eine Kopie von Ihrem Brief",
        "den Stempel oder die Bestätigung, dass er angekommen ist",
    ),
)
_READ_FIRST = Section(
    heading="Zuerst",
    points=(
        "Heben Sie den Umschlag auf.",
        "Schreiben Sie darauf, an welchem Tag der Brief kam.",
        "Legen Sie alle Seiten zusammen.",
    ),
    tick_boxes=True,
)
_CHECK = Section(
    heading="Prüfen Sie",
    points=(
        "Stimmen die Namen, die Kinder, die Adresse?",
        "Stimmen Miete und Einkommen?",
        "Fehlt etwas, das Sie beantragt haben?",
        "Wann endet die Leistung? Stellen Sie den neuen Antrag etwa 8 Wochen vorher.",
    ),
    tick_boxes=True,
)
_NOT_CONTENT = Section(
    heading="Sie sind nicht einverstanden?",
    sentences=(
        "Sie haben meist 1 Monat Zeit. Warten Sie nicht bis zum letzten Tag.",
        "Ein kurzer Brief genügt: „Ich lege Widerspruch ein.“ Den Grund können Sie später schreiben.",
    ),
)

HANDOUTS: dict[Kind, Callable[[Office, Level], ClientSheet]] = {
    Kind.OBJECTION: objection_handout,
    Kind.DECISION: decision_handout,
}
