"""What may leave the office: data categories, legal bases, what each kind of recipient may get, and the gate. Pure.

Source: domain report 5.1 (bases), 5.2 (consent ledger, gate), 4.1 (minimisation by template). A consent names person,
recipient, purpose and categories (§ 67b Abs. 2 SGB X); health data leave only with it or with a basis of their own.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Category(enum.StrEnum):
    """The categories a consent ticks."""

    MASTER = "master"
    HOUSEHOLD = "household"
    INCOME = "income"
    DEBT = "debt"
    HEALTH = "health"
    CARE = "care"
    RESIDENCE = "residence"
    CHILDREN = "children"
    OTHER = "other"


CATEGORY_LABELS = {
    Category.MASTER: "Stammdaten",
    Category.HOUSEHOLD: "Haushalt",
    Category.INCOME: "Einkommen",
    Category.DEBT: "Schulden",
    Category.HEALTH: "Gesundheit",
    Category.CARE: "Pflege",
    Category.RESIDENCE: "Aufenthalt",
    Category.CHILDREN: "Kinder",
    Category.OTHER: "Sonstiges",
}


class ReceiverKind(enum.StrEnum):
    """Kinds of recipients, each with its list of categories that it may need."""

    BENEFIT_OFFICE = "benefit_office"
    HOUSING_BENEFIT = "housing_benefit"
    CARE = "care"
    HEALTH = "health"
    DEBT_ADVICE = "debt_advice"
    YOUTH = "youth"
    CHILD_CARE = "child_care"
    EMPLOYMENT = "employment"
    MIGRATION = "migration"
    CHARITY = "charity"
    PRIVATE = "private"


_BASE = frozenset({Category.MASTER, Category.HOUSEHOLD})
ALLOWED: dict[ReceiverKind, frozenset[Category]] = {
    ReceiverKind.BENEFIT_OFFICE: _BASE | {Category.INCOME, Category.CHILDREN, Category.RESIDENCE},
    ReceiverKind.HOUSING_BENEFIT: _BASE | {Category.INCOME},
    ReceiverKind.CARE: _BASE | {Category.CARE, Category.HEALTH},
    ReceiverKind.HEALTH: _BASE | {Category.CARE, Category.HEALTH},
    ReceiverKind.DEBT_ADVICE: _BASE | {Category.INCOME, Category.DEBT},
    ReceiverKind.YOUTH: _BASE | {Category.CHILDREN},
    ReceiverKind.CHILD_CARE: frozenset({Category.MASTER, Category.CHILDREN}),
    ReceiverKind.EMPLOYMENT: _BASE | {Category.CHILDREN, Category.RESIDENCE},
    ReceiverKind.MIGRATION: _BASE | {Category.RESIDENCE},
    ReceiverKind.CHARITY: _BASE,
    ReceiverKind.PRIVATE: frozenset({Category.MASTER}),
}
"""What each kind of recipient may get without a further tick (domain report 4.1)."""

MASTER_FIELDS = ("name", "birth_date", "address", "phone", "email", "language", "interpreter")
"""What the master data of a person are made of."""

_REACH = frozenset({"name", "phone", "email", "language", "interpreter"})
FIELDS: dict[ReceiverKind, frozenset[str]] = {
    ReceiverKind.CHARITY: _REACH | {"birth_date"},
    ReceiverKind.DEBT_ADVICE: _REACH | {"birth_date"},
    ReceiverKind.PRIVATE: _REACH,
}
"""The allowed list of master data by kind of recipient; kinds not named here get all of them for their task."""

SOCIAL_ADMINISTRATION = frozenset(
    {
        ReceiverKind.BENEFIT_OFFICE,
        ReceiverKind.HOUSING_BENEFIT,
        ReceiverKind.YOUTH,
        ReceiverKind.EMPLOYMENT,
    }
)
"""Recipients to which § 69 Abs. 1 Nr. 1 SGB X can reach; charities, landlords, employers, doctors need consent."""

SENSITIVE = frozenset({Category.HEALTH, Category.CARE})
"""Health data: a statutory basis of their own or consent (§ 67b Abs. 1 S. 3 SGB X)."""


class Basis(enum.StrEnum):
    """Statutory grounds on which data may leave without consent."""

    SGB10_69 = "sgb10_69"
    SGB1_16 = "sgb1_16"
    SGB9_14 = "sgb9_14"


BASIS_LABELS = {
    Basis.SGB10_69: "§ 69 Abs. 1 Nr. 1 SGB X (zur Erfüllung einer Aufgabe nach dem Sozialgesetzbuch erforderlich)",
    Basis.SGB1_16: "§ 16 Abs. 2 SGB I (Weiterleitung eines Antrags)",
    Basis.SGB9_14: "§ 14 SGB IX (Weiterleitung an den zuständigen Rehabilitationsträger)",
}

DEFAULT_MONTHS = 12
HIDEABLE = frozenset({"address", "phone", "email"})
"""What an Auskunftssperre keeps back from every recipient (§ 51 BMG)."""


class ConsentLike(Protocol):
    """What the gate needs to know of a consent."""

    id: int
    organisation_id: int
    categories: list[str]
    form: str
    given_on: date
    valid_until: date
    revoked_on: date | None


@dataclass(frozen=True)
class Decision:
    """The gate's answer: which categories may leave on which ground, which are refused and why (German)."""

    allowed: frozenset[Category]
    refused: dict[Category, str]
    consent_id: int | None
    basis: Basis | None

    @property
    def open(self) -> bool:
        """True when everything asked for may leave."""
        return not self.refused and (self.consent_id is not None or self.basis is not None)

    @property
    def sentence(self) -> str:
        """Say in one German sentence what stands against it."""
        if self.open:
            return "Die Übermittlung ist erlaubt."
        reasons = sorted({f"{CATEGORY_LABELS[category]}: {reason}" for category, reason in self.refused.items()})
        return "Diese Daten dürfen nicht hinaus. " + " ".join(reasons)


def is_valid(consent: ConsentLike, on: date) -> bool:
    """True when the consent covers this day; one revoked on a day no longer covers that day."""
    return consent.given_on <= on <= consent.valid_until and (consent.revoked_on is None or on < consent.revoked_on)


def decide(
    *,
    asked: frozenset[Category],
    receiver: ReceiverKind,
    organisation_id: int,
    consents: Sequence[ConsentLike],
    basis: Basis | None,
    on: date,
) -> Decision:
    """Decide, category by category, whether data may leave for this recipient on this day.

    A consent must name this very recipient and the category; oral consent never carries health data. A statutory basis
    carries only what this kind of recipient needs for its task, and never health data. Where both could carry, the
    consent is named, for it says more to the client.
    """
    fitting = [c for c in consents if c.organisation_id == organisation_id and is_valid(c, on)]
    best = max(fitting, key=lambda c: (len(asked & set(c.categories)), c.given_on), default=None)
    ticked = frozenset(Category(name) for name in best.categories) if best else frozenset()
    if best is not None and best.form == "oral":
        ticked -= SENSITIVE
    by_consent = asked & ticked
    by_law = _carried_by(basis, receiver) & asked if basis is not None else frozenset()
    refused = {category: _why(category, best, basis) for category in asked - by_consent - by_law}
    return Decision(
        allowed=by_consent | by_law,
        refused=refused,
        consent_id=best.id if best is not None and by_consent else None,
        basis=basis if by_law - by_consent else None,
    )


def fields_for(receiver: ReceiverKind, categories: frozenset[Category], *, hidden: bool = False) -> tuple[str, ...]:
    """Return the master-data fields this kind of recipient may see; none without the category.

    `hidden` is a person under an Auskunftssperre: then neither address nor telephone nor e-mail leaves.
    """
    if Category.MASTER not in categories:
        return ()
    allowed = FIELDS.get(receiver, frozenset(MASTER_FIELDS))
    return tuple(name for name in MASTER_FIELDS if name in allowed and not (hidden and name in HIDEABLE))


def minimal(receiver: ReceiverKind, asked: frozenset[Category]) -> frozenset[Category]:
    """Return the categories that this kind of recipient does not usually need: they want a tick of their own."""
    return asked - ALLOWED[receiver]


def _carried_by(basis: Basis, receiver: ReceiverKind) -> frozenset[Category]:
    if basis is Basis.SGB10_69 and receiver not in SOCIAL_ADMINISTRATION:
        return frozenset()
    return ALLOWED[receiver] - SENSITIVE


def _why(category: Category, consent: ConsentLike | None, basis: Basis | None) -> str:
    if consent is not None and consent.form == "oral" and category in SENSITIVE:
        return "braucht eine schriftliche oder elektronische Einwilligung."
    if consent is not None:
        return "steht nicht in der Einwilligung."
    if basis is not None:
        return "wird von der gewählten Rechtsgrundlage nicht getragen."
    return "es fehlt eine gültige Einwilligung für diese Stelle."
