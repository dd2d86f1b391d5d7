"""Pairs of records with a known truth: one person written down twice with a fault, and strangers who look alike.

Shares no table with lotse.clients.rules: short names, slips and spellings below are its own.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bench.names import FIRST, LAST, ORIGIN_SHARES, ORIGINS, STREETS, cohort_of


@dataclass(frozen=True)
class Written:
    """A person as somebody wrote her down."""

    last: str
    first: str
    born: date | None
    street: str
    postcode: str
    phone: str
    former: str = ""
    precision: str = "day"
    origin: str = "german"
    sex: str = "w"


@dataclass(frozen=True)
class Pair:
    """Two records, whether they are one person, and what was done to them."""

    one: Written
    other: Written
    is_same: bool
    kind: str


SHORT = {
    "Alexander": ["Alex", "Sascha"], "Andreas": ["Andi", "Andy"], "Angelika": ["Geli"], "Barbara": ["Babsi"],
    "Benjamin": ["Ben", "Benny"], "Bernd": ["Bernhard"], "Christa": ["Christel", "Christine"], "Christian": ["Chris"],
    "Christina": ["Tina", "Chrissi"], "Daniel": ["Dani"], "Elisabeth": ["Lisa", "Liesbeth", "Else"], "Franziska": ["Franzi"],
    "Friedrich": ["Fritz"], "Gabriele": ["Gabi"], "Georg": ["Schorsch"], "Gerhard": ["Gerd"], "Günter": ["Günther"],
    "Hans": ["Johannes", "Johann"], "Heinrich": ["Heinz", "Heiner"], "Ilse": ["Elisabeth"], "Irmgard": ["Irmi"],
    "Johanna": ["Hanna"], "Josef": ["Sepp", "Jupp"], "Joachim": ["Achim", "Jochen"], "Johann": ["Hans", "Hannes"],
    "Katharina": ["Kathi", "Käthe", "Katja"], "Katrin": ["Kati"], "Klaus": ["Nikolaus"], "Manfred": ["Manni"],
    "Margarete": ["Grete", "Gretel"], "Maria": ["Mia", "Marie"], "Matthias": ["Matze", "Hias"], "Maximilian": ["Max"],
    "Michael": ["Micha", "Michi"], "Monika": ["Moni"], "Peter": ["Piet"], "Philipp": ["Phil"], "Renate": ["Reni"],
    "Rudolf": ["Rudi"], "Sabine": ["Bine"], "Sandra": ["Alexandra"], "Sebastian": ["Basti"], "Siegfried": ["Siggi"],
    "Stefan": ["Steffen"], "Stefanie": ["Steffi"], "Susanne": ["Susi", "Sanne"], "Theresa": ["Resi"], "Thomas": ["Tom"],
    "Tobias": ["Tobi"], "Ulrich": ["Uli"], "Ulrike": ["Ulli"], "Ursula": ["Uschi", "Ulla"], "Vanessa": ["Nessi"],
    "Waltraud": ["Traudel"], "Werner": ["Wernher"], "Wilhelm": ["Willi"], "Wolfgang": ["Wolf"], "Mehmet": ["Memo"],
    "Mohammed": ["Hamoudi"], "Krzysztof": ["Christoph"], "Oleksandr": ["Sascha"], "Natalia": ["Natascha"],
    "Tetiana": ["Tanja"], "Joanna": ["Asia"], "Katarzyna": ["Kasia"], "Agnieszka": ["Aga"], "Giuseppe": ["Beppe"],
}  # fmt: skip
SPELLED = [
    ("ei", "ai"), ("ai", "ay"), ("ei", "ey"), ("ie", "i"), ("th", "t"), ("ck", "k"), ("tz", "z"), ("ph", "f"), ("mm", "m"),
    ("nn", "n"), ("ss", "s"), ("ß", "s"), ("v", "w"), ("w", "v"), ("y", "i"), ("sch", "sh"), ("ş", "sch"), ("ç", "tsch"),
    ("j", "y"), ("c", "k"), ("dt", "t"), ("tt", "t"), ("ll", "l"), ("ks", "x"), ("kh", "ch"), ("ou", "u"), ("oe", "ö"), ("ğ", ""),
    ("ă", "a"), ("ć", "tsch"), ("ń", "n"), ("sz", "sch"), ("cz", "tsch"), ("ff", "f"), ("h", ""),
]  # fmt: skip
BARE = str.maketrans("äöüÄÖÜçğışÇĞİŞńłśćżźąęŁŚĆŻăâțéčžđ", "aouAOUcgisCGISnlsczzaeLSCZaatecZd"[:33])
CYRILLIC = dict(
    zip(
        "abvgdeziklmnoprstufhy",
        "абвгдезиклмнопрстуфхи",
        strict=True,
    )
)


def population(random_: random.Random, count: int) -> list[Written]:
    """Return invented persons who have nothing to do with each other."""
    people = []
    for number in range(count):
        origin = random_.choices(ORIGINS, ORIGIN_SHARES)[0]
        sex = random_.choice("wm")
        born = date(1935, 1, 1) + timedelta(days=random_.randrange(80 * 365))
        people.append(
            Written(
                last=LAST[origin].one(random_),
                first=FIRST[origin, sex, cohort_of(born.year)].one(random_),
                born=born,
                street=f"{random_.choice(STREETS)} {random_.randrange(1, 90)}",
                postcode=f"{random_.randrange(99901, 99960)}",
                phone=f"+49{random_.choice((151, 160, 170, 176))}555{number:06d}" if random_.random() < 0.7 else "",
                origin=origin,
                sex=sex,
            )
        )
    return people


def positives(random_: random.Random, people: list[Written], each: int) -> Iterator[Pair]:
    """Yield that many pairs of one person for each kind of fault."""
    for kind, spoil in FAULTS.items():
        done = 0
        while done < each:
            person = random_.choice(people)
            spoiled = spoil(random_, person)
            if spoiled is None or spoiled == person:
                continue
            yield Pair(person, _settle(random_, spoiled, kind), True, kind)
            done += 1


def negatives(random_: random.Random, people: list[Written], each: int) -> Iterator[Pair]:
    """Yield that many pairs of two persons for each kind of likeness."""
    for kind, alike in STRANGERS.items():
        done = 0
        while done < each:
            person = random_.choice(people)
            other = alike(random_, person)
            if other is not None and (other.first, other.born) != (person.first, person.born):
                yield Pair(person, other, False, kind)
                done += 1


def _settle(random_: random.Random, person: Written, kind: str) -> Written:
    """A record seldom carries everything the other does: telephone or address may be missing in the second one."""
    if kind in ("moved", "surname changed at same address", "birth date missing", "moved with new number"):
        return person
    draw = random_.random()
    if draw < 0.2:
        return replace(person, phone="")
    if draw < 0.35:
        return replace(person, street="", postcode="")
    return person


def _slip(random_: random.Random, name: str) -> str | None:
    if len(name) < 4:
        return None
    at = random_.randrange(1, len(name) - 1)
    letter = random_.choice("abdefghiklmnoprstu")
    return random_.choice(
        (
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
    )


def _spelled(random_: random.Random, name: str) -> str | None:
    low = name.lower()
    ways = [(one, other) for one, other in SPELLED if one in low[1:] or (one in low and len(one) > 1)]
    if not ways:
        return None
    one, other = random_.choice(ways)
    spelled = low.replace(one, other, 1)
    return spelled.capitalize() if len(spelled) > 2 and spelled != low else None


def _digit(random_: random.Random, born: date) -> date | None:
    digits = list(f"{born:%d%m%Y}")
    at = random_.choice((0, 1, 2, 3, 6, 7))
    digits[at] = random_.choice("0123456789".replace(digits[at], ""))
    text = "".join(digits)
    try:
        return date(int(text[4:]), int(text[2:4]), int(text[:2]))
    except ValueError:
        return None


def _wrong_digit(random_: random.Random, person: Written) -> Written | None:
    assert person.born
    born = _digit(random_, person.born)
    return replace(person, born=born) if born and born < date(2026, 11, 22) else None


def _swapped(_random: random.Random, person: Written) -> Written | None:
    assert person.born
    if person.born.day > 12 or person.born.day == person.born.month:
        return None
    return replace(person, born=date(person.born.year, person.born.day, person.born.month))


def _nickname(random_: random.Random, person: Written) -> Written | None:
    short = SHORT.get(person.first)
    return replace(person, first=random_.choice(short)) if short else None


def _changed_surname(random_: random.Random, person: Written) -> Written | None:
    return replace(person, last=LAST[random_.choice(ORIGINS)].one(random_))


def _moved(random_: random.Random, person: Written) -> Written | None:
    return replace(person, street=f"{random_.choice(STREETS)} {random_.randrange(1, 90)}", postcode="99970")


def _moved_new_number(random_: random.Random, person: Written) -> Written | None:
    moved = _moved(random_, person)
    return replace(moved, phone=f"+49152555{random_.randrange(10**6):06d}") if moved else None


def _umlaut(random_: random.Random, person: Written) -> Written | None:
    both = f"{person.last}|{person.first}"
    plain = random_.choice(
        (both.translate(BARE), both.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss"))
    )
    last, first = plain.split("|")
    return replace(person, last=last, first=first)


def _double_name(random_: random.Random, person: Written) -> Written | None:
    second = LAST["german"].one(random_)
    return replace(person, last=random_.choice((f"{person.last}-{second}", f"{second}-{person.last}")))


def _second_first(random_: random.Random, person: Written) -> Written | None:
    assert person.born
    second = FIRST[person.origin, person.sex, cohort_of(person.born.year)].one(random_)
    return replace(person, first=random_.choice((f"{person.first} {second}", f"{person.first}-{second}")))


def _cyrillic(_random: random.Random, person: Written) -> Written | None:
    letters = f"{person.last}|{person.first}".lower()
    if person.origin != "slavic" or any(c not in CYRILLIC and c != "|" for c in letters):
        return None
    last, first = "".join(CYRILLIC.get(c, c) for c in letters).split("|")
    return replace(person, last=last.capitalize(), first=first.capitalize())


def _street_spelled(_random: random.Random, person: Written) -> Written | None:
    return replace(person, street=person.street.replace("straße", "str.").replace("weg", "-Weg").upper(), born=None)


def _two_faults(random_: random.Random, person: Written) -> Written | None:
    first = _slip(random_, person.first)
    return _wrong_digit(random_, replace(person, first=first)) if first else None


def _with(field: str, change: Callable[[random.Random, str], str | None]) -> Callable[..., Written | None]:
    def spoil(random_: random.Random, person: Written) -> Written | None:
        changed = change(random_, getattr(person, field))
        return replace(person, **{field: changed}) if changed else None

    return spoil


FAULTS: dict[str, Callable[[random.Random, Written], Written | None]] = {
    "one wrong digit in birth date": _wrong_digit,
    "day and month swapped": _swapped,
    "slip in surname": _with("last", _slip),
    "slip in first name": _with("first", _slip),
    "surname by ear": _with("last", _spelled),
    "first name by ear": _with("first", _spelled),
    "umlauts and marks": _umlaut,
    "nickname": _nickname,
    "names swapped": lambda _, p: replace(p, last=p.first, first=p.last),
    "double name": _double_name,
    "second first name": _second_first,
    "surname changed at same address": _changed_surname,
    "moved": _moved,
    "moved with new number": _moved_new_number,
    "birth date missing": lambda _, p: replace(p, born=None),
    "birth year only": lambda _, p: replace(p, born=date(p.born.year, 1, 1) if p.born else None, precision="year"),
    "Cyrillic letters": _cyrillic,
    "street otherwise, no birth date": _street_spelled,
    "two faults": _two_faults,
}


def _twin(random_: random.Random, person: Written) -> Written | None:
    assert person.born
    sex = random_.choice("wm")
    return replace(person, first=FIRST[person.origin, sex, cohort_of(person.born.year)].one(random_), sex=sex)


def _father_son(random_: random.Random, person: Written) -> Written | None:
    assert person.born
    born = person.born - timedelta(days=random_.randrange(19 * 365, 42 * 365))
    first = (
        person.first if random_.random() < 0.5 else FIRST[person.origin, person.sex, cohort_of(born.year)].one(random_)
    )
    return replace(person, first=first, born=born)


def _name_and_year(random_: random.Random, person: Written) -> Written | None:
    assert person.born
    born = date(person.born.year, 1, 1) + timedelta(days=random_.randrange(365))
    moved = _moved_new_number(random_, replace(person, born=born))
    return moved and replace(moved, phone=moved.phone if person.phone else "")


def _sibling(random_: random.Random, person: Written) -> Written | None:
    assert person.born
    born = person.born + timedelta(days=random_.choice((-1, 1)) * random_.randrange(330, 6 * 365))
    return _twin(random_, replace(person, born=born))


def _name_and_town(random_: random.Random, person: Written) -> Written | None:
    born = date(1935, 1, 1) + timedelta(days=random_.randrange(80 * 365))
    return replace(
        person,
        born=born,
        street=f"{random_.choice(STREETS)} {random_.randrange(1, 90)}",
        phone=f"+49152555{random_.randrange(10**6):06d}",
    )


def _couple(random_: random.Random, person: Written) -> Written | None:
    assert person.born
    sex = "m" if person.sex == "w" else "w"
    born = person.born + timedelta(days=random_.randrange(-1500, 1500))
    return replace(person, first=FIRST[person.origin, sex, cohort_of(born.year)].one(random_), born=born, sex=sex)


STRANGERS: dict[str, Callable[[random.Random, Written], Written | None]] = {
    "twins": _twin,
    "father and son": _father_son,
    "same name and year": _name_and_year,
    "siblings": _sibling,
    "same name and town": _name_and_town,
    "couple": _couple,
}
