"""The list of documents a client still has to bring: what, for whom, until when, and what if it cannot be had."""

from dataclasses import dataclass
from datetime import date

from lotse.foundation.dates_in_words import long_date
from lotse.letters.rules.client_sheets import ClientSheet, Level, Section
from lotse.letters.rules.parties import Office


@dataclass(frozen=True, kw_only=True)
class MissingDocuments:
    """What is missing; `wanted_by` is who asked for it, empty when the office itself does."""

    office: Office
    client: str
    documents: tuple[str, ...]
    wanted_by: str = ""
    until: date | None = None


def missing_sheet(missing: MissingDocuments, level: Level = Level.PLAIN) -> ClientSheet:
    """Say what to bring and until when; a period set by an authority may be extended (§ 26 Abs. 7 SGB X)."""
    easy = level is Level.EASY
    until = f"bis {long_date(missing.until)}" if missing.until else "so bald wie möglich"
    return ClientSheet(
        title="Diese Unterlagen fehlen noch",
        lead=(f"Bitte bringen Sie die Unterlagen {until}.", "Haken Sie ab, was Sie haben."),
        sections=(
            Section(heading="Das fehlt", points=missing.documents, tick_boxes=True, sentences=_for_whom(missing)),
            Section(heading="So geben Sie die Unterlagen ab", sentences=_how(missing, easy=easy)),
            Section(heading="Sie bekommen etwas nicht?", sentences=_cannot(missing, easy=easy)),
        ),
        level=level,
        legal=("Grundlage: §§ 60, 66 SGB I, § 26 Abs. 7 SGB X.",) if missing.until and missing.wanted_by else (),
    )


def _for_whom(missing: MissingDocuments) -> tuple[str, ...]:
    return (
        *((f"Ihr Name: {missing.client}",) if missing.client else ()),
        *((f"Das braucht: {missing.wanted_by}",) if missing.wanted_by else ()),
    )


def _how(missing: MissingDocuments, *, easy: bool) -> tuple[str, ...]:
    said = ("Bringen Sie dieses Blatt mit.", f"Kommen Sie zu uns: {missing.office.name}.")
    if easy:
        return (*said, "Wir machen Kopien.", "Sie bekommen Ihre Papiere gleich zurück.")
    return (*said, "Wir machen Kopien und geben Ihnen die Originale gleich zurück.")


def _cannot(missing: MissingDocuments, *, easy: bool) -> tuple[str, ...]:
    phone = (f"Telefon: {missing.office.phone}.",) if missing.office.phone else ()
    longer = (
        ("Der Tag ist zu früh?", "Sagen Sie es vorher.", "Dann fragen wir nach mehr Zeit.")
        if easy
        else ("Schaffen Sie es bis dahin nicht, sagen Sie es vorher: Wir bitten dann mit Ihnen um mehr Zeit.",)
    )
    return ("Sagen Sie uns Bescheid. Wir helfen.", *(longer if missing.until else ()), *phone)
