"""Three hundred invented people in households, with languages, phones, warnings and relations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lotse.clients.actions import households as household_actions
from lotse.clients.actions import warnings
from lotse.clients.actions.persons import PersonData, PhoneData, create_person
from lotse.clients.rules.birthdates import BirthDate, Precision
from lotse.clients.rules.households import RelationKind, Role
from lotse.clients.rules.warnings import WarningKind
from lotse.demo.calendar import Clock
from lotse.demo.municipalities import MUNICIPALITIES
from lotse.demo.names import NameGroup, draw_frequent, draw_given_name, draw_group, draw_phone, family_name_for
from lotse.demo.names import mail_address as mail

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.clients.models import Household, Person

PEOPLE = 290
LANGUAGES = {
    "de": "Deutsch", "tr": "Türkisch", "ar": "Arabisch", "uk": "Ukrainisch", "pl": "Polnisch", "ru": "Russisch",
    "ro": "Rumänisch", "fa": "Dari", "sq": "Albanisch", "ti": "Tigrinya",
}  # fmt: skip
STREETS = (
    "Ahornweg", "Am Bahndamm", "Bachstraße", "Birkenallee", "Dorfstraße", "Eichenweg", "Feldstraße", "Gartenstraße",
    "Goethestraße", "Hauptstraße", "Im Winkel", "Kastanienweg", "Kirchstraße", "Lindenstraße", "Mühlweg",
    "Ringstraße", "Rosenweg", "Schulstraße", "Siedlerweg", "Talstraße", "Uferstraße", "Wiesengrund", "Ziegeleiweg",
)  # fmt: skip
KINDS = {"single": 26, "young": 10, "elderly": 16, "couple": 8, "single_parent": 20, "family": 20}


@dataclass
class Home:
    """A household with its people, oldest first, and what kind of life it leads."""

    household: Household
    kind: str
    group: NameGroup
    adults: list[Person] = field(default_factory=list)
    children: list[Person] = field(default_factory=list)

    @property
    def head(self) -> Person:
        """The person whom the office mostly talks to."""
        return self.adults[0]

    def fits(self, kinds: str) -> bool:
        """Tell whether a story can happen here."""
        wanted = kinds.split()
        return "any" in wanted or self.kind in wanted or ("migrant" in wanted and self.group.code != "de")


def create(*, time: Clock, by: User) -> list[Home]:
    """Create households until the office knows about three hundred people."""
    homes: list[Home] = []
    while sum(len(home.adults) + len(home.children) for home in homes) < PEOPLE:
        kind = time.random.choices(list(KINDS), weights=list(KINDS.values()))[0]
        homes.append(make_home(kind, draw_group(time.random), time, by))
    _warn(homes, time, by)
    return homes


def make_home(kind: str, group: NameGroup, time: Clock, by: User, surname: str = "") -> Home:
    """Create one household of a kind."""
    random, family = time.random, surname or draw_frequent(time.random, group.families)
    town = random.choices(MUNICIPALITIES, weights=[town.population for town in MUNICIPALITIES])[0]
    place = {
        "street": f"{random.choice(STREETS)} {random.randint(1, 90)}{random.choice(('', '', '', ' a', ' b'))}",
        "postcode": town.postcode, "town": town.name, "municipality_key": town.key,
    }  # fmt: skip
    known_since = time.today - timedelta(days=random.randint(200, 560))
    age = {"young": (18, 24), "elderly": (67, 88), "single": (25, 63), "couple": (58, 80)}.get(kind, (24, 46))
    gender = "w" if random.random() < (0.86 if kind == "single_parent" else 0.55) else "m"
    head = _person(group, family, gender, random.randint(*age), place, known_since, time, by)
    household = household_actions.found_household(head=head, joined_on=known_since, now=time.at(known_since))
    household.name, household.kind = f"Haushalt {family}", kind
    home = Home(household, kind, group, [head])
    if kind in ("couple", "family") or (kind == "elderly" and random.random() < 0.3):
        other = "m" if gender == "w" else "w"
        partner_age = max(18, age_of(head, time) + random.randint(-6, 6))
        partner = _person(group, family, other, partner_age, place, known_since, time, by)
        home.adults.append(partner)
        _join(home, partner, Role.PARTNER, known_since, time)
    if kind in ("family", "single_parent"):
        _children(home, family, place, known_since, time, by)
    return home


def _children(home: Home, family: str, place: dict[str, str], since: date, time: Clock, by: User) -> None:
    youngest_parent = min(age_of(adult, time) for adult in home.adults)
    for _ in range(time.random.choice((1, 1, 2, 2, 2, 3, 4) if home.kind == "family" else (1, 1, 2, 2, 3))):
        age = time.random.randint(0, max(1, min(16, youngest_parent - 19)))
        gender = time.random.choice(("w", "m"))
        child = _person(home.group, family, gender, age, place, since, time, by)
        home.children.append(child)
        _join(home, child, Role.CHILD, max(since, child.birth_date or since), time)
        for adult in home.adults:
            household_actions.relate(person=child, other=adult, kind=RelationKind.CUSTODIAN)


def _person(
    group: NameGroup, family: str, gender: str, age: int, place: dict[str, str], since: date, time: Clock, by: User
) -> Person:
    random = time.random
    given = draw_given_name(random, group, gender, age)
    born = time.today - timedelta(days=int(age * 365.25) + random.randint(1, 364))
    speaks_german = group.code == "de" or random.random() < 0.35
    language = "Deutsch" if group.code == "de" else LANGUAGES[group.code]
    phones = [PhoneData(draw_phone(random), "mobil", True, random.random() < 0.6)] if age > 14 else []
    rough = age > 30 and group.code in ("ti", "fa") and random.random() < 0.4
    person = create_person(
        data=PersonData(
            last_name=family_name_for(group, family, gender),
            first_name=given,
            born=BirthDate(date(born.year, 1, 1), Precision.YEAR) if rough else BirthDate(born, Precision.DAY),
            sex=gender,
            salutation=("Frau" if gender == "w" else "Herr") if age > 17 else "",
            language=language,
            interpreter="" if speaks_german or age < 14 else "phone",
            email=mail(given, family) if age > 16 and random.random() < 0.4 else "",
            phones=phones,
            **place,
        ),
        by=by,
        now=time.at(since),
    )
    if random.random() < 0.8:
        person.notice_given_on, person.notice_edition = since, "2026-07"
    return person


def _join(home: Home, person: Person, role: Role, since: date, time: Clock) -> None:
    household_actions.add_member(household=home.household, person=person, role=role, joined_on=since, today=time.today)


def age_of(person: Person, time: Clock) -> int:
    """Return the age in years, or that of an adult when no birth date is known."""
    return (time.today - person.birth_date).days // 365 if person.birth_date else 40


def _warn(homes: list[Home], time: Clock, by: User) -> None:
    """Give some people what must not be missed: an address block, a danger, interpreters, plain hints."""
    adults = [home.head for home in homes]
    blocked = [home for home in homes if home.kind == "single_parent"][3]
    warnings.warn(
        person=blocked.head, kind=WarningKind.ADDRESS_BLOCK, by=by, today=time.workday_ago(70), now=time.now,
        text="Anordnung der Meldebehörde liegt vor", person_informed=True, named=[by],
    )  # fmt: skip
    warnings.warn(
        person=adults[17], kind=WarningKind.DANGER, by=by, today=time.workday_ago(20), now=time.now,
        text="Gespräche nur zu zweit, nicht am offenen Tresen", person_informed=True,
    )  # fmt: skip
    for person in [adult for adult in adults if adult.interpreter][:6]:
        warnings.warn(person=person, kind=WarningKind.INTERPRETER_ONLY, by=by, today=time.workday_ago(90), now=time.now)
    for person, text in zip(adults[30:34], _HINTS, strict=False):
        warnings.warn(person=person, kind=WarningKind.CARE, by=by, today=time.workday_ago(30), now=time.now, text=text)


_HINTS = (
    "Hört schlecht, bitte langsam und zugewandt sprechen",
    "Kann nicht lesen, Schreiben vorlesen",
    "Kommt mit Rollstuhl, Termin im Erdgeschoss",
    "Ruft oft zurück, Anrufbeantworter nicht besprechen",
)
