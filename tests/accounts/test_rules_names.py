"""How a colleague's name is shortened for the app bar."""

from __future__ import annotations

import pytest

from lotse.accounts.rules import initials


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Mira Kranich", "MK"),
        ("Dr. Imke Thorwald", "IT"),
        ("Ole Steinbrück-Fuhr", "OS"),
        ("Çiğdem", "Ç"),
        ("Prof. Dr. Anna Maria Öz", "AÖ"),
    ],
)
def test_initials_leave_titles_out_and_take_the_first_of_two_surnames(name: str, letters: str) -> None:
    assert initials(name) == letters
