"""Short codes for paper: nine random characters and a check character that exposes every typing slip.

The alphabet leaves out I, L, O and U, so that nothing printed can be misread. The check character is a weighted sum in
the field of 32 elements with a different weight at each place: it exposes every single wrong character and every pair
of swapped ones, wherever they stand.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
MISREAD = str.maketrans("OIL", "011", " -\t.")


def make_code() -> str:
    """Return a new code nobody can guess the next one from."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return drawn + _check_character(drawn)


def read_code(typed: str) -> str | None:
    """Return the code that was meant, or None if there is a slip in it."""
    code = typed.upper().translate(MISREAD)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET) or _check_character(code[:-1]) != code[-1]:
        return None
    return code


def in_groups(code: str) -> str:
    """Return the code as it is printed, in two groups of five."""
    return f"{code[:5]}-{code[5:]}"


def _check_character(drawn: str) -> str:
    total = 0
    for character in drawn:
        total = _double(total ^ ALPHABET.index(character))
    return ALPHABET[total]


def _double(value: int) -> int:
    """Multiply by x in GF(32) over x^5 + x^2 + 1, whose powers of x run through all 31 elements."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value
