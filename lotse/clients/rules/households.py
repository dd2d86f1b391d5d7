"""Households: who belongs to which one from when to when; a child may belong to two."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lotse.clients.rules.birthdates import age_on


class Role(StrEnum):
    """What somebody is in a household."""

    HEAD = "head"
    PARTNER = "partner"
    CHILD = "child"
    PARENT = "parent"
    RELATIVE = "relative"
    OTHER = "other"


ROLES = {
    Role.HEAD: "Hauptperson",
    Role.PARTNER: "Partner/in",
    Role.CHILD: "Kind",
    Role.PARENT: "Elternteil",
    Role.RELATIVE: "Verwandte/r",
    Role.OTHER: "Mitbewohner/in",
}


class RelationKind(StrEnum):
    """What somebody is to a person, beyond living together."""

    PARENT = "parent"
    CUSTODIAN = "custodian"
    LEGAL_GUARDIAN = "legal_guardian"
    CARER = "carer"
    POWER_OF_ATTORNEY = "power_of_attorney"
    EMERGENCY_CONTACT = "emergency_contact"


# (what the other is to the person, what the person is to the other)
RELATIONS = {
    RelationKind.PARENT: ("Elternteil", "Kind"),
    RelationKind.CUSTODIAN: ("Sorgeberechtigt", "Kind in Sorge"),
    RelationKind.LEGAL_GUARDIAN: ("Rechtliche Betreuung", "Betreute Person"),
    RelationKind.CARER: ("Pflegeperson", "Pflegebedürftige Person"),
    RelationKind.POWER_OF_ATTORNEY: ("Bevollmächtigt", "Vollmachtgeber/in"),
    RelationKind.EMERGENCY_CONTACT: ("Notfallkontakt", "Notfallkontakt für"),
}
EVIDENCE_AHEAD_DAYS = 28
NEEDS_DOCUMENT = frozenset({RelationKind.LEGAL_GUARDIAN, RelationKind.POWER_OF_ATTORNEY})


@dataclass(frozen=True)
class Evidence:
    """The document by which somebody shows that she stands for another; `seen` says that the original lay here."""

    what: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    seen: bool = False

    def problem(self, kind: RelationKind, today: date) -> tuple[str, str] | None:
        """Return the field and the sentence that say what is missing or impossible, or None."""
        if kind in NEEDS_DOCUMENT and not self.what.strip():
            return "evidence", "Bitte den Nachweis nennen, etwa Betreuerausweis oder Vollmacht."
        if not self.what.strip() and (self.issued_on or self.valid_until or self.seen):
            return "evidence", "Bitte sagen, welcher Nachweis gemeint ist."
        if self.issued_on and self.issued_on > today:
            return "issued_on", "Der Nachweis kann nicht in der Zukunft ausgestellt sein."
        if self.issued_on and self.valid_until and self.valid_until < self.issued_on:
            return "valid_until", "Der Nachweis endet vor dem Tag, an dem er ausgestellt ist."
        return None


def evidence_state(valid_until: date | None, seen_on: date | None, today: date) -> tuple[str, str] | None:
    """Return the words and the tone of what is to be done about a document, or None."""
    if valid_until is not None and valid_until < today:
        return "Nachweis abgelaufen", "danger"
    if valid_until is not None and (valid_until - today).days <= EVIDENCE_AHEAD_DAYS:
        return f"Nachweis läuft am {valid_until:%d.%m.%Y} ab", "warning"
    return None if seen_on else ("Nachweis noch nicht gesehen", "warning")


@dataclass(frozen=True)
class Stay:
    """A person's time in one household."""

    household_id: int
    role: str
    from_on: date | None
    until_on: date | None = None

    def overlaps(self, other: "Stay") -> bool:
        """Whether there is a day on which both hold."""
        mine, theirs = self.until_on or date.max, other.until_on or date.max
        return (self.from_on or date.min) <= theirs and (other.from_on or date.min) <= mine


def problem_with_stay(planned: Stay, stays: Iterable[Stay], born: date | None, today: date) -> tuple[str, str] | None:
    """Return the field and the sentence that say why a person cannot join a household so, or None."""
    if planned.from_on and planned.until_on and planned.until_on < planned.from_on:
        return "until_on", "Das Ende liegt vor dem Beginn."
    if planned.from_on and born and planned.from_on < born:
        return "from_on", "Der Beginn liegt vor der Geburt."
    if planned.from_on and planned.from_on > today:
        return "from_on", "Der Beginn liegt in der Zukunft."
    others = [stay for stay in stays if stay.overlaps(planned)]
    if any(stay.household_id == planned.household_id for stay in others):
        return "person", "Die Person gehört in dieser Zeit schon zu diesem Haushalt."
    most = most_households(born, today)
    if len({stay.household_id for stay in others}) >= most:
        if most == 1:
            return "person", "Die Person gehört in dieser Zeit zu einem anderen Haushalt. Bitte erst dort beenden."
        return "person", "Ein Kind kann zu höchstens zwei Haushalten gehören."
    return None


def most_households(born: date | None, today: date) -> int:
    """Return to how many households somebody may belong at once: a child of separated parents to two."""
    return 2 if born is not None and age_on(born, today) < 18 else 1
