import pytest

from lotse.clients.rules import names


@pytest.mark.parametrize("spelling", ["Özdemir", "Oezdemir", "Ozdemir", "ÖZDEMIR", "özdemir", "O\u0308zdemir"])
def test_all_usual_spellings_of_an_umlaut_share_one_search_key(spelling):
    assert names.parts(spelling) == ("ozdemir",)


def test_fold_knows_letters_that_unicode_does_not_take_apart():
    assert names.fold("Łukasz Yılmaz Straße Đorđević İnci Søren") == "lukasz yilmaz strasse dordevic inci soeren"


def test_cyrillic_names_are_found_in_latin_and_in_cyrillic_letters():
    assert names.parts("Іваненко") == names.parts("Ivanenko") == ("ivanenko",)


def test_arabic_names_stay_searchable_with_and_without_vowel_signs():
    assert names.parts("مُحَمَّد") == names.parts("محمد")
    assert names.parts("أحمد") == names.parts("احمد")


def test_double_names_are_found_by_each_part_and_as_one_word():
    assert names.parts("Müller-Lüdenscheidt") == ("muller", "ludenscheidt", "mullerludenscheidt")


def test_an_apostrophe_does_not_split_a_name():
    assert names.parts("O'Neil") == names.parts("O’Neil") == names.parts("oneil")


@pytest.mark.parametrize("text", ["", " ", "%", "_", "\"'", "--", "*", "()", "😀", ";"])
def test_signs_alone_make_no_part(text):
    assert names.parts(text) == ()


def test_the_key_of_a_beginning_is_the_beginning_of_the_key():
    for name in ("Müller", "Bauer", "Michael", "Jäger", "Straßer", "Schröder"):
        for length in range(1, len(name) + 1):
            typed, whole = names.key(names.fold(name[:length])), names.key(names.fold(name))
            assert whole.startswith(typed), (name, length)


def test_ten_thousand_letters_are_cut_not_refused():
    assert [len(part) for part in names.parts("x" * 10_000)] == [names.MAX_PART_LENGTH]
    assert len(names.parts("ab " * 5000)) <= names.MAX_PARTS + 1


@pytest.mark.parametrize(("one", "other"), [("Meier", "Mayr"), ("Ceylan", "Dschejlan"), ("Müller", "Miller")])
def test_phonetic_twins_sound_alike(one, other):
    assert names.sound(one) == names.sound(other)


def test_particles_and_titles_do_not_count_when_names_are_compared():
    assert names.plain("Dr. von der Leyen") == "leyen"
    assert names.plain("von") == "von"
