"""A reminder to a partner who has not answered. It names no person and no topic."""

from dataclasses import dataclass
from datetime import date

from lotse.foundation.dates_in_words import long_date
from lotse.letters.rules.parties import PartnerLetter


@dataclass(frozen=True, kw_only=True)
class PartnerReminder(PartnerLetter):
    """Our sign, the day we wrote, the day we ask for; `number` counts the reminders."""

    first_sent_on: date
    number: int = 1
    reply_address: str = ""

    @property
    def subject(self) -> str:
        """The line in bold."""
        ordinal = "Erinnerung" if self.number == 1 else f"{self.number}. Erinnerung"
        return f"{ordinal}: unser Schreiben vom {long_date(self.first_sent_on)}, Zeichen {self.our_sign}"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The text, without anything about the person concerned."""
        again = "noch keine Antwort" if self.number == 1 else "noch immer keine Antwort"
        return (
            f"am {long_date(self.first_sent_on)} haben wir Ihnen unter dem Zeichen {self.our_sign} geschrieben. "
            f"Dazu haben wir {again} von Ihnen.",
            f"Bitte geben Sie uns bis zum {long_date(self.respond_by)} kurz Bescheid, auch wenn Sie noch nicht "
            "entscheiden können. Ein Anruf genügt.",
            "Sollten Sie nicht zuständig sein, bitten wir um Weiterleitung und Nachricht.",
        )
