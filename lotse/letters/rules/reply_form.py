"""The form a partner sends back: tick boxes, a code that is safe to type, nothing the consent does not cover."""

from dataclasses import dataclass
from datetime import date

from lotse.foundation.check_code import in_groups, read_code
from lotse.letters.rules.parties import Office
from lotse.referrals.rules.reasons import DECLINE

RESULTS = (
    ("granted", "bewilligt oder begonnen"),
    ("refused", "abgelehnt"),
    ("application_missing", "Antrag fehlt"),
    ("papers_missing", "Unterlagen fehlen"),
    ("did_not_come", "nicht erschienen"),
)
DECLINE_REASONS = tuple(reason.label.removesuffix(" nicht gedeckt") for reason in DECLINE)
"""The same reasons as on the partner's page and at the desk that enters the sheet, in the same order; each on one line,
because only the first line of a label names its box to a screen reader."""


@dataclass(frozen=True, kw_only=True)
class ReplyForm:
    """What the partner sees; the person appears by our sign only, so that a stray fax tells nothing."""

    office: Office
    our_sign: str
    service: str
    sent_on: date
    respond_by: date
    code: str
    recipient: str
    by_phone: str = ""
    by_fax: str = ""

    def __post_init__(self) -> None:
        if read_code(self.code) != self.code:
            raise ValueError("Der Code des Rückmeldebogens ist unvollständig.")

    @property
    def printed_code(self) -> str:
        """The code in two groups."""
        return in_groups(self.code)

    @property
    def ways_back(self) -> tuple[tuple[str, str], ...]:
        """How the answer can come back, the quickest first."""
        ways = (
            ("Telefon", self.by_phone or self.office.phone),
            ("Fax", self.by_fax),
            ("Post", f"{self.office.name}, {self.office.street}, {self.office.town}"),
        )
        return tuple((way, where) for way, where in ways if where)
