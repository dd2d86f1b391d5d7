"""Who writes and who is written to."""

import textwrap
from dataclasses import dataclass
from datetime import date

ADDRESS_LINES = 6
NOTE_LINES = 4
LINE_WIDTH = 42


class AddressTooLongError(ValueError):
    """The address does not fit into the window of the envelope."""

    message = "Die Anschrift passt nicht in das Fenster des Umschlags. Bitte kürzen Sie sie auf sechs Zeilen."


@dataclass(frozen=True, kw_only=True)
class Office:
    """The office as it appears on everything it sends."""

    name: str
    tagline: str
    street: str
    town: str
    phone: str
    email: str
    hours: tuple[str, ...] = ()
    body: str = ""
    """The county or association the office belongs to; it stands alone on envelopes that must give nothing away."""
    data_protection_officer: str = ""
    complaint_office: str = ""
    is_benefit_authority: bool = True
    """A county decides on benefits itself, so a wish to apply counts from the day it was voiced here."""

    @property
    def return_line(self) -> str:
        """The line above the address, for the post to send it back."""
        return f"{self.name} · {self.street} · {self.town}"

    @property
    def neutral_return_line(self) -> str:
        """The same for envelopes that must not show that a social office writes."""
        return f"{self.body or self.town} · {self.street} · {self.town}"


@dataclass(frozen=True, kw_only=True)
class Clerk:
    """The person at the office who answers questions about a letter."""

    name: str
    role: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Name and address for the window, and how the letter begins."""

    lines: tuple[str, ...]
    salutation: str = "Guten Tag,"
    notes: tuple[str, ...] = ()
    sensitive: bool = False
    """Nobody may learn from the envelope who writes: an address block is in force."""

    def __post_init__(self) -> None:
        if not self.window_lines or len(self.window_lines) > ADDRESS_LINES or len(self.notes) > NOTE_LINES:
            raise AddressTooLongError(AddressTooLongError.message)

    @property
    def window_lines(self) -> tuple[str, ...]:
        """The lines as they will stand in the window: no blank ones, long ones broken."""
        filled = [line.strip() for line in self.lines if line and line.strip()]
        return tuple(part for line in filled for part in textwrap.wrap(line, LINE_WIDTH))


def address_people(salutation: str, full_name: str) -> str:
    """Open a letter the way the person has chosen: Frau, Herr, or neither."""
    family_name = full_name.split()[-1] if full_name.split() else ""
    match salutation:
        case "Frau":
            return f"Sehr geehrte Frau {family_name},"
        case "Herr":
            return f"Sehr geehrter Herr {family_name},"
        case _:
            return f"Guten Tag {full_name}," if full_name else "Guten Tag,"


@dataclass(frozen=True, kw_only=True)
class PartnerLetter:
    """What every letter to a receiver says: from whom to whom, under which sign, until when an answer is asked for."""

    office: Office
    clerk: Clerk
    recipient: Recipient
    our_sign: str
    sent_on: date
    respond_by: date
    your_sign: str = ""
    reply_code: str = ""
