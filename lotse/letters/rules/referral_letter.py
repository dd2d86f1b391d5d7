"""The letter that hands a person over: one set of facts, a version for the office and one for the client."""

from dataclasses import dataclass, field
from datetime import date, time

from lotse.foundation.dates_in_words import clock_time, long_date, weekday_date
from lotse.letters.rules.parties import PartnerLetter


@dataclass(frozen=True, kw_only=True)
class Basis:
    """Why these data may leave: a consent with its day, or a law with the reason it applies."""

    consent_on: date | None = None
    law: str = ""
    because: str = ""

    def __post_init__(self) -> None:
        if self.consent_on is None and not self.law:
            raise ValueError("Ohne Einwilligung oder Rechtsgrundlage gibt es keinen Brief.")

    def sentence(self) -> str:
        """Name the basis as the last line of the letter does."""
        if self.law:
            reason = f", weil {self.because}" if self.because else ""
            return f"Diese Daten übermitteln wir auf Grundlage von {self.law}{reason}."
        assert self.consent_on is not None
        given = long_date(self.consent_on)
        return f"Diese Daten übermitteln wir mit Einwilligung vom {given} (Empfänger, Zweck und Umfang siehe dort)."


@dataclass(frozen=True, kw_only=True)
class Application:
    """Something that has been applied for, and the day that counts."""

    benefit: str
    filed_on: date
    at: str = ""
    orally: bool = False
    forwarded: bool = False


@dataclass(frozen=True, kw_only=True)
class KnownDeadline:
    """A last day the recipient must know of."""

    what: str
    last_day: date


@dataclass(frozen=True, kw_only=True)
class RunningHelp:
    """Another office at work, named only as far as the consent reaches."""

    what: str
    office: str
    state: str


@dataclass(frozen=True, kw_only=True)
class ReferralLetter(PartnerLetter):
    """Everything both versions need. Empty fields leave their paragraph out."""

    service: str
    client_salutation: str
    client_name: str
    why_you: str
    request: str
    basis: Basis
    client_born_on: date | None = None
    client_contact: tuple[str, ...] = ()
    discussed: tuple[str, ...] = ()
    wish: str = ""
    applications: tuple[Application, ...] = ()
    deadlines: tuple[KnownDeadline, ...] = ()
    running: tuple[RunningHelp, ...] = ()
    enclosed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    contact_wish: str = ""
    appointment_on: date | None = None
    appointment_at: time | None = None
    not_before: date | None = None
    not_before_reason: str = ""
    recipient_is_private: bool = False
    reply_address: str = ""
    reply_by_phone: str = ""
    extra_enclosures: tuple[str, ...] = field(default=())

    @property
    def client(self) -> str:
        """The client as the text calls them, by their own choice."""
        return f"{self.client_salutation} {self.client_name}".strip()

    @property
    def client_in_text(self) -> str:
        """Salutation and family name; the full name for whoever wants neither Frau nor Herr."""
        return (
            f"{self.client_salutation} {self.client_name.split()[-1]}" if self.client_salutation else self.client_name
        )

    @property
    def subject(self) -> str:
        """The line in bold."""
        return f"Überleitung: {self.service} – {self.client}"

    @property
    def appointment(self) -> str:
        """Day and time of the first appointment there, if one is made."""
        if self.appointment_on is None:
            return ""
        hour = f" um {clock_time(self.appointment_at)}" if self.appointment_at else ""
        return weekday_date(self.appointment_on) + hour

    @property
    def application_sentences(self) -> tuple[str, ...]:
        """What was applied for, with the day that counts."""
        return tuple(_applied(application) for application in self.applications)

    @property
    def please_not_before(self) -> str:
        """Ask for an appointment that the client can keep."""
        if self.not_before is None:
            return ""
        reason = f", da {self.not_before_reason}" if self.not_before_reason else ""
        return f"Bitte laden Sie {self.client_in_text} nicht vor dem {long_date(self.not_before)} ein{reason}."

    @property
    def basis_sentences(self) -> tuple[str, ...]:
        """Basis of the transmission, and the duty of whoever is not an authority."""
        duty = ("Sie dürfen diese Daten nur für diesen Zweck verwenden und müssen sie geheim halten (§ 78 SGB X).",)
        return (self.basis.sentence(), *(duty if self.recipient_is_private else ()))

    @property
    def enclosures(self) -> tuple[str, ...]:
        """What lies in the envelope beside the letter."""
        consent = (f"Einwilligung vom {long_date(self.basis.consent_on)}",) if self.basis.consent_on else ()
        reply = ("Rückmeldebogen",) if self.reply_code else ()
        return (*reply, *consent, *self.enclosed, *self.extra_enclosures)


def _applied(application: Application) -> str:
    day = long_date(application.filed_on)
    if application.forwarded:
        return (
            f"{application.benefit}: Der Antrag ging am {day} bei uns ein und gilt ab diesem Tag (§ 16 Abs. 2 SGB I)."
        )
    if application.orally:
        return (
            f"{application.benefit}: Der Antrag wurde am {day} mündlich bei uns gestellt "
            "und gilt ab diesem Tag (§ 16 Abs. 2 SGB I)."
        )
    where = f" bei {application.at}" if application.at else ""
    return f"{application.benefit}: beantragt am {day}{where}."
