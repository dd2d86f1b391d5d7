"""What is decided at the counter without a database: reading a line that names a new person, titles of drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lotse.clients.rules.birthdates import find_birth_date
from lotse.clients.rules.phones import PhoneUnreadable, read_phone

LANGUAGES = (
    "Deutsch", "Türkisch", "Arabisch", "Ukrainisch", "Russisch", "Englisch", "Farsi/Dari", "Polnisch", "Rumänisch",
    "Bulgarisch", "Kurdisch (Kurmandschi)", "Tigrinya", "Somali", "Albanisch", "Serbisch/Kroatisch/Bosnisch",
    "Französisch", "Spanisch", "Italienisch", "Vietnamesisch", "Deutsche Gebärdensprache", "Andere",
)  # fmt: skip
REMINDER_WEEKS = (("", "keine"), ("1", "in 1 Woche"), ("2", "in 2 Wochen"), ("4", "in 4 Wochen"), ("8", "in 8 Wochen"))
DRAFT_KIND = "contact"


@dataclass(frozen=True)
class NewName:
    """What a typed line says about somebody who is not known yet."""

    last: str = ""
    first: str = ""
    born: str = ""
    phone: str = ""


def read_new_person(text: str, today: date) -> NewName:
    """Take "Sommerfeld, Jana 14.3.88" apart; the first word is the surname unless a comma says otherwise."""
    words, born, digits = [], "", []
    for token in " ".join(text.split())[:200].replace(",", " , ").split():
        if not born and find_birth_date(token, today):
            born = token
        elif any(c.isdigit() for c in token) and not any(c.isalpha() for c in token):
            digits.append(token)
        else:
            words.append(token)
    phone = " ".join(digits)
    try:
        phone = read_phone(phone).shown if phone else ""
    except PhoneUnreadable:
        phone = ""
    last, first = _split(words)
    return NewName(_capital(last), _capital(first), born, phone)


def _split(words: Sequence[str]) -> tuple[str, str]:
    if "," in words:
        at = words.index(",")
        return " ".join(words[:at]), " ".join(word for word in words[at + 1 :] if word != ",")
    return " ".join(words[:1]), " ".join(words[1:])


def _capital(name: str) -> str:
    """Names typed in small letters get their capitals; what has a capital somewhere stays as it was typed."""
    if name != name.lower():
        return name
    return "-".join(part[:1].upper() + part[1:] for part in " ".join(w.capitalize() for w in name.split()).split("-"))


def draft_title(fields: Sequence[tuple[str, str]]) -> str:
    """Return what tells a draft apart from the others: who, or the beginning of the note."""
    values = dict(fields)
    name = values.get("person", "") or ", ".join(
        filter(None, (values.get("new_last", ""), values.get("new_first", "")))
    )
    note = " ".join(values.get("note", "").split())
    return name or (note[:40] + ("…" if len(note) > 40 else "")) or "Anonym"
