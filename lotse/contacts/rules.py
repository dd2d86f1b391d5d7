"""What is decided about contacts without a database: ways, results, durations, and what an entry must hold."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Channel(StrEnum):
    """How somebody came."""

    ON_SITE = "on_site"
    PHONE = "phone"
    EMAIL = "email"
    ONLINE = "online"
    OUTREACH = "outreach"


class Result(StrEnum):
    """What came of a contact."""

    ADVICE = "advice"
    REFERRED = "referred"
    APPOINTMENT = "appointment"
    CASE = "case"
    NOT_REACHED = "not_reached"


class Interpreting(StrEnum):
    """Who interpreted."""

    NONE = ""
    PROFESSIONAL = "professional"
    PHONE = "phone"
    VIDEO = "video"
    STAFF = "staff"
    RELATIVE = "relative"


CHANNELS = {
    Channel.ON_SITE: "Vor Ort",
    Channel.PHONE: "Telefon",
    Channel.EMAIL: "E-Mail",
    Channel.ONLINE: "Online",
    Channel.OUTREACH: "Aufsuchend",
}
RESULTS = {
    Result.ADVICE: "Auskunft erteilt",
    Result.REFERRED: "Weitervermittelt",
    Result.APPOINTMENT: "Termin vereinbart",
    Result.CASE: "Fall eröffnet",
    Result.NOT_REACHED: "Nicht erreicht",
}
APPOINTMENT_OUTCOMES = {"kept": "wahrgenommen", "missed": "nicht erschienen", "cancelled": "abgesagt"}
RESULT_BADGES = {
    Result.ADVICE: ("Auskunft", "success"),
    Result.REFERRED: ("Vermittelt", "info"),
    Result.APPOINTMENT: ("Termin", "info"),
    Result.CASE: ("Fall", "violet"),
    Result.NOT_REACHED: ("Nicht erreicht", "neutral"),
}
INTERPRETING = {
    Interpreting.NONE: "keine",
    Interpreting.PROFESSIONAL: "Dolmetscher vor Ort",
    Interpreting.PHONE: "Telefondolmetscher",
    Interpreting.VIDEO: "Videodolmetscher",
    Interpreting.STAFF: "Mitarbeitende",
    Interpreting.RELATIVE: "Angehörige",
}
# (minutes, label): the chips; a running clock fills any other figure.
DURATION_CHIPS = ((5, "bis 5"), (15, "15"), (30, "30"), (45, "45"), (60, "60+ Min."))
LONGEST_MINUTES = 8 * 60
BACKDATED_DAYS = 31
NOTE_LENGTH = 20_000


@dataclass(frozen=True)
class Entry:
    """What an advisor has filled in, as far as the rules look at it."""

    started_at: datetime
    minutes: int | None
    channel: Channel
    result: Result | None
    concern_count: int
    has_person: bool
    note: str = ""
    offer_chosen: bool = False
    appointment_at: datetime | None = None
    wants_to_apply: bool = False
    application_for: str = ""


def problems(entry: Entry, now: datetime) -> dict[str, str]:
    """Return what keeps the entry from being booked: field and German sentence."""
    found: dict[str, str] = {}
    if entry.result is None:
        found["result"] = "Bitte ein Ergebnis wählen."
    if entry.concern_count == 0 and entry.result is not Result.NOT_REACHED:
        found["concerns"] = "Bitte mindestens ein Anliegen wählen."
    if entry.started_at > now + timedelta(minutes=5):
        found["started_at"] = "Der Beginn liegt in der Zukunft."
    elif entry.started_at < now - timedelta(days=BACKDATED_DAYS):
        found["started_at"] = f"Ein Kontakt kann höchstens {BACKDATED_DAYS} Tage nachgetragen werden."
    if entry.minutes is not None and not 0 <= entry.minutes <= LONGEST_MINUTES:
        found["minutes"] = f"Die Dauer liegt zwischen 0 und {LONGEST_MINUTES} Minuten."
    if len(entry.note) > NOTE_LENGTH:
        found["note"] = f"Die Notiz ist zu lang (höchstens {NOTE_LENGTH} Zeichen)."
    return found | needed_for(entry, now)


def needed_for(entry: Entry, now: datetime) -> dict[str, str]:
    """Return what the result and the wish to apply of an entry lack: field and German sentence."""
    found: dict[str, str] = {}
    if entry.result is Result.CASE and not entry.has_person:
        found["person"] = "Ein Fall braucht eine Person. Bitte suchen oder neu anlegen."
    if entry.result is Result.NOT_REACHED and not entry.has_person and not entry.note.strip():
        found["note"] = "Bitte notieren, wer nicht erreicht wurde."
    if entry.result is Result.REFERRED and not entry.offer_chosen:
        found["offer"] = "Bitte wählen, wohin vermittelt wurde."
    if entry.result is Result.APPOINTMENT:
        if entry.appointment_at is None:
            found["appointment_at"] = "Bitte Tag und Uhrzeit des Termins angeben."
        elif entry.appointment_at <= now:
            found["appointment_at"] = "Der Termin liegt in der Vergangenheit."
    if entry.wants_to_apply and not entry.application_for.strip():
        found["application_for"] = "Bitte sagen, was beantragt wird, etwa Wohngeld."
    if entry.wants_to_apply and not entry.has_person:
        found["person"] = "Ein Antragswille braucht den Namen: bitte eine Person wählen oder anlegen."
    return found


def minutes_between(started_at: datetime, ended_at: datetime) -> int:
    """Return the duration the running clock shows, in started minutes."""
    seconds = (ended_at - started_at).total_seconds()
    return min(LONGEST_MINUTES, max(1, -int(-seconds // 60)))


def forward_by(expressed_on: date) -> date:
    """Return the day by which a wish to apply is to be forwarded: the same day (§ 16 Abs. 2 SGB I: at once)."""
    return expressed_on


def is_late(expressed_on: date, forwarded_on: date | None, today: date) -> bool:
    """Whether a wish to apply lies here longer than the day it was said."""
    return (forwarded_on or today) > forward_by(expressed_on)
