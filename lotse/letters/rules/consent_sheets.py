"""The sheets a client signs: consent and confidentiality release."""

from dataclasses import dataclass
from datetime import date

from lotse.foundation.dates_in_words import long_date
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


@dataclass(frozen=True, kw_only=True)
class SignedSheet:
    """What every sheet says that a client signs: who, what for, until when."""

    office: Office
    client: str
    purpose: str
    valid_until: date
    client_born_on: date | None = None
    client_address: str = ""
    custodians: tuple[str, ...] = ()
    interpreter: str = ""
    number: str = ""

    @property
    def signatures(self) -> tuple[str, ...]:
        """Who has to sign."""
        interpreter = (f"Übersetzt von {self.interpreter}",) if self.interpreter else ()
        return (self.client, *(f"{name} (sorgeberechtigt)" for name in self.custodians), *interpreter)


@dataclass(frozen=True, kw_only=True)
class ConsentSheet(SignedSheet):
    """One person, one recipient, one purpose, the categories ticked, an end."""

    recipient: str
    categories: tuple[str, ...]
    language: str = ""

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


@dataclass(frozen=True, kw_only=True)
class ConfidentialityRelease(SignedSheet):
    """Who is freed from professional secrecy, towards whom, about what, and until when."""

    released: tuple[str, ...]
    towards: tuple[str, ...]
    about: str
    both_ways: bool = False

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
