"""Phone numbers in any spelling: checked, stored in one form, found by their beginning."""

import re
from dataclasses import dataclass

MOST_DIGITS = 15  # ITU-T E.164
_ALLOWED = re.compile(r"^[+\d\s()/.\-–]+$")


class PhoneUnreadable(ValueError):
    """The text is no phone number; the message can be shown at the field."""


@dataclass(frozen=True)
class Phone:
    """A phone number: as shown, and the digits by which it is found."""

    shown: str
    digits: str


def read_phone(text: str, region: str = "DE") -> Phone:
    """Return the number in one form; raise PhoneUnreadable with a German sentence."""
    import phonenumbers  # numbering plans of the whole world: the start of the server need not wait for them

    given = text.strip()
    if not given or not _ALLOWED.match(given):
        raise PhoneUnreadable("Bitte nur Ziffern, Leerzeichen, Schrägstrich, Klammern und + verwenden.")
    count = sum(c.isdigit() for c in given)
    if count > MOST_DIGITS + 2:
        raise PhoneUnreadable(f"Eine Telefonnummer hat höchstens {MOST_DIGITS} Ziffern.")
    if count < 5:
        raise PhoneUnreadable("Diese Telefonnummer ist zu kurz. Bitte mit Vorwahl eingeben.")
    try:
        number = phonenumbers.parse(given, region)
    except phonenumbers.NumberParseException:
        raise PhoneUnreadable("Diese Telefonnummer ist nicht lesbar. Bitte mit Vorwahl eingeben.") from None
    # Only the length is judged: new number ranges must not keep a caller from being written down.
    if not phonenumbers.is_possible_number(number):
        raise PhoneUnreadable("Diese Telefonnummer ist zu kurz oder zu lang. Bitte mit Vorwahl eingeben.")
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    at_home = number.country_code == 49
    style = phonenumbers.PhoneNumberFormat.NATIONAL if at_home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    shown = phonenumbers.format_number(number, style)
    if at_home and not shown.startswith("0"):  # ranges the library does not know come back without the trunk zero
        shown = f"0{shown}"
    return Phone(shown, search_digits(e164))


def search_digits(text: str) -> str:
    """Return the beginning of the number as stored (E.164 without plus); works for numbers half typed."""
    given = text.strip()
    digits = "".join(c for c in given if "0" <= c <= "9")
    if given.startswith("+"):
        return _home(digits)
    if digits.startswith("00"):
        return _home(digits[2:])
    return "49" + digits.removeprefix("0")


def _home(digits: str) -> str:
    """+49 (0)171 means +49 171."""
    return "49" + digits[2:].lstrip("0") if digits.startswith("49") else digits


def looks_like_phone(text: str) -> bool:
    """Whether a search text is rather a phone number than anything else."""
    given = text.strip()
    return bool(_ALLOWED.match(given)) and sum(c.isdigit() for c in given) >= 4
