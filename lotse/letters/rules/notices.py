"""The data-protection notice every person gets once (Art. 13 DSGVO)."""

from dataclasses import dataclass

from lotse.letters.rules.client_sheets import ClientSheet, Level, Section
from lotse.letters.rules.parties import Office

NOTICE_VERSION = "2026-11"


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
            *_PURPOSE_AND_RECIPIENTS,
            Section(heading="Wie lange bleiben die Daten bei uns?", points=notice.retention),
            *_RIGHTS_AND_DUTIES,
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


_PURPOSE_AND_RECIPIENTS = (
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
)
_RIGHTS_AND_DUTIES = (
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
)
