import pytest

from lotse.clients.rules.phones import PhoneUnreadable, looks_like_phone, read_phone, search_digits


@pytest.mark.parametrize(
    "text", ["0171 5550123", "0171/555 01 23", "+49 171 5550123", "0049 171 5550123", "+49 (0)171 5550123"]
)
def test_all_spellings_of_a_number_become_one(text):
    phone = read_phone(text)
    assert phone.digits == "491715550123"


def test_foreign_numbers_keep_their_country():
    assert read_phone("+90 532 555 01 23").digits == search_digits("0090 532 555") + "0123"


@pytest.mark.parametrize("text", ["1" * 40, "abc", "", "12", "+", "0171 555 0123 😀", "'; drop", "%_"])
def test_what_is_no_number_is_refused_with_a_sentence(text):
    with pytest.raises(PhoneUnreadable, match=r"\."):
        read_phone(text)


@pytest.mark.parametrize("typed", ["0171", "0171/55", "+49171555", "0049 171 5", "171 555"])
def test_a_number_half_typed_is_the_beginning_of_the_whole(typed):
    assert read_phone("0171 5550123").digits.startswith(search_digits(typed))


@pytest.mark.parametrize("text", ["0152 555-3038", "03992 555-0101", "0171 5550123"])
def test_a_number_at_home_is_shown_with_its_zero(text):
    assert read_phone(text).shown.startswith("0")


def test_a_name_does_not_look_like_a_number():
    assert not looks_like_phone("Özdemir")
    assert looks_like_phone("0171-555")
