"""Spellings of a name: folded for search, split into parts, and keyed by sound."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import cologne_phonetics

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "å": "a",
        "ı": "i", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŋ": "n", "ŧ": "t", "ə": "e", "ĸ": "k",
        "ʻ": "", "ʼ": "", "’": "", "‘": "", "'": "", "`": "", "´": "", "ʿ": "", "ʾ": "", "ـ": "",
        # Arabic letters that are typed one for another
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ؤ": "و", "ئ": "ي",
        # Hebrew final letters
        "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
        # Cyrillic, Ukrainian included, in the spelling of passports
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ie", "ж": "zh", "з": "z",
        "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
        "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia", "ђ": "d", "ј": "j", "љ": "lj", "њ": "nj",
        "ћ": "c", "џ": "dz", "ѓ": "g", "ќ": "k", "ѕ": "dz",
        # Greek
        "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
        "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
        "χ": "ch", "ψ": "ps", "ω": "o",
    }
)  # fmt: skip
_BREAKS = re.compile(r"[^\w]+|_+")
# "Müller", "Mueller" and "Muller" shall meet: the digraphs give up their e. A beginning stays a beginning.
_DIGRAPHS = re.compile(r"([aou])e")
PARTICLES = frozenset(
    "von van der den dem de del della di da dos du la le el al ibn bin bint abu zu zum zur vom af av ter ten".split()
)
TITLES = frozenset("dr prof med phil jur dipl ing mag frau herr".split())
MAX_PARTS = 12
MAX_PART_LENGTH = 40


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the name in small plain letters: ä as ae, ß as ss, ı as i, ł as l, Cyrillic and Greek in Latin letters."""
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).replace("İ", "i").lower())
    swapped = lowered.translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", swapped) if not unicodedata.combining(c))
    return bare.translate(_LETTERS)


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of a name, split at spaces, hyphens and dots."""
    return tuple(word for word in _BREAKS.split(fold(text)) if word)


def key(word: str) -> str:
    """Return the search key of a folded word; all usual spellings of one umlaut share it."""
    return _DIGRAPHS.sub(r"\1", word)[:MAX_PART_LENGTH]


def parts(text: str) -> tuple[str, ...]:
    """Return the search keys under which a name can be found: each word, and a double name written as one."""
    found = [key(word) for word in words(text)][:MAX_PARTS]
    if len(found) > 1:
        found.append(key("".join(words(text))))
    return tuple(dict.fromkeys(found))


def search_parts(names: Iterable[str], street: str = "", town: str = "") -> dict[str, str]:
    """Return every key a person is found by, with its kind: `n` for names, `a` for the address."""
    found = {part: "n" for name in names for part in parts(name)}
    for word in (*words(street), *words(town)):
        if len(word) > 2:
            found.setdefault(key(word), "a")
    if street:
        found.setdefault(street_key(street)[:MAX_PART_LENGTH], "a")
    return found


def street_key(street: str) -> str:
    """Return street and number in one spelling: Hauptstr. 5a and Haupt-Straße 5 A meet."""
    return key("".join(words(street)).replace("strasse", "str"))


def plain(text: str) -> str:
    """Return the words of a name without particles and titles, joined by a blank, for comparing two names."""
    all_words = words(text)
    kept = [word for word in all_words if word not in PARTICLES and word not in TITLES]
    return " ".join(key(word) for word in (kept or all_words))


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """Return the Cologne key of one word, empty where the letters have no German sound."""
    latin = "".join(c for c in fold(word) if "a" <= c <= "z")
    if not latin:
        return ""
    coded = "".join(code for _, code in cologne_phonetics.encode(latin))
    return coded[:20]
