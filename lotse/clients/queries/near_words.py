"""The office's own vocabulary: words of names that come close to what was typed."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from lotse.clients.models import NameWord
from lotse.clients.rules.names import sound
from lotse.clients.rules.spellings import distance, spelling
from lotse.foundation.prepared import Prepared

LAST = "\U0010ffff"
NEAR = 40
"""At most so many words are taken."""


def near_words(name: str, most: int = NEAR) -> list[str]:
    """Return words of the vocabulary that sound alike, are another spelling, differ by a slip, or begin so."""
    if len(name) < 3:
        return [word for word, _ in _BEGINNING.rows(start=name, end=name + LAST)[:most]]
    found = _sounding(name)
    spelled = spelling(name)
    known = {
        word: text for start in {name[:1], name[1:2]} for word, text in _BEGINNING.rows(start=start, end=start + LAST)
    }
    known |= _SPELLED.rows(start=spelled[:1], end=spelled[:1] + LAST)
    _take_slips(found, name, list(known), list(known))
    _take_slips(found, spelled, list(known.values()), list(known))
    return sorted(found, key=lambda word: (found[word], word))[:most]


def _sounding(name: str) -> dict[str, int]:
    code = sound(name)
    heard = _SOUNDING.rows(code=code) if len(code) > 1 else []
    apart = {word: distance(name, word) for (word,) in heard}
    return {word: slips for word, slips in apart.items() if slips <= 0.6 * max(len(name), len(word))}


def _take_slips(found: dict[str, int], typed: str, texts: Sequence[str], of: Sequence[str]) -> None:
    """Add the words whose text differs from the typed one by a slip, two in a long one, with the number of slips."""
    slips = 1 if len(typed) < 6 else 2
    # The beginning of a longer word counts: the rest is not typed yet.
    for near in (texts, [text[: len(typed)] for text in texts]):
        for _, apart, place in extract(typed, near, scorer=OSA.distance, score_cutoff=slips, limit=None):
            found[of[place]] = min(apart, found.get(of[place], apart))


def _beginning(column: sa.orm.InstrumentedAttribute[str]) -> sa.Select[str, str]:
    words = sa.select(NameWord.word, NameWord.spelling)
    return words.where(column >= sa.bindparam("start"), column < sa.bindparam("end"))


_BEGINNING = Prepared(lambda: _beginning(NameWord.word))
_SPELLED = Prepared(lambda: _beginning(NameWord.spelling))
_SOUNDING = Prepared(lambda: sa.select(NameWord.word).where(NameWord.sound == sa.bindparam("code")).limit(200))
