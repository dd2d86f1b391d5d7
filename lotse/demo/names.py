"""Invented people: names as frequent as one meets them in a German county, put together at random."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random


@dataclass(frozen=True)
class NameGroup:
    """Names that occur together, the language that goes with them, and their share of the clients."""

    code: str
    language: str
    share: float
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]


def _read_groups() -> tuple[NameGroup, ...]:
    groups = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))["group"]
    lists = ("women", "men", "girls", "boys", "families")
    return tuple(NameGroup(**{**group, **{key: tuple(group[key].split()) for key in lists}}) for group in groups)


GROUPS = _read_groups()
GROUP_BY_CODE = {group.code: group for group in GROUPS}


def draw_group(random: Random) -> NameGroup:
    """Draw the group of a household by its share."""
    return random.choices(GROUPS, weights=[group.share for group in GROUPS])[0]


def draw_frequent(random: Random, names: tuple[str, ...]) -> str:
    """Draw a name; the first of a list is met most often, as in every telephone book."""
    weights = [1 / (rank + 4) for rank in range(len(names))]
    return random.choices(names, weights=weights)[0]


def draw_given_name(random: Random, group: NameGroup, gender: str, age: int) -> str:
    """Draw a given name that suits gender and age."""
    girl_or_boy = group.girls if gender == "w" else group.boys
    woman_or_man = group.women if gender == "w" else group.men
    return draw_frequent(random, girl_or_boy if age < 18 else woman_or_man)


def family_name_for(group: NameGroup, family: str, gender: str) -> str:
    """Inflect Slavic family names the way they are borne by women."""
    if gender != "w":
        return family
    if group.code == "pl" and family.endswith("ski"):
        return f"{family[:-1]}a"
    if group.code == "ru" and family.endswith("ow"):
        return f"{family}a"
    return family


def draw_phone(random: Random) -> str:
    """Invent a number that nobody has: 555 behind the area code, as in films."""
    area = random.choice(("0399", "03991", "03992", "0161", "0152", "0176"))
    return f"{area} 555-{random.randint(100, 9999):04}"


def mail_address(given: str, family: str) -> str:
    """Invent an address under a domain that can never exist."""
    letters = str.maketrans(
        {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ş": "s", "ç": "c", "ğ": "g", "ł": "l"}
    )
    plain = f"{given}.{family}".lower().translate(letters)
    return "".join(sign for sign in plain if sign.isascii() and (sign.isalnum() or sign in ".-")) + "@post.example"
