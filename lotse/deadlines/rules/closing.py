"""How a deadline may end: only with an outcome that says what became of it."""

from datetime import date
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a deadline."""

    DONE = "done"
    NOT_PURSUED = "not_pursued"
    HANDED_OVER = "handed_over"


OUTCOME_LABELS = {
    Outcome.DONE: "erledigt",
    Outcome.NOT_PURSUED: "nicht verfolgt, Entscheidung der Klientin oder des Klienten",
    Outcome.HANDED_OVER: "abgegeben",
}
NOTE_QUESTIONS = {
    Outcome.DONE: "Bitte den Nachweis nennen, zum Beispiel Eingangsstempel oder Sendebericht.",
    Outcome.NOT_PURSUED: "Bitte kurz sagen, wer wann so entschieden hat.",
    Outcome.HANDED_OVER: "Bitte sagen, an wen die Frist abgegeben wurde.",
}


def closing_fault(outcome: Outcome, on: date | None, note: str, today: date) -> tuple[str, str] | None:
    """Return field and sentence of what is missing for this outcome, or None."""
    if on is None:
        return "closed_on", "Bitte den Tag angeben."
    if on > today:
        return "closed_on", "Der Tag liegt in der Zukunft."
    if not note.strip():
        return "note", NOTE_QUESTIONS[outcome]
    return None
