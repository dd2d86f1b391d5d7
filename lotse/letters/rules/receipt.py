"""The receipt for a wish to apply: "Ihr Antrag ist heute gestellt"."""

from dataclasses import dataclass
from datetime import datetime

from lotse.foundation.dates_in_words import clock_time, long_date
from lotse.letters.rules.client_sheets import ClientSheet, Level, Section
from lotse.letters.rules.parties import Office

# These need a signature, so that a wish voiced at the counter does not keep the day by itself.
SIGNED_ONLY = frozenset({"Elterngeld", "Kinderzuschlag", "Kindergeld"})


@dataclass(frozen=True, kw_only=True)
class IntentToApply:
    """What somebody asked for, when, and in which words. `voiced_at` is local time."""

    office: Office
    client: str
    benefits: tuple[str, ...]
    voiced_at: datetime
    own_words: str = ""
    forwarded_to: str = ""
    taken_by: str = ""

    @property
    def signed_only(self) -> tuple[str, ...]:
        """Those of the benefits that need a signed application."""
        return tuple(benefit for benefit in self.benefits if benefit in SIGNED_ONLY)


def receipt_sheet(intent: IntentToApply, level: Level = Level.PLAIN) -> ClientSheet:
    """Say that the application is made and what comes next."""
    if level is Level.EASY:
        return _easy(intent)
    counts = intent.office.is_benefit_authority
    return ClientSheet(
        title="Ihr Antrag ist heute gestellt" if counts else "Sie möchten einen Antrag stellen",
        lead=(*_what_counts(intent), _moment(intent)),
        sections=(
            Section(
                heading="Das haben Sie beantragt" if counts else "Das möchten Sie beantragen",
                points=intent.benefits,
                sentences=(
                    *((f"Mit Ihren Worten: „{intent.own_words}“",) if intent.own_words else ()),
                    *((f"Ihr Name: {intent.client}",) if intent.client else ()),
                ),
            ),
            Section(heading="So geht es weiter", sentences=_next_steps(intent)),
            Section(
                heading="Das müssen Sie tun",
                sentences=(
                    "Heben Sie dieses Blatt auf. Es ist Ihr Nachweis.",
                    "Füllen Sie das Formular aus, sobald Sie es bekommen.",
                    "Antworten Sie auf jeden Brief des Amtes bis zu dem Tag, der darin steht.",
                ),
            ),
        ),
        level=level,
        signatures=_signatures(intent),
        legal=("Grundlage: § 16 SGB I.",) if counts else (),
    )


def _moment(intent: IntentToApply) -> str:
    voiced = f"{long_date(intent.voiced_at.date())} um {clock_time(intent.voiced_at.time())}"
    return f"Sie haben uns den Wunsch am {voiced} gesagt."


def _what_counts(intent: IntentToApply) -> tuple[str, ...]:
    if not intent.office.is_benefit_authority:
        return ("Wir sind kein Amt. Der Antrag zählt erst, wenn das Amt ihn bekommt. Wir leiten ihn heute weiter.",)
    day = long_date(intent.voiced_at.date())
    if len(intent.signed_only) == len(intent.benefits):
        return (f"Ihr Antrag zählt ab dem {day}, wenn Sie unten unterschreiben.",)
    return (f"Ihr Antrag zählt ab dem {day}.",)


def _next_steps(intent: IntentToApply) -> tuple[str, ...]:
    receiver = intent.forwarded_to or "das zuständige Amt"
    signed = (f"Für {' und '.join(intent.signed_only)} brauchen wir Ihre Unterschrift.",) if intent.signed_only else ()
    return (f"Wir schicken Ihren Antrag noch heute an: {receiver}.", *signed, "Das Amt schreibt Ihnen.")


def _signatures(intent: IntentToApply) -> tuple[str, ...]:
    if not intent.signed_only:
        return ()
    return (f"Ich beantrage {' und '.join(intent.signed_only)}. Datum, Unterschrift",)


def _easy(intent: IntentToApply) -> ClientSheet:
    counts = intent.office.is_benefit_authority
    receiver = intent.forwarded_to or "das richtige Amt"
    return ClientSheet(
        title="Ihr Antrag ist heute gestellt" if counts else "Sie möchten einen Antrag stellen",
        lead=(
            f"Heute ist der {long_date(intent.voiced_at.date())}.",
            f"Es ist {clock_time(intent.voiced_at.time())}.",
            "Ihr Antrag zählt ab heute." if counts else "Ihr Antrag zählt, wenn das Amt ihn hat.",
        ),
        sections=(
            *((Section(heading="Ihr Name", sentences=(intent.client,)),) if intent.client else ()),
            Section(heading="Sie wollen", points=intent.benefits),
            Section(
                heading="Das machen wir",
                sentences=("Wir schreiben Ihren Antrag auf.", f"Wir schicken ihn heute an: {receiver}."),
            ),
            Section(
                heading="Das machen Sie",
                sentences=(
                    *(("Unterschreiben Sie unten.",) if intent.signed_only else ()),
                    "Heben Sie dieses Blatt auf.",
                    "Sie bekommen Post vom Amt.",
                    "Antworten Sie schnell.",
                    "Sie brauchen Hilfe?",
                    f"Rufen Sie an: {intent.office.phone}.",
                ),
            ),
        ),
        level=Level.EASY,
        signatures=_signatures(intent),
    )
