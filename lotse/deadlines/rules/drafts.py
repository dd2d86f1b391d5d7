"""Draft letters around a deadline: frozen data and German wording."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lotse.foundation.dates_in_words import short_date


class DraftKind(StrEnum):
    """Which letter."""

    OBJECTION = "widerspruch"
    EXTENSION = "verlaengerung"
    FORWARDING = "weiterleitung"
    INACTION = "untaetigkeit"


DRAFT_LABELS = {
    DraftKind.OBJECTION: "Widerspruch zur Fristwahrung",
    DraftKind.EXTENSION: "Bitte um Fristverlängerung",
    DraftKind.FORWARDING: "Weiterleitung nach § 16 SGB I",
    DraftKind.INACTION: "Erinnerung: Entscheidung steht aus",
}
FROM_CLIENT = frozenset({DraftKind.OBJECTION, DraftKind.EXTENSION, DraftKind.INACTION})


@dataclass(frozen=True)
class Particulars:
    """What the letter is about."""

    client: str
    client_address: tuple[str, ...]
    born: date | None
    authority: tuple[str, ...]
    reference: str
    subject_matter: str
    decision_of: date | None
    extend_to: date | None
    handed_in_on: date | None
    extra: str
    office: tuple[str, ...]
    clerk: str
    today: date


@dataclass(frozen=True)
class Draft:
    """A letter ready to print."""

    title: str
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    town_and_day: str
    subject: str
    paragraphs: tuple[str, ...]
    signature: str
    enclosures: tuple[str, ...] = ()


def draft(kind: DraftKind, about: Particulars) -> Draft:
    """Write one of the four letters."""
    words = {
        DraftKind.OBJECTION: _objection,
        DraftKind.EXTENSION: _extension,
        DraftKind.FORWARDING: _forwarding,
        DraftKind.INACTION: _inaction,
    }[kind]
    subject, paragraphs = words(about)
    from_client = kind in FROM_CLIENT
    closing = () if from_client else ("der Antrag oder das Schreiben im Original",)
    return Draft(
        title=DRAFT_LABELS[kind],
        sender=(about.client, *about.client_address) if from_client else about.office,
        recipient=about.authority,
        town_and_day=short_date(about.today),
        subject=subject,
        paragraphs=tuple(filter(None, (*paragraphs, about.extra))),
        signature=about.client if from_client else about.clerk,
        enclosures=closing,
    )


def _objection(about: Particulars) -> tuple[str, tuple[str, ...]]:
    return f"Widerspruch gegen den Bescheid{_of(about)}{_sign(about)}", (
        f"gegen den Bescheid{_of(about)}{_matter(about)} lege ich hiermit zur Wahrung der Frist Widerspruch ein.",
        "Eine Begründung reiche ich nach. Bitte entscheiden Sie nicht, bevor sie Ihnen vorliegt.",
        "Ich bitte um Akteneinsicht und um eine Bestätigung, dass dieser Widerspruch bei Ihnen eingegangen ist.",
    )


def _extension(about: Particulars) -> tuple[str, tuple[str, ...]]:
    until = f" bis zum {short_date(about.extend_to)}" if about.extend_to else ""
    return f"Bitte um Fristverlängerung{_sign(about)}", (
        f"in Ihrem Schreiben{_of(about)}{_matter(about)} haben Sie mir eine Frist gesetzt.",
        f"Ich bitte, diese Frist{until} zu verlängern (§ 26 Abs. 7 SGB X). Mir fehlen noch Unterlagen.",
        "Bitte bestätigen Sie mir die Verlängerung schriftlich.",
    )


def _forwarding(about: Particulars) -> tuple[str, tuple[str, ...]]:
    on = f" am {short_date(about.handed_in_on)}" if about.handed_in_on else ""
    return f"Weiterleitung nach § 16 Abs. 2 SGB I: {about.client}{_sign(about)}", (
        f"der beigefügte Antrag{_matter(about)} von {about.client}{_born(about)} ist{on} bei uns abgegeben worden. "
        "Wir leiten ihn unverzüglich an Sie weiter.",
        "Er gilt als zu dem Tag gestellt, an dem er bei uns eingegangen ist (§ 16 Abs. 2 SGB I).",
        "Sollten Sie nicht zuständig sein, bitten wir um Weiterleitung und Nachricht.",
    )


def _inaction(about: Particulars) -> tuple[str, tuple[str, ...]]:
    return f"Entscheidung steht aus{_sign(about)}", (
        f"mein Antrag oder Widerspruch{_of(about)}{_matter(about)} ist noch nicht entschieden. "
        "Einen Grund dafür haben Sie mir nicht mitgeteilt.",
        "Bitte entscheiden Sie jetzt oder teilen Sie mir mit, was noch fehlt und bis wann ich mit einer Entscheidung "
        "rechnen kann.",
        "Nach § 88 SGG kann ich nach Ablauf der Wartezeit Untätigkeitsklage erheben. Das möchte ich vermeiden.",
    )


def _of(about: Particulars) -> str:
    return f" vom {short_date(about.decision_of)}" if about.decision_of else ""


def _sign(about: Particulars) -> str:
    return f", Aktenzeichen {about.reference}" if about.reference else ""


def _matter(about: Particulars) -> str:
    return f" ({about.subject_matter})" if about.subject_matter else ""


def _born(about: Particulars) -> str:
    return f", geboren am {short_date(about.born)}" if about.born else ""
