"""The sheets a client signs or is told about: consent, confidentiality release, data-protection notice."""

from dataclasses import dataclass
from datetime import date

from lotse.foundation.dates_in_words import long_date
from lotse.letters.rules.client_sheets import ClientSheet, Level, Section
from lotse.letters.rules.parties import Office

CATEGORIES = (
    "Stammdaten",
    "Haushalt",
    "Einkommen",
    "Schulden",
    "Gesundheit",
    "Pflege",
    "Aufenthalt",
    "Kinder",
    "Sonstiges",
)
NOTICE_VERSION = "2026-11"


@dataclass(frozen=True, kw_only=True)
class ConsentSheet:
    """One person, one recipient, one purpose, the categories ticked, an end."""

    office: Office
    client: str
    recipient: str
    purpose: str
    categories: tuple[str, ...]
    valid_until: date
    client_born_on: date | None = None
    client_address: str = ""
    custodians: tuple[str, ...] = ()
    interpreter: str = ""
    language: str = ""
    number: str = ""

    title = "Einwilligung in die Weitergabe meiner Daten"

    @property
    def boxes(self) -> tuple[tuple[str, bool], ...]:
        """Every category with whether it is ticked; one the office added by hand stands at the end."""
        added = tuple(c for c in self.categories if c not in CATEGORIES)
        return tuple((category, category in self.categories) for category in (*CATEGORIES, *added))

    @property
    def declarations(self) -> tuple[str, ...]:
        """What the person has to be told before signing (§ 67b Abs. 2 SGB X)."""
        return (
            "Diese Einwilligung ist freiwillig.",
            "Ohne Einwilligung geben wir die Daten nicht weiter. Dann müssen Sie sich selbst an die Stelle wenden. "
            "Unsere Beratung bekommen Sie trotzdem, und Sie haben keinen Nachteil.",
            "Sie können die Einwilligung jederzeit widerrufen, auch mündlich. Der Widerruf gilt für die Zukunft: "
            "Was bis dahin weitergegeben wurde, bleibt rechtmäßig.",
            f"Die Einwilligung endet am {long_date(self.valid_until)}, wenn Sie nichts anderes sagen.",
        )

    @property
    def signatures(self) -> tuple[str, ...]:
        """Who has to sign."""
        interpreter = (f"Übersetzt von {self.interpreter}",) if self.interpreter else ()
        return (self.client, *(f"{name} (sorgeberechtigt)" for name in self.custodians), *interpreter)


@dataclass(frozen=True, kw_only=True)
class ConfidentialityRelease:
    """Who is freed from professional secrecy, towards whom, about what, and until when."""

    office: Office
    client: str
    released: tuple[str, ...]
    towards: tuple[str, ...]
    about: str
    purpose: str
    valid_until: date
    client_born_on: date | None = None
    client_address: str = ""
    custodians: tuple[str, ...] = ()
    interpreter: str = ""
    both_ways: bool = False
    number: str = ""

    title = "Entbindung von der Schweigepflicht"

    @property
    def declarations(self) -> tuple[str, ...]:
        """What the release means and how it ends."""
        both = ("Die Genannten dürfen sich gegenseitig unterrichten.",) if self.both_ways else ()
        return (
            "Die genannten Personen stehen unter Schweigepflicht (§ 203 StGB). "
            "Sie dürfen nur das sagen, was hier steht, und nur den hier genannten Stellen.",
            *both,
            "Diese Erklärung ist freiwillig. Sie können sie jederzeit für die Zukunft widerrufen, auch mündlich.",
            "Ohne diese Erklärung haben Sie keinen Nachteil. Dann müssen Sie die Unterlagen selbst besorgen.",
            f"Die Erklärung endet am {long_date(self.valid_until)}, wenn Sie nichts anderes sagen.",
        )

    @property
    def signatures(self) -> tuple[str, ...]:
        """Who has to sign."""
        interpreter = (f"Übersetzt von {self.interpreter}",) if self.interpreter else ()
        return (self.client, *(f"{name} (sorgeberechtigt)" for name in self.custodians), *interpreter)


@dataclass(frozen=True, kw_only=True)
class DataNotice:
    """What the office tells every person once about their data (Art. 13 DSGVO)."""

    office: Office
    retention: tuple[str, ...] = (
        "Kontakte ohne Akte: 12 Monate",
        "Akten: 3 Jahre nach dem Jahr, in dem wir die Akte schließen",
        "Nachweise über Einwilligungen und Weitergaben: 3 Jahre nach der letzten Nutzung",
        "Protokolle, wer Daten gesehen hat: 12 Monate",
    )


def notice_sheet(notice: DataNotice, level: Level = Level.PLAIN) -> ClientSheet:
    """Return the notice; the easy version says the same with less."""
    return _easy_notice(notice) if level is Level.EASY else _plain_notice(notice)


def _plain_notice(notice: DataNotice) -> ClientSheet:
    office = notice.office
    return ClientSheet(
        title="Was passiert mit meinen Daten?",
        lead=(
            "Wir schreiben nur auf, was wir für Ihre Beratung brauchen.",
            "Ohne Ihre Einwilligung oder ein Gesetz geben wir nichts weiter.",
        ),
        sections=(
            Section(
                heading="Wer ist verantwortlich?",
                rows=(
                    ("Verantwortlich", f"{office.body or office.name}, {office.street}, {office.town}"),
                    ("Datenschutz", office.data_protection_officer or "Name fehlt noch"),
                    ("Beschwerde", office.complaint_office or "Name fehlt noch"),
                ),
            ),
            Section(
                heading="Wofür brauchen wir Ihre Daten?",
                sentences=(
                    "Wir beraten Sie, vermitteln Sie an andere Stellen und begleiten Sie.",
                    "Das ist unsere Aufgabe (§ 35 SGB I, §§ 67a bis 67c SGB X, Art. 6 Abs. 1 Buchstabe e und "
                    "Art. 9 Abs. 2 Buchstaben b und h DSGVO).",
                ),
            ),
            Section(
                heading="Wer bekommt Ihre Daten?",
                sentences=(
                    "Andere Stellen nur mit Ihrer Einwilligung oder wenn ein Gesetz es erlaubt.",
                    "Sie können jederzeit fragen, wer was von Ihnen bekommen hat.",
                ),
            ),
            Section(heading="Wie lange bleiben die Daten bei uns?", points=notice.retention),
            Section(
                heading="Ihre Rechte",
                points=(
                    "Sie können Auskunft verlangen (Art. 15 DSGVO).",
                    "Sie können falsche Daten berichtigen lassen.",
                    "Sie können verlangen, dass wir Daten löschen oder sperren.",
                    "Sie können der Verarbeitung widersprechen.",
                    "Sie können eine Einwilligung jederzeit für die Zukunft widerrufen.",
                    "Sie können sich beschweren.",
                ),
            ),
            Section(
                heading="Müssen Sie uns etwas sagen?",
                sentences=(
                    "Nein. Ihre Angaben sind freiwillig.",
                    "Ohne die nötigen Angaben können wir Sie nur allgemein beraten, auch ohne Ihren Namen.",
                ),
            ),
        ),
        legal=(f"Hinweis nach Art. 13 DSGVO, Fassung {NOTICE_VERSION}.",),
    )


def _easy_notice(notice: DataNotice) -> ClientSheet:
    office = notice.office
    return ClientSheet(
        title="Was passiert mit meinen Daten?",
        lead=("Daten sind zum Beispiel: Ihr Name und Ihre Adresse.", "Wir passen gut auf Ihre Daten auf."),
        sections=(
            Section(
                heading="Das schreiben wir auf",
                sentences=("Wir schreiben auf, was Sie uns sagen.", "Dann können wir Ihnen helfen."),
            ),
            Section(
                heading="Das sagen wir weiter",
                sentences=(
                    "Wir fragen Sie vorher.",
                    "Sie sagen Ja: Dann schreiben wir dem anderen Amt.",
                    "Sie sagen Nein: Dann bleiben die Daten bei uns.",
                    "Manchmal sagt ein Gesetz: Wir müssen etwas weitersagen.",
                ),
            ),
            Section(
                heading="Das dürfen Sie",
                points=(
                    "Sie dürfen fragen: Was steht da über mich?",
                    "Sie dürfen sagen: Das ist falsch.",
                    "Sie dürfen sagen: Löschen Sie das.",
                    "Sie dürfen sich beschweren.",
                ),
                sentences=(
                    *((f"Hier: {office.complaint_office}",) if office.complaint_office else ()),
                    f"Sie haben Fragen? Rufen Sie an: {office.phone}.",
                ),
            ),
        ),
        level=Level.EASY,
        legal=(f"Hinweis nach Art. 13 DSGVO, Fassung {NOTICE_VERSION}. Es gibt auch eine längere Fassung.",),
    )
