import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotse.clients.rules.names import key, words
from lotse.clients.rules.spellings import distance, spelling


def keyed(name):
    return key(words(name)[0])


@pytest.mark.parametrize(
    "names",
    [
        "Krawtschenko Kravchenko Krawczenko Kravčenko Кравченко",
        "Schewtschenko Shevchenko Szewczenko Ševčenko Шевченко",
        "Tschaikowskij Tchaikovsky Čajkovskij Chaykovskiy",
        "Schukow Zhukov Žukov Жуков",
        "Selenskyj Zelenskyy Зеленський",
        "Zwetkow Tsvetkov Tzvetkov",
        "Iwanow Ivanov Ivanoff",
        "Dschamal Jamal Djamal",
        "Chalid Khalid Halid",
        "Machmud Makhmoud",
        "Jussuf Yusuf",
    ],
)
def test_ways_of_writing_one_name_have_one_spelling(names):
    assert len({spelling(keyed(name)) for name in names.split()}) == 1


@pytest.mark.parametrize(
    "names", ["Koch Schoch", "Wagner Wegener", "Kravchenko Krawczyk", "Yılmaz Yıldız", "Becker Bäcker", "Hansen Jansen"]
)
def test_different_names_keep_different_spellings(names):
    one, other = names.split()
    assert spelling(keyed(one)) != spelling(keyed(other))


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_spelling_is_never_longer_than_two_letters_for_one_and_the_distance_is_symmetric(one, other):
    assert len(spelling(one)) <= 2 * len(one)
    assert distance(one, other) == distance(other, one)
    assert distance(one, one) == 0
