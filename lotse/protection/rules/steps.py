"""Child protection: the steps a to h, the clock, and who must be named before a result may stand. Pure.

The order follows § 4 KKG and § 8b SGB VIII as laid out in the county's sheet. Facts are kept apart from their
interpretation, and nothing here ever tells a third party anything by itself.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


class Step(enum.StrEnum):
    """The steps of the procedure; the letter is the one of the county's sheet."""

    FACTS = "a"
    DANGER_NOW = "b"
    TALK = "c"
    ADVICE = "d"
    ASSESSMENT = "e"
    HELP = "f"
    REPORT = "g"
    FEEDBACK = "h"


STEP_LABELS = {
    Step.FACTS: "Gewichtige Anhaltspunkte festhalten",
    Step.DANGER_NOW: "Gefahr jetzt?",
    Step.TALK: "Gespräch mit Kind und Eltern",
    Step.ADVICE: "Beratung durch eine insoweit erfahrene Fachkraft",
    Step.ASSESSMENT: "Gefährdungseinschätzung durch zwei Fachkräfte",
    Step.HELP: "Hilfe anbieten und vereinbaren",
    Step.REPORT: "Jugendamt informieren",
    Step.FEEDBACK: "Rückmeldung des Jugendamts",
}

STEP_HINTS = {
    Step.FACTS: "Nur Tatsachen, mit Quelle und Tag. Deutungen gehören in das eigene Feld.",
    Step.DANGER_NOW: "Bei gegenwärtiger Gefahr sofort Jugendamt oder 110; danach festhalten, wer was gesagt hat.",
    Step.TALK: "Mit Kind und Eltern sprechen, außer wenn das Kind dadurch gefährdet wird. Dann den Grund nennen.",
    Step.ADVICE: "Daten pseudonymisieren (§ 4 Abs. 2 KKG): keine Namen, keine Anschrift, kein Geburtstag.",
    Step.ASSESSMENT: "Mindestens zwei namentlich genannte Fachkräfte, Ergebnis und Gründe.",
    Step.HELP: "Welche Hilfe wurde angeboten, was ist bis wann vereinbart, wann wird kontrolliert?",
    Step.REPORT: "Reicht die Hilfe nicht: Jugendamt informieren (§ 4 Abs. 3 KKG). Die Familie weiß vorher davon, außer "
    "das gefährdet das Kind.",
    Step.FEEDBACK: "Was hat das Jugendamt zurückgemeldet (§ 64 Abs. 4 SGB VIII)?",
}


class Urgency(enum.StrEnum):
    """How soon the next look is due."""

    TODAY = "today"
    DAY = "24h"
    WEEK = "7d"


URGENCY_LABELS = {Urgency.TODAY: "heute", Urgency.DAY: "24 Stunden", Urgency.WEEK: "7 Tage"}


def due_at(urgency: str, since: datetime) -> datetime:
    """Return until when somebody must have looked: end of this day, 24 hours, or 7 days later.

    These are hours and calendar days of the office's own procedure: weekends count, nothing is moved back.
    """
    if since.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    if urgency == Urgency.DAY:
        return since + timedelta(hours=24)
    day = since.astimezone(BERLIN).date() + timedelta(days=7 if Urgency(urgency) is Urgency.WEEK else 0)
    return datetime.combine(day, time(23, 59), tzinfo=BERLIN).astimezone(since.tzinfo)


class Result(enum.StrEnum):
    """What the assessors found."""

    NO_DANGER = "no_danger"
    NEED_FOR_HELP = "need_for_help"
    LATENT = "latent"
    ACUTE = "acute"


RESULT_LABELS = {
    Result.NO_DANGER: "keine Gefährdung",
    Result.NEED_FOR_HELP: "keine Gefährdung, aber Hilfebedarf",
    Result.LATENT: "Gefährdung nicht auszuschließen",
    Result.ACUTE: "Gefährdung",
}

INFORM_YOUTH_OFFICE = frozenset({Result.ACUTE})


@dataclass(frozen=True)
class Assessor:
    """A professional who assesses: a colleague with an account, or somebody named from outside."""

    name: str
    user_id: int | None = None

    @property
    def key(self) -> str:
        """What tells two assessors apart."""
        return f"#{self.user_id}" if self.user_id else " ".join(self.name.casefold().split())


def assessors_fault(assessors: list[Assessor]) -> str | None:
    """Return why the named assessors are not enough, or None: two different people with names."""
    named = {a.key for a in assessors if a.name.strip()}
    return None if len(named) >= 2 else "Ein Ergebnis braucht zwei verschiedene, namentlich genannte Fachkräfte."


@dataclass(frozen=True)
class Entry:
    """What somebody wants to write down for one step."""

    step: Step
    text: str = ""
    source: str = ""
    happened_on: date | None = None
    interpretation: str = ""
    recipient: str = ""
    not_done_because: str = ""
    result: str = ""
    assessors: list[Assessor] = field(default_factory=list)
    control_on: date | None = None
    family_told: bool | None = None
    identifying: tuple[str, ...] = ()


def entry_fault(entry: Entry, *, today: date) -> tuple[str, str] | None:
    """Return field and sentence why the entry cannot be kept, or None."""
    if not entry.text.strip() and not (entry.step is Step.TALK and entry.not_done_because.strip()):
        return "text", "Bitte festhalten, was geschehen ist."
    if entry.happened_on is None or entry.happened_on > today:
        return "happened_on", "Bitte den Tag nennen; er liegt nicht in der Zukunft."
    if entry.step is Step.FACTS and not entry.source.strip():
        return "source", "Woher stammt die Tatsache? Eigene Beobachtung, Kind, Eltern, Dritte."
    if entry.step is Step.ADVICE and (found := named_in(entry.text, entry.identifying)):
        return "text", f"Die Beratung geschieht pseudonymisiert; der Text nennt „{found}“."
    if entry.step is Step.ASSESSMENT:
        if fault := assessors_fault(entry.assessors):
            return "second_id", fault
        if entry.result not in set(Result):
            return "result", "Bitte das Ergebnis der Einschätzung wählen."
    if entry.step is Step.HELP and (entry.control_on is None or entry.control_on < today):
        return "control_on", "Eine Vereinbarung braucht einen Tag, an dem sie kontrolliert wird."
    if entry.step is Step.REPORT and not entry.recipient.strip():
        return "recipient", "Wen im Jugendamt haben Sie erreicht? Bitte Stelle und Namen nennen."
    if entry.step is Step.REPORT and not entry.family_told and not entry.not_done_because.strip():
        return "not_done_because", "Die Familie wird vorher informiert; wenn nicht, bitte den Grund nennen."
    return None


def named_in(text: str, identifying: tuple[str, ...]) -> str | None:
    """Return the first identifying word (names, street) that stands in the text, or None."""
    words = {w.strip(".,;:!?()„“\"'").casefold() for w in text.split()}
    return next((name for name in identifying if len(name) > 2 and name.casefold() in words), None)


def child_fault(*, known: bool, name: str) -> tuple[str, str] | None:
    """Return why it is not clear which child the record is about, or None."""
    if known and name.strip():
        return "child_name", "Entweder ein Kind aus der Liste wählen oder hier einen Namen nennen, nicht beides."
    if not known and not name.strip():
        return "child_name", "Bitte das Kind benennen, so weit Sie es wissen („Mädchen, etwa 6, Hausnummer 4“)."
    return None


def next_steps(done: set[Step], *, result: str = "", danger_now: bool = False) -> list[Step]:
    """Return the steps that are open, in the order in which they should be taken."""
    open_steps = [s for s in Step if s not in done]
    if danger_now and Step.REPORT in open_steps:
        open_steps.remove(Step.REPORT)
        open_steps.insert(0, Step.REPORT)
    if result and result not in INFORM_YOUTH_OFFICE and Step.HELP not in open_steps:
        return [s for s in open_steps if s not in {Step.REPORT, Step.FEEDBACK}]
    if Step.REPORT in open_steps and Step.FEEDBACK in open_steps:
        open_steps.remove(Step.FEEDBACK)
    return open_steps


def closing_fault(done: set[Step], *, result: str) -> str | None:
    """Return why the record cannot be closed, or None."""
    if Step.ASSESSMENT not in done or not result:
        return "Ohne Gefährdungseinschätzung durch zwei Fachkräfte wird nicht abgeschlossen."
    if result in INFORM_YOUTH_OFFICE and Step.REPORT not in done:
        return "Bei einer Gefährdung wird zuerst das Jugendamt informiert."
    if result in {Result.LATENT, Result.NEED_FOR_HELP} and Step.HELP not in done:
        return "Es fehlt, welche Hilfe angeboten und vereinbart wurde."
    return None
