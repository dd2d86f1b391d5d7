"""Forms of what comes back: one answer with one or several steps, the code of a paper reply, attempts, the effect."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from wtforms import IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import HiddenInput

from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField, TextField
from lotse.referrals.rules.reasons import DECLINE, EFFECT_SOURCES, EFFECTS, FAILURE
from lotse.referrals.rules.states import LABELS, THEIR_LABELS, Party, State
from lotse.referrals.rules.transitions import Step

CHANNELS = {"phone": "Telefon", "paper": "Papier", "fax": "Fax", "mail": "E-Mail", "in_person": "persönlich"}
FOLLOW_UPS = {
    "": "keine weitere Angabe",
    "waitlisted": LABELS[State.WAITLISTED],
    "in_progress": LABELS[State.IN_PROGRESS],
}
ENDINGS = {
    "": "keine weitere Angabe",
    "completed": LABELS[State.COMPLETED],
    "unsuccessful": LABELS[State.UNSUCCESSFUL],
}
WITH_REASON = frozenset({State.DECLINED_PENDING, State.DECLINED, State.UNSUCCESSFUL, State.WITHDRAWN})


OVERTAKEN = (
    "Inzwischen hat jemand anderes hier etwas festgehalten. Der Stand ist jetzt „{}“. "
    "Ihre Angaben sind noch da: Bitte prüfen, ob sie noch stimmen, und dann noch einmal speichern."
)


class StandForm(GermanForm):
    """A form that knows at which version of the referral it was opened."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())

    def is_overtaken(self, version: int, stand: str) -> bool:
        """Say above the form that somebody else was faster; the next try then carries the new version."""
        if not self.is_submitted() or self.version.data in (None, version):
            return False
        self.form_errors.append(OVERTAKEN.format(stand))
        self.version.data, self.version.raw_data = version, None
        return True

    @property
    def status(self) -> int:
        """409 when somebody else was faster, 422 when something is missing, else 200."""
        overtaken = any(message.startswith(OVERTAKEN[:20]) for message in self.form_errors)
        return 409 if overtaken else 422 if self.errors else 200


class StepForm(StandForm):
    """One answer or step; which fields count depends on the state it leads to.

    `arrived_on`, `then_on` and `last_on` make one answer tell several consecutive steps, each with its own day;
    `received_on` is the day the answer reached the office, the day of entry is kept beside it.
    """

    to = RadioField("Was ist geschehen?", validators=[InputRequired("Bitte auswählen, was geschehen ist.")])
    via = RadioField("Auf welchem Weg?", choices=list(CHANNELS.items()), default="phone")
    happened_on = GermanDateField("Am", [InputRequired("Bitte das Datum eintragen.")])
    received_on = GermanDateField("Antwort bei uns eingegangen am", [Optional()])
    arrived_on = GermanDateField("Unser Schreiben kam dort an am", [Optional()])
    contact = LineField("Ansprechperson dort", most=200)
    first_appointment_on = GermanDateField("Erster Termin am", [Optional()])
    follows_by = GermanDateField("… oder Termin folgt bis", [Optional()])
    expected_on = GermanDateField("Platz voraussichtlich frei am", [Optional()])
    recheck_on = GermanDateField("Wir fragen nach am", [Optional()])
    until = GermanDateField("Pausiert bis", [Optional()])
    question = TextField("Frage", most=2000)
    reason_code = SelectField("Grund", validators=[Optional()])
    attempts = IntegerField(
        "Versuche, jemanden zu erreichen",
        [Optional(), NumberRange(0, 99, "Bitte eine Zahl von 0 bis 99.")],
        description="Nur bei „nicht erreicht“: an verschiedenen Tagen und auf verschiedenen Wegen.",
    )
    outcome_text = LineField("Was wurde geleistet?", most=500)
    next_step = LineField("Nächster Schritt", most=300)
    note = TextField("Bemerkung", most=2000)
    then = SelectField("Danach", choices=list(FOLLOW_UPS.items()), validators=[Optional()])
    then_on = GermanDateField("am", [Optional()])
    last = SelectField("Zuletzt", choices=list(ENDINGS.items()), validators=[Optional()])
    last_on = GermanDateField("am", [Optional()])

    def offer_choices(self, states: list[State], *, decline: bool, theirs: bool = False) -> None:
        """Fill in the states that may follow and the reasons that fit; `theirs` in the words of a receiver."""
        labels = THEIR_LABELS if theirs else LABELS
        self.to.choices = [(str(state), labels[state]) for state in states]
        first, second = (DECLINE, FAILURE) if decline else (FAILURE, DECLINE)
        reasons = {reason.code: reason.label for reason in second} | {reason.code: reason.label for reason in first}
        ordered = {reason.code: reasons[reason.code] for reason in (*first, *second)}
        self.reason_code.choices = [("", "bitte wählen"), *ordered.items()]

    def steps(self, party: Party, state: State) -> list[Step]:
        """Return the steps the form describes, in order, beginning at the state the referral is in."""
        main = self._step(State(self.to.data), self.happened_on.data, party)
        steps = [main]
        arrived = self.arrived_on.data
        if arrived and main.to is not State.RECEIVED and state in {State.REQUESTED, State.NO_RESPONSE}:
            steps.insert(0, replace(self._step(State.RECEIVED, arrived, party), note=""))
        day = main.happened_on
        for chosen, on in ((self.then.data, self.then_on.data), (self.last.data, self.last_on.data)):
            if chosen:
                day = on or day
                follow_up = self._step(State(chosen), day, party)
                steps.append(follow_up if follow_up.to is State.UNSUCCESSFUL else replace(follow_up, note=""))
        return steps

    def _step(self, to: State, day: date, party: Party) -> Step:
        return Step(
            to=to, happened_on=day, party=party, via=self.via.data, received_on=self.received_on.data,
            reason_code=self.reason_code.data or "" if to in WITH_REASON else "", note=self.note.data or "",
            contact=self.contact.data or "", first_appointment_on=self.first_appointment_on.data,
            follows_by=self.follows_by.data, expected_on=self.expected_on.data, recheck_on=self.recheck_on.data,
            until=self.until.data, question=self.question.data or "", outcome_text=self.outcome_text.data or "",
            next_step=self.next_step.data or "", attempts=self.attempts.data or 0,
        )  # fmt: skip


class EffectForm(StandForm):
    """What the help brought, said by whom."""

    effect = RadioField("Wirkung", choices=list(EFFECTS.items()), validators=[InputRequired("Bitte auswählen.")])
    source = RadioField("Gesagt von", choices=list(EFFECT_SOURCES.items()), default="client")
    via = RadioField("Auf welchem Weg?", choices=list(CHANNELS.items()), default="phone")
    on = GermanDateField("Am", [InputRequired("Bitte das Datum eintragen.")])


class AttemptForm(GermanForm):
    """One attempt to reach the client."""

    on = GermanDateField("Versucht am", [InputRequired("Bitte das Datum eintragen.")])
    via = RadioField(
        "Auf welchem Weg?",
        choices=[(key, label) for key, label in CHANNELS.items() if key != "fax"],
        default="phone",
    )
    note = LineField("Bemerkung", most=300)


class CodeForm(GermanForm):
    """The code on a paper reply, typed or scanned."""

    code = LineField("Code auf der Rückantwort", [InputRequired("Bitte den Code eintippen oder scannen.")], most=20)


class NextStepForm(GermanForm):
    """What follows a decline, a failure or silence."""

    next_step = LineField("Nächster Schritt", [InputRequired("Bitte den nächsten Schritt nennen.")], most=300)
