"""The sheet "Ihre Frist": what to do, until when, and that nobody here gives legal advice."""

from dataclasses import dataclass
from datetime import date

from lotse.foundation.dates_in_words import long_date, weekday_date
from lotse.letters.rules.client_sheets import ClientSheet, Level, Section
from lotse.letters.rules.parties import Office


@dataclass(frozen=True, kw_only=True)
class DeadlineNotice:
    """A computed last day with the earlier, safe one."""

    office: Office
    client: str
    what_to_do: str
    where: str
    last_day: date
    safe_day: date
    not_before: bool = False
    """The day is a first one: acting earlier is inadmissible."""
    letter_from: str = ""
    reference: str = ""
    letter_of: date | None = None
    if_missed: str = ""
    how: tuple[str, ...] = ()
    norm: str = ""
    steps: tuple[str, ...] = ()


NO_ADVICE = "Wir haben das Datum berechnet. Das ist keine Rechtsberatung."


def deadline_sheet(notice: DeadlineNotice, level: Level = Level.PLAIN) -> ClientSheet:
    """Put the safe day on top: whoever keeps it is in time under every view of the law."""
    when = (
        f"Möglich ab {weekday_date(notice.last_day)}:" if notice.not_before else f"Bis {weekday_date(notice.safe_day)}:"
    )
    missed = (notice.if_missed,) if notice.if_missed else ()
    return ClientSheet(
        title="Ihre Frist",
        lead=(when, notice.what_to_do),
        sections=(
            Section(heading="Worum geht es?", sentences=(*_about(notice), *_last_day(notice, level), *missed)),
            Section(
                heading="So machen Sie es", points=notice.steps or notice.how, sentences=(f"Wohin: {notice.where}",)
            ),
            Section(
                heading="Heben Sie auf",
                points=(
                    "den Brief und den Umschlag",
                    "eine Kopie von allem, was Sie abgeben",
                    "den Stempel oder die Bestätigung, dass es angekommen ist",
                ),
            ),
            Section(
                heading="Sie brauchen Hilfe?",
                sentences=(f"Rufen Sie uns an: {notice.office.phone}.", "Bringen Sie den Brief und den Umschlag mit."),
            ),
        ),
        level=level,
        legal=(NO_ADVICE, *((f"Grundlage: {notice.norm}.",) if notice.norm else ())),
    )


def _about(notice: DeadlineNotice) -> list[str]:
    of_day = f" vom {long_date(notice.letter_of)}" if notice.letter_of else ""
    letter = f"Der Brief kommt von: {notice.letter_from}{of_day}." if notice.letter_from else ""
    reference = f"Das Aktenzeichen ist: {notice.reference}." if notice.reference else ""
    return [sentence for sentence in (letter, reference) if sentence]


def _last_day(notice: DeadlineNotice, level: Level) -> tuple[str, ...]:
    if notice.not_before:
        return ("Vorher nimmt das Gericht die Klage nicht an.",)
    if level is Level.EASY:
        return (f"Der letzte Tag ist der {long_date(notice.last_day)}.", "Danach ist es zu spät.")
    return (f"Der letzte Tag ist {weekday_date(notice.last_day)}. Warten Sie nicht bis zu diesem Tag.",)
