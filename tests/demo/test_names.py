"""Invented names: believable in frequency, unmistakably nobody's."""

from collections import Counter
from random import Random

from lotse.demo.names import GROUPS, draw_frequent, draw_group, draw_phone, family_name_for, mail_address


def test_shares_of_the_groups_add_up_to_one():
    assert round(sum(group.share for group in GROUPS), 6) == 1


def test_the_same_seed_draws_the_same_people():
    assert [draw_group(Random(5)).code for _ in range(3)] == [draw_group(Random(5)).code for _ in range(3)]


def test_frequent_family_names_come_first():
    random = Random(1)
    counted = Counter(draw_frequent(random, GROUPS[0].families) for _ in range(5000))
    assert counted["Müller"] > 3 * counted["Pfeiffer"] > 0


def test_phones_and_mail_can_never_reach_anybody():
    assert " 555-" in draw_phone(Random(2))
    assert mail_address("Ayşe", "Öztürk") == "ayse.oeztuerk@post.example"


def test_women_bear_slavic_names_in_their_form():
    by_code = {group.code: group for group in GROUPS}
    assert family_name_for(by_code["pl"], "Kowalski", "w") == "Kowalska"
    assert family_name_for(by_code["ru"], "Petrow", "m") == "Petrow"
