"""Reading and judging inputs: what is missing, malformed, unknown or contradictory, each with a German sentence."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from lotse.deadlines.rules.periods import Unit
from lotse.foundation.workdays import FIRST_RELIABLE, LAST_RELIABLE, is_region

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FIRST_BIRTH = date(1850, 1, 1)
LONGEST_PERIOD = 9999


class Delivery(StrEnum):
    """How a decision reached the person."""

    POST = "post"
    ELECTRONIC = "electronic"
    PORTAL_NOTIFICATION = "portal_notification"
    REGISTERED_HANDOVER = "registered_handover"
    HANDOVER = "handover"
    FORMAL_SERVICE = "formal_service"
    RECEIVED_ABROAD = "received_abroad"


class Regime(StrEnum):
    """Which procedural law governs the notification."""

    SGB10 = "SGB10"
    VWVFG = "VWVFG"
    AO = "AO"


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one input, in a sentence that starts after the field's name."""

    field: str
    message: str


class BadInputs(Exception):
    """The inputs cannot be computed with."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.field}: {fault.message}" for fault in self.faults))


@dataclass(frozen=True)
class Inputs:
    """Inputs that have been read; asking for one that is absent is a fault."""

    values: Mapping[str, Any]

    def day(self, name: str) -> date:
        """Return a date that the rule needs."""
        value = self._needed(name)
        assert isinstance(value, date)
        return value

    def find_day(self, name: str) -> date | None:
        """Return a date that may be absent."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def number(self, name: str) -> int:
        """Return a whole number that the rule needs."""
        return int(self._needed(name))

    def text(self, name: str) -> str:
        """Return a word that the rule needs."""
        return str(self._needed(name))

    def find_text(self, name: str) -> str | None:
        """Return a word that may be absent."""
        value = self.values.get(name)
        return None if value is None else str(value)

    def flag(self, name: str) -> bool:
        """Return a yes or no that the rule needs."""
        return bool(self._needed(name))

    @property
    def region(self) -> str:
        """Return the Land where the act must be done."""
        return self.text("place_state")

    @property
    def unit(self) -> Unit:
        """Return what the period is counted in."""
        return Unit(self.text("unit"))

    def _needed(self, name: str) -> Any:
        if self.values.get(name) is None:
            raise BadInputs([Fault(name, "fehlt")])
        return self.values[name]


def read_inputs(raw: object, needed: Iterable[str], found: Iterable[Fault] = ()) -> Inputs:
    """Read the inputs of one computation, or raise every fault: those found before and those found here."""
    if not isinstance(raw, Mapping):
        raise BadInputs([Fault("inputs", "fehlt oder ist kein Objekt")])
    values: dict[str, Any] = {}
    faults = list(found)
    for name, given in raw.items():
        reader = _READERS.get(name)
        if reader is None:
            faults.append(Fault(str(name), "ist keine bekannte Eingabe"))
        elif given is not None:
            try:
                values[name] = reader(given)
            except ValueError as error:
                faults.append(Fault(name, str(error)))
    faulty = {fault.field for fault in faults}
    faults += [Fault(name, "fehlt") for name in needed if name not in values and name not in faulty]
    faults += [fault for fault in _contradictions(values) if fault.field not in faulty]
    if faults:
        raise BadInputs(faults)
    return Inputs(values)


def read_day(given: object) -> date:
    """Read an ISO date within the years for which the holiday tables are reliable."""
    day = _any_day(given)
    if not FIRST_RELIABLE <= day <= LAST_RELIABLE:
        raise ValueError("muss zwischen dem 01.01.2000 und dem 31.12.2100 liegen")
    return day


def _contradictions(values: Mapping[str, Any]) -> Iterable[Fault]:
    for later, earlier, sentence in (
        ("actual_receipt", "event_date", "liegt vor dem Tag, an dem der Bescheid auf den Weg ging"),
        ("reached_competent_on", "handed_in_on", "liegt vor dem Tag der Abgabe"),
    ):
        if later in values and earlier in values and values[later] < values[earlier]:
            yield Fault(later, sentence)
    if values.get("regime") == Regime.VWVFG and values.get("delivery") == Delivery.PORTAL_NOTIFICATION:
        yield Fault("delivery", "Abruf aus einem Portal nach dem VwVfG wird nicht berechnet")


def _any_day(given: object) -> date:
    if not isinstance(given, str) or not _ISO.fullmatch(given):
        raise ValueError("ist kein Datum der Form JJJJ-MM-TT")
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ValueError("ist kein Tag des Kalenders") from None


def _birth(given: object) -> date:
    day = _any_day(given)
    if not _FIRST_BIRTH <= day <= LAST_RELIABLE:
        raise ValueError("muss zwischen dem 01.01.1850 und dem 31.12.2100 liegen")
    return day


def _count(given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= LONGEST_PERIOD:
        raise ValueError(f"muss eine ganze Zahl von 1 bis {LONGEST_PERIOD} sein")
    return given


def _year(given: object) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not FIRST_RELIABLE.year <= given <= LAST_RELIABLE.year:
        raise ValueError("muss ein Jahr von 2000 bis 2100 sein")
    return given


def _flag(given: object) -> bool:
    if not isinstance(given, bool):
        raise ValueError("muss true oder false sein")  # noqa: TRY004 - one kind of error for all readers
    return given


def _word(given: object) -> str:
    if not isinstance(given, str) or not given.strip():
        raise ValueError("muss ein Wort sein")
    return given.strip()


def _region(given: object) -> str:
    if not isinstance(given, str) or not is_region(given):
        raise ValueError("ist kein deutsches Land (zum Beispiel HE oder NW)")
    return given


def _one_of(*allowed: str) -> Callable[[object], str]:
    def read(given: object) -> str:
        if not isinstance(given, str) or given not in allowed:
            raise ValueError(f"muss eines sein von: {', '.join(allowed)}")
        return given

    return read


_DAYS = tuple(
    "event_date actual_receipt set_date end received_on handed_in_on reached_competent_on last_day application_date "
    "previous_period_end training_start known_to_authority_on care_need_since conditions_met_on rejection_known_on "
    "period_end death_date rejection_binding_on notified_on claim_arose_on certified_until employment_ends known_on "
    "first_day_unemployed reported_on reduced_since".split()
)
_READERS: dict[str, Callable[[object], Any]] = {
    **dict.fromkeys(_DAYS, read_day),
    "birth_date": _birth,
    "period": _count,
    "year": _year,
    "section26_3_s2_notice": _flag,
    "deceased_drew_pension": _flag,
    "rolls": _flag,
    "place_state": _region,
    "delivery": _one_of(*Delivery),
    "regime": _one_of(*Regime),
    "unit": _one_of(*Unit),
    "kind": _one_of("application", "objection"),
    "remedy": _one_of("SGG_WIDERSPRUCH", "SGG_KLAGE", "VWGO_KLAGE", "KSCHG_KLAGE"),
    "benefit_law": _word,
    "filed_with": _word,
    "handed_in_at": _word,
    "form": _word,
}
DATE_INPUTS = frozenset({*_DAYS, "birth_date"})
