"""The office's own vocabulary: words of names that come close to what was typed."""

from __future__ import annotations

import sqlalchemy as sa
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from lotse.clients.models import NameWord
from lotse.clients.rules.names import sound
from lotse.foundation.prepared import Prepared

LAST = "\U0010ffff"
NEAR = 40
"""At most so many words are taken."""


def near_words(name: str, most: int = NEAR) -> list[str]:
    """Return words of the vocabulary that sound alike, differ by a slip, or begin so."""
    found: dict[str, int] = {}
    code = sound(name)
    if len(name) < 3:
        return [word for (word,) in _BEGINNING.rows(start=name, end=name + LAST)[:most]]
    if len(code) > 1:
        for (word,) in _SOUNDING.rows(code=code):
            distance = OSA.distance(name, word)
            if distance <= 0.6 * max(len(name), len(word)):
                found[word] = distance
    slips = 1 if len(name) < 6 else 2
    known = [word for start in {name[:1], name[1:2]} for (word,) in _BEGINNING.rows(start=start, end=start + LAST)]
    # The beginning of a longer word counts: the rest is not typed yet.
    for texts in (known, [word[: len(name)] for word in known]):
        for _, distance, place in extract(name, texts, scorer=OSA.distance, score_cutoff=slips, limit=None):
            found[known[place]] = min(distance, found.get(known[place], 9))
    return sorted(found, key=lambda word: (found[word], word))[:most]


_BEGINNING = Prepared(
    lambda: sa.select(NameWord.word).where(NameWord.word >= sa.bindparam("start"), NameWord.word < sa.bindparam("end"))
)
_SOUNDING = Prepared(lambda: sa.select(NameWord.word).where(NameWord.sound == sa.bindparam("code")).limit(200))
