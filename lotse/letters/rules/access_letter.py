"""The letter that brings a partner without an account their link: our sign, a day, the link; no person, no topic."""

from dataclasses import dataclass, replace
from datetime import date

from lotse.foundation.dates_in_words import long_date
from lotse.letters.rules.parties import PartnerLetter


@dataclass(frozen=True, kw_only=True)
class AccessLetter(PartnerLetter):
    """Where to answer on the net; the PIN reaches the partner on another way."""

    valid_until: date
    address: str

    @property
    def subject(self) -> str:
        """The line in bold."""
        return f"Ihre Antwort zu unserem Zeichen {self.our_sign}"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text around the link."""
        return (
            f"zum Vorgang mit unserem Zeichen {self.our_sign} bitten wir Sie um Antwort bis zum "
            f"{long_date(self.respond_by)}. Sie können im Netz antworten, ohne Anmeldung und auch mit dem Handy.",
        )

    @property
    def pin_words(self) -> str:
        """How the PIN comes, and until when the link opens."""
        return (
            "Die Seite fragt nach einer PIN. Sie steht nicht in diesem Brief: Wir nennen sie Ihnen auf einem anderen "
            f"Weg, am besten am Telefon ({self.clerk.phone or self.office.phone}). "
            f"Der Link gilt bis zum {long_date(self.valid_until)}."
        )

    @property
    def to_keep(self) -> "AccessLetter":
        """The same letter without the link, which nobody may read out of our records."""
        return replace(self, address="")
