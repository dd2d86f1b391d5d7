"""How likely two records are one person: evidence added up in bits, never a hard AND.

What relatives share (surname, address, telephone) is capped, so that twins and fathers and sons stay apart;
what belongs to one person (first name, birth date) decides. Agreement in a rare name weighs more than in a common one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from math import log2

from rapidfuzz.distance import OSA, JaroWinkler

from lotse.clients.rules.birthdates import Precision, near_dates
from lotse.clients.rules.names import plain, sound, street_key
from lotse.clients.rules.nicknames import same_family
from lotse.clients.rules.spellings import spelling

# Share of persons who bear a (folded) surname or first name.
Commonness = Callable[[str], float]
UNKNOWN_SHARE = 0.0005
ASK_FROM = 21.0
SURE_FROM = 28.0
MOST_FROM_HOUSEHOLD = 16.0
SHOWN_AT_MOST = 5


@dataclass(frozen=True)
class Profile:
    """What is compared of a person; telephone numbers as digits, the country's first."""

    last: str
    first: str
    former: str = ""
    born: date | None = None
    precision: Precision = Precision.DAY
    phones: frozenset[str] = frozenset()
    street: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Likeness:
    """The evidence for one person in bits, and its reasons in words for the desk."""

    bits: float
    reasons: tuple[str, ...] = field(default=())

    @property
    def is_worth_asking(self) -> bool:
        """Whether the desk should be asked."""
        return self.bits >= ASK_FROM

    @property
    def is_nearly_sure(self) -> bool:
        """Whether hardly anything speaks against one person."""
        return self.bits >= SURE_FROM


def usual_share(_name: str) -> float:
    """Return the share of a name where no counts are at hand."""
    return UNKNOWN_SHARE


def compare(one: Profile, other: Profile, commonness: Commonness = usual_share) -> Likeness:
    """Return the evidence that two records are one person."""
    reasons: list[str] = []
    last, first = _names(one, other, commonness, reasons)
    birth = _birth(one, other, reasons)
    place = _address(one, other, reasons) + _phones(one, other, reasons)
    if last < 0 and first > 0 and place >= 4:
        last = -1.0
        reasons.append("anderer Nachname an derselben Adresse oder Nummer")
    household = min(last + place, MOST_FROM_HOUSEHOLD)
    return Likeness(round(first + birth + household, 1), tuple(reasons))


def best_matches(
    wanted: Profile, candidates: Iterable[tuple[int, Profile]], commonness: Commonness = usual_share
) -> list[tuple[int, Likeness]]:
    """Return the records worth asking about, likeliest first, at most five."""
    found = [(id_, likeness) for id_, other in candidates if (likeness := compare(wanted, other, commonness)).bits > 0]
    return sorted((hit for hit in found if hit[1].is_worth_asking), key=lambda hit: -hit[1].bits)[:SHOWN_AT_MOST]


def _names(one: Profile, other: Profile, commonness: Commonness, reasons: list[str]) -> tuple[float, float]:
    last, last_reason = _last(one, other, commonness)
    first, first_reason = _first(one.first, other.first, commonness)
    if last < 0 and first < 0:
        crossed_last, _ = _last(Profile(one.first, ""), Profile(other.last, ""), commonness)
        crossed_first, _ = _first(one.last, other.first, commonness)
        if crossed_last > 0 and crossed_first > 0:
            reasons.append("Vor- und Nachname vertauscht")
            return crossed_last - 1, crossed_first - 1
    reasons.extend(reason for reason in (last_reason, first_reason) if reason)
    return last, first


def _last(one: Profile, other: Profile, commonness: Commonness) -> tuple[float, str]:
    best = (-7.0, "")
    for mine, is_former in ((one.last, False), (one.former, True)):
        for theirs, is_theirs_former in ((other.last, False), (other.former, True)):
            if mine and theirs:
                bits, reason = _surname(plain(mine), plain(theirs), commonness)
                if bits > best[0]:
                    best = (bits, "früherer Name passt" if is_former or is_theirs_former else reason)
    return best


def _surname(mine: str, theirs: str, commonness: Commonness) -> tuple[float, str]:
    bits = min(_bits(mine, commonness), _bits(theirs, commonness), 10.0)
    if mine.replace(" ", "") == theirs.replace(" ", ""):
        return bits, "gleicher Nachname"
    mine_words, their_words = set(mine.split()), set(theirs.split())
    if shared := mine_words & their_words:
        return 0.8 * min(max(_bits(word, commonness) for word in shared), 10.0), "ein Teil des Nachnamens gleich"
    if _similar(mine, theirs):
        return 0.7 * bits, "ähnlicher Nachname"
    if any(_similar(m, t) for m in mine_words for t in their_words if min(len(m), len(t)) > 3):
        return 0.5 * bits, "ähnlicher Nachname"
    return -7.0, ""


def _first(mine: str, theirs: str, commonness: Commonness) -> tuple[float, str]:
    one, other = plain(mine), plain(theirs)
    if not one or not other:
        return 0.0, ""
    bits = min(_bits(one.split()[0], commonness), _bits(other.split()[0], commonness), 8.0)
    if one == other:
        return bits, "gleicher Vorname"
    ones, others = one.split(), other.split()
    if ones[0] == others[0] or one.replace(" ", "") == other.replace(" ", ""):
        return 0.9 * bits, "gleicher Rufname"
    if set(ones) & set(others):
        return 0.75 * bits, "ein Vorname gleich"
    best, reason = -13.0, ""
    for m in ones:
        for t in others:
            found = _first_word(m, t, bits, commonness)
            if found[0] > best:
                best, reason = found
    return best, reason


def _first_word(mine: str, theirs: str, bits: float, commonness: Commonness) -> tuple[float, str]:
    if mine == theirs:
        return 0.75 * bits, "ein Vorname gleich"
    if len(mine) == 1 or len(theirs) == 1:
        return (0.5, "gleicher Anfangsbuchstabe") if mine[0] == theirs[0] else (-10.0, "")
    if same_family(mine, theirs):
        return 0.7 * bits, "Kurz- oder Nebenform des Vornamens"
    if min(len(mine), len(theirs)) > 3 and (mine.startswith(theirs) or theirs.startswith(mine)):
        return 0.5 * bits, "abgekürzter Vorname"
    if _similar(mine, theirs):
        # Two names that both are in use are rather brother and sister than a slip of the pen.
        both_usual = commonness(mine) > 2e-4 and commonness(theirs) > 2e-4 and sound(mine) != sound(theirs)
        return (-9.0, "") if both_usual else (0.65 * bits, "ähnlicher Vorname")
    return -13.0, ""


def _birth(one: Profile, other: Profile, reasons: list[str]) -> float:
    if one.born is None or other.born is None:
        return 0.0
    if one.precision is not Precision.DAY or other.precision is not Precision.DAY:
        return _rough_birth(one, other, reasons)
    if one.born == other.born:
        reasons.append("gleiches Geburtsdatum")
        return 13.5
    if (one.born.day, one.born.month, one.born.year) == (other.born.month, other.born.day, other.born.year):
        reasons.append("Tag und Monat vertauscht")
        return 9.0
    if other.born in set(near_dates(one.born)):
        reasons.append("Geburtsdatum weicht um eine Ziffer ab")
        return 6.5
    if (one.born.day, one.born.month) == (other.born.day, other.born.month):
        return -2.0 if abs(one.born.year - other.born.year) < 12 else -7.0
    return -5.0 if one.born.year == other.born.year else -11.0


def _rough_birth(one: Profile, other: Profile, reasons: list[str]) -> float:
    assert one.born is not None
    assert other.born is not None
    apart = abs(one.born.year - other.born.year)
    if Precision.ESTIMATED in (one.precision, other.precision):
        if apart <= 3:
            reasons.append("ungefähres Alter passt")
            return 2.0
        return -3.0 if apart <= 6 else -9.0
    if apart:
        return -9.0
    months_known = Precision.YEAR not in (one.precision, other.precision)
    if months_known and one.born.month != other.born.month:
        return -5.0
    reasons.append("gleiches Geburtsjahr" if not months_known else "gleicher Geburtsmonat")
    return 8.5 if months_known else 5.0


def _address(one: Profile, other: Profile, reasons: list[str]) -> float:
    if not one.street or not other.street:
        return 1.0 if one.postcode and one.postcode == other.postcode else 0.0
    same_place = not one.postcode or not other.postcode or one.postcode == other.postcode
    mine, theirs = street_key(one.street), street_key(other.street)
    if same_place and mine == theirs:
        reasons.append("gleiche Adresse")
        return 6.0
    if same_place and OSA.distance(mine, theirs, score_cutoff=2) <= 2 and mine[:4] == theirs[:4]:
        return 3.0
    return -2.5


def _phones(one: Profile, other: Profile, reasons: list[str]) -> float:
    if not one.phones or not other.phones:
        return 0.0
    if one.phones & other.phones:
        reasons.append("gleiche Telefonnummer")
        return 6.0
    return -2.0


def _bits(name: str, commonness: Commonness) -> float:
    return -log2(max(commonness(name), 1e-5))


def _similar(one: str, other: str) -> bool:
    """Whether a slip of the pen, another language's spelling or another one of the sound can explain the difference."""
    longest = max(len(one), len(other))
    if min(len(one), len(other)) < 3:
        return False
    if spelling(one) == spelling(other):
        return True
    slips = 1 if longest < 7 else 2
    if OSA.distance(one, other, score_cutoff=slips) <= slips:
        return True
    if JaroWinkler.similarity(one, other) >= 0.93:
        return True
    return len(sound(one)) > 1 and sound(one) == sound(other) and JaroWinkler.similarity(one, other) > 0.6
