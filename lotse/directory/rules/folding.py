"""Names and addresses reduced to what makes them the same for a person."""

import re
import unicodedata

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(text: str) -> str:
    """Lower case, umlauts written out, no accents, nothing but letters and digits."""
    # Composed first: macOS delivers umlauts as letter plus dots, which must not lose their e.
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_GERMAN)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))
    return "".join(sign for sign in bare if sign.isalnum())


def fold_words(text: str) -> str:
    """Fold every word on its own, for search columns: `Straße 12` becomes `strasse 12`."""
    return " ".join(filter(None, (fold(word) for word in re.split(r"[\s/,;.()\-–]+", text))))


def fold_street(street: str) -> str:
    """Fold a street with its number so that `Neustädter Str. 1 a` and `Neustädter Straße 1A` are one."""
    return "".join(re.sub(r"(strasse|str)$", "str", word) for word in fold_words(street).split())


def house_key(*, name: str, street: str, postal_code: str, town: str) -> str:
    """Identity of a house in the directory: its name at its address."""
    return "|".join((fold(name), fold_street(street), fold(postal_code) or fold(town)))[:300]
