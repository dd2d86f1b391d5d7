"""What a search text asks for: a record number, a telephone number, a birth date, names in any order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lotse.clients.rules.birthdates import find_birth_date
from lotse.clients.rules.names import key, street_key, words
from lotse.clients.rules.phones import looks_like_phone, search_digits

MOST_WORDS = 5
_HOUSE = re.compile(r"\d{1,4}[a-zA-Z]?")
_STREETS = (
    "str", "strasse", "weg", "allee", "platz", "gasse", "ring", "damm", "ufer", "hof", "markt", "steig", "pfad",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What a search text asks for."""

    names: tuple[str, ...] = ()
    born: date | None = None
    digits: str = ""
    number: str = ""
    in_order: tuple[str, str] | None = None
    """A whole surname, then the beginning of the first names, as most people type them."""


def read_search(text: str, today: date) -> Wanted:
    """Take a search text apart: a number of a record, a telephone number, a birth date, names in any order."""
    given = " ".join(text.split())[:200]
    if given[:2].upper() == "P-":
        return Wanted(number=given.upper())
    born = find_birth_date(given, today)
    if born is not None and born.on is not None:
        return Wanted(born=born.on)
    if looks_like_phone(given):
        return Wanted(digits=search_digits(given))
    names: list[str] = []
    found_born = None
    tokens = given.replace(",", " ").split()
    for token in tokens:
        born = find_birth_date(token, today)
        if born is not None and found_born is None:
            found_born = born.on
        elif names and _HOUSE.fullmatch(token):
            names = _with_house(names, token)
        else:
            names.extend(key(word) for word in words(token))
    last, first = (" ".join(words(" ".join(part))) for part in (tokens[:1], tokens[1:]))
    only_names = found_born is None and not any(map(_HOUSE.fullmatch, tokens[1:]))
    in_order = (last, first) if last and first and only_names else None
    return Wanted(tuple(dict.fromkeys(names))[:MOST_WORDS], found_born, in_order=in_order)


def _with_house(names: list[str], house: str) -> list[str]:
    """Join the number of a house to its street as `names.street_key` does: a compound street is one word, Am Markt two.

    >>> _with_house(["meier", "hauptstrasse"], "5a"), _with_house(["am", "alten", "markt"], "3")
    (['meier', 'hauptstr5a'], ['amaltenmarkt3'])
    """
    is_whole = any(names[-1] != end and names[-1].endswith(end) for end in _STREETS)
    before, street = (names[:-1], names[-1:]) if is_whole else ([], names)
    return [*before, street_key("".join([*street, house]))]
