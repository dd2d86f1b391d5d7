import pytest

from lotse.accounts.rules import Role
from lotse.clients.actions import persons, warnings
from lotse.clients.queries.search import find_persons
from lotse.clients.rules.warnings import WarningKind
from tests.factories.accounts import make_user
from tests.factories.clients import NOW, TODAY, make_person

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def people(app):
    make_person("Özdemir", "Aylin", "14.03.1988", phone="0171 5550123", street="Hauptstraße 5", town="Musterstadt")
    make_person("Özdemir", "Hasan", "02.11.1961")
    make_person("Meier", "Hans", "01.01.1950", street="Am Alten Markt 3 A")
    make_person("Mayr", "Johann", "02.01.1951")
    make_person("Ceylan", "Ali", "02.02.1990")
    make_person("Müller-Lüdenscheidt", "Eva", "03.03.1970", former_name="Kowalski")
    make_person("Іваненко", "Олена", "03.05.1980")
    make_person("O'Neil", "Pat", "")
    return make_user(Role.FRONT_DESK)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("özd", "Özdemir, Aylin"),
        ("OEZDEMIR A", "Özdemir, Aylin"),
        ("aylin ozde", "Özdemir, Aylin"),
        ("14.3.88", "Özdemir, Aylin"),
        ("140388", "Özdemir, Aylin"),
        ("1988-03-14", "Özdemir, Aylin"),
        ("özdemir 14.3.88", "Özdemir, Aylin"),
        ("0171/555", "Özdemir, Aylin"),
        ("+49 171 5550123", "Özdemir, Aylin"),
        ("hauptstr", "Özdemir, Aylin"),
        ("Hauptstraße 5", "Özdemir, Aylin"),
        ("haupt-str. 5", "Özdemir, Aylin"),
        ("Özdemir Hauptstr 5", "Özdemir, Aylin"),
        ("Am alten Markt 3a", "Meier, Hans"),
        ("Meyer Hans", "Meier, Hans"),
        ("dschejlan", "Ceylan, Ali"),
        ("lüdensch", "Müller-Lüdenscheidt, Eva"),
        ("muellerlued", "Müller-Lüdenscheidt, Eva"),
        ("kowal", "Müller-Lüdenscheidt, Eva"),
        ("ivan", "Іваненко, Олена"),
        ("ІВАН", "Іваненко, Олена"),
        ("oneil", "O'Neil, Pat"),
        ("O’Neil", "O'Neil, Pat"),
        ("özdemri ayl", "Özdemir, Aylin"),
    ],
)
def test_a_person_is_found_as_people_type(people, typed, found):
    assert find_persons(typed, people, NOW).persons[0].list_name == found


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("Kravchenko", "Krawtschenko KRAWTSCHENKO Krawczenko Kravčenko Кравченко Krawtschen kravch krawts"),
        ("Krawtschenko", "Kravchenko Kravčenko kravche Krawczenko"),
        ("Shevchenko", "Schewtschenko Szewczenko Ševčenko Schewtsch"),
        ("Tschaikowskij", "Tchaikovsky Čajkovskij Chaykovskiy"),
        ("Chruschtschow", "Khrushchev Chruščov Chruszczow"),
        ("Zelenskyi", "Selenskyj Selensky Зеленський"),
        ("Tsvetkova", "Zwetkowa Cvetkova Tzvetkova"),
        ("Zhukov", "Schukow Žukov"),
        ("Yevtushenko", "Jewtuschenko Evtušenko"),
        ("Jamal", "Dschamal Djamal Yamal"),
        ("Achmedow", "Akhmedov Ahmedov"),
        ("Hodžić", "Hodzic Hodschitsch"),
        ("Al-Khatib", "Chatib Alchatib al-hatib"),
    ],
)
def test_a_foreign_name_is_found_in_the_spelling_of_another_language(people, stored, typed):
    wanted = make_person(stored, "Vera", "01.01.1991")
    for spelling in typed.split():
        assert wanted.id in [row.id for row in find_persons(spelling, people, NOW).persons], spelling
        assert wanted.id in [row.id for row in find_persons(f"{spelling} ver", people, NOW).persons], spelling


def test_names_that_only_begin_alike_are_not_other_spellings(people):
    make_person("Koch", "Vera")
    make_person("Schulz", "Vera")
    for typed in ("krawtschenko", "schukow", "zuckmaier", "tschulik"):
        assert find_persons(typed, people, NOW).persons == [], typed


def test_phonetic_twins_follow_after_the_exact_hit(people):
    names = [row.list_name for row in find_persons("meier", people, NOW).persons]
    assert names == ["Meier, Hans", "Mayr, Johann"]


def test_a_record_number_finds_its_person(people):
    person = find_persons("ceylan", people, NOW).persons[0]
    assert find_persons(person.number, people, NOW).persons == [person]


@pytest.mark.parametrize(
    "typed",
    ["", " ", "%", "_", "'", '"', "--", "*", "a OR b", "x" * 10_000, "😀", "\\", "NEAR/2", "(", "1" * 40, "%_%"],
)
def test_signs_and_operators_find_nobody_and_break_nothing(people, typed):
    assert find_persons(typed, people, NOW).persons == []


def test_at_most_eight_are_shown(people):
    for number in range(12):
        make_person("Muster", f"Kind{number}")
    assert len(find_persons("muster", people, NOW).persons) == 8


def test_nobody_under_an_address_block_is_confirmed_to_exist(people):
    lead = make_user(Role.TEAM_LEAD)
    hidden = make_person("Versteckt", "Vera", "01.02.1990", phone="0171 5559999")
    warnings.warn(
        person=hidden, kind=WarningKind.ADDRESS_BLOCK, by=lead, today=TODAY, now=NOW, text="Bescheid liegt vor"
    )
    for typed in ("versteckt", "1.2.90", "0171 5559999", hidden.number, "verstekt"):
        assert hidden.id not in [row.id for row in find_persons(typed, people, NOW).persons], typed
        assert hidden.id in [row.id for row in find_persons(typed, lead, NOW).persons], typed


def test_whole_surnames_stand_before_whole_first_names_and_these_before_beginnings(people):
    for last, first in (("Ernst", "Zoe"), ("Adam", "Ernst"), ("Ernstmann", "Abel"), ("Ernst", "Anna")):
        make_person(last, first)
    names = [row.list_name for row in find_persons("ernst", people, NOW).persons]
    assert names[:4] == ["Ernst, Anna", "Ernst, Zoe", "Adam, Ernst", "Ernstmann, Abel"]


def test_spellings_of_one_umlaut_are_whole_words_alike(people):
    for last in ("Jägersen", "Jaeger", "Jäger"):
        make_person(last, "Kim")
    for typed in ("jäger", "jaeger", "JAGER"):
        names = [row.list_name for row in find_persons(typed, people, NOW).persons]
        assert (set(names[:2]), names[2]) == ({"Jaeger, Kim", "Jäger, Kim"}, "Jägersen, Kim")


def test_hidden_persons_do_not_take_the_place_of_those_who_may_be_seen(people):
    for number in range(70):
        make_person("Verborgen", f"A{number:02}").restricted = True
    make_person("Verborgen", "Zora")
    assert [row.list_name for row in find_persons("verb", people, NOW).persons] == ["Verborgen, Zora"]


def test_eight_in_the_usual_order_are_those_of_the_whole_search(people):
    for number in range(12):
        make_person("Berger", f"Anna{'abcdfghiklmn'[number]}", f"{number + 1:02}.05.1970")
        make_person("Berger", f"Bruno{number}")
    expected = [f"Berger, Anna{letter}" for letter in "abcdfghi"]
    assert [row.list_name for row in find_persons("berger anna", people, NOW).persons] == expected
    assert [row.list_name for row in find_persons("anna berger", people, NOW).persons] == expected
    assert find_persons("Berger, Annab", people, NOW).persons[0].list_name == "Berger, Annab"


def test_the_usual_order_hides_whom_the_account_may_not_see(people):
    for number in range(12):
        make_person("Berger", f"Anna{number:02}").restricted = number != 11
    assert [row.list_name for row in find_persons("berger anna", people, NOW).persons] == ["Berger, Anna11"]


def test_two_names_in_any_order_with_beginnings_of_both_find_the_person(people):
    for typed in ("müll lüdens", "LUEDENSCH mull", "eva kowal", "kowal mueller", "eva müllerlüd", "ludensch eva kow"):
        assert [row.list_name for row in find_persons(typed, people, NOW).persons] == ["Müller-Lüdenscheidt, Eva"], (
            typed
        )


def test_a_name_and_an_address_two_addresses_and_a_word_that_is_a_beginning_find_the_person(people):
    make_person("Peters", "Peter")
    for typed in ("özd haupt", "hauptstr aylin", "musterst hauptstr", "haupt aylin özd"):
        assert find_persons(typed, people, NOW).persons[0].list_name == "Özdemir, Aylin", typed
    for typed in ("peter peters", "pet pete", "mül müller"):
        assert find_persons(typed, people, NOW).persons, typed


def test_a_changed_name_is_found_and_the_old_one_is_not(people):
    person = make_person("Alterfeld", "Zita", "01.01.1980")
    persons.change_person(person=person, data=persons.PersonData("Neuerberg", "Zita"))
    assert [row.id for row in find_persons("zita neuer", people, NOW).persons] == [person.id]
    assert person.id not in [row.id for row in find_persons("zita alter", people, NOW).persons]


def test_pairs_of_names_hide_whom_the_account_may_not_see(people):
    hidden = make_person("Versteckt", "Vera", "01.02.1990", former_name="Sichtbar")
    hidden.restricted = True
    for typed in ("vera verst", "sichtbar vera", "vers sicht"):
        assert find_persons(typed, people, NOW).persons == [], typed


def test_one_of_very_many_of_a_surname_is_found_by_first_letters_or_birth_date(people):
    for number in range(150):
        make_person("Müller", f"{'ABDEFGHIJK'[number % 10]}{'aeiou'[number % 5]}n Nr{number}", "01.01.1990")
    wanted = make_person("Müller", "Zacharias", "17.05.1969")
    for typed in (
        "müller z",
        "muller zach",
        "zacha müller",
        "müll zac",
        "Müller, Z",
        "müller 17.5.69",
        "17.05.1969 muel",
    ):
        assert find_persons(typed, people, NOW).persons[0].id == wanted.id, typed


def test_a_slip_in_one_of_two_words_still_finds_one_of_very_many_of_a_surname(people):
    for number in range(500):
        make_person("Müller", f"B{number:03}")
    wanted = make_person("Müller", "Zacharias")
    for typed in ("müller zahcarias", "zahcarias müller", "mülelr zachari"):
        assert wanted.id in [row.id for row in find_persons(typed, people, NOW).persons], typed
