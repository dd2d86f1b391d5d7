"""Classes of notes and documents, and who may read them. Pure.

The table `MAY_READ` is the rule: a reader stands in one relation to the case, a note belongs to one class.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from lotse.accounts.rules import Role


class NoteClass(enum.StrEnum):
    """What a note holds."""

    ORDINARY = "ordinary"
    CONFIDED = "confided"
    DATA_PROTECTION = "data_protection"


CLASS_LABELS = {
    NoteClass.ORDINARY: "Fallnotiz",
    NoteClass.CONFIDED: "anvertraut (§ 65 SGB VIII)",
    NoteClass.DATA_PROTECTION: "datenschutzrelevant",
}

CLASS_HINTS = {
    NoteClass.ORDINARY: "Lesen können Fallführung, Vertretung und Teamleitung. Schreiben Sie so, dass die Klientin "
    "oder der Klient mitlesen kann.",
    NoteClass.CONFIDED: "Nur die Person, der es anvertraut wurde. Auch Teamleitung, Vertretung und Administration "
    "lesen es nicht.",
    NoteClass.DATA_PROTECTION: "Fallführung, Vertretung, Teamleitung und Datenschutz.",
}


class Relation(enum.StrEnum):
    """How somebody stands to a case."""

    LEAD = "lead"
    DEPUTY = "deputy"
    UNIT_LEAD = "unit_lead"
    NONE = "none"


@dataclass(frozen=True)
class Reader:
    """Somebody who wants to read a note of a case."""

    user_id: int
    role: str
    relation: Relation


MAY_READ: dict[NoteClass, frozenset[Relation]] = {
    NoteClass.ORDINARY: frozenset({Relation.LEAD, Relation.DEPUTY, Relation.UNIT_LEAD}),
    NoteClass.CONFIDED: frozenset(),
    NoteClass.DATA_PROTECTION: frozenset({Relation.LEAD, Relation.DEPUTY, Relation.UNIT_LEAD}),
}


def may_read(note_class: str, reader: Reader, *, entrusted_to_id: int | None) -> bool:
    """True when this reader may read a note of this class.

    A confided note is for the one person it was entrusted to, while that person has to do with the case at all;
    nobody else, whatever the role. The data protection officer reads the notes of the own class without a case.
    """
    kind = NoteClass(note_class)
    if kind is NoteClass.DATA_PROTECTION and reader.role == Role.DATA_PROTECTION:
        return True
    if reader.role not in {Role.NAVIGATOR, Role.TEAM_LEAD}:
        return False
    if kind is NoteClass.CONFIDED:
        return reader.user_id == entrusted_to_id and reader.relation is not Relation.NONE
    return reader.relation in MAY_READ[kind]


def may_see_restricted_ratings(reader: Reader) -> bool:
    """Opt-in dimensions are for those who lead the case or stand in, not for reading through the unit."""
    return reader.relation in {Relation.LEAD, Relation.DEPUTY}
