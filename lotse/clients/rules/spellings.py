"""One spelling for the many ways of writing a foreign name in Latin letters: Krawtschenko is Kravchenko.

German writes the sounds of other languages by ear (tsch, sch, w, dsch), English and most passports otherwise
(ch, sh, v, j), Polish and the spellings with marks otherwise again (cz, sz, č, š). All of them are brought to one
letter for one sound; what letters leave open (z is s or ts, ch is the sound of "ach" or of "Tschechien") falls
together. The result only serves to meet other results and is never shown.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

# A group of letters and the letter it is brought to; at one place the group that stands first wins.
_GROUPS = {
    "dsch": "i", "tsch": "c", "sch": "s", "tch": "c", "tsh": "c", "dzh": "i", "dsh": "i",
    "ch": "c", "cz": "c", "kh": "c", "ck": "k", "sh": "s", "sz": "s", "zh": "s", "ts": "s", "tz": "s", "dz": "i",
    "gh": "g", "ph": "f", "th": "t", "dh": "d", "ou": "u", "oo": "u", "ee": "i", "qu": "kf",
    "j": "i", "y": "i", "v": "f", "w": "f", "z": "s", "q": "k", "x": "ks",
}  # fmt: skip
_GROUP = re.compile("|".join(_GROUPS))
_TWICE = re.compile(r"(.)\1+")
_BEGINNINGS = ((re.compile("^dj"), "i"), (re.compile("^(?:ie|je|ye)"), "e"), (re.compile("^h"), "c"))


@lru_cache(maxsize=16384)
def spelling(word: str) -> str:
    """Return the one spelling of a search key; equal for what are ways of writing one name."""
    for beginning, letter in _BEGINNINGS:
        word = beginning.sub(letter, word)
    return _TWICE.sub(r"\1", _GROUP.sub(lambda group: _GROUPS[group[0]], word))


def distance(one: str, other: str) -> int:
    """Return how many slips lie between two search keys, read as written or in their one spelling."""
    return min(OSA.distance(one, other), OSA.distance(spelling(one), spelling(other)))
