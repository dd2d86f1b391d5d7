"""Forms of what leaves: the draft with everything the letter may carry, and the sending itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lotse.disclosure.rules import BASIS_LABELS, CATEGORY_LABELS
from lotse.foundation.web.forms import EditForm, GermanDateField, GermanForm, LineField, TextField
from lotse.referrals.rules.reasons import MEANS
from lotse.referrals.rules.shared import KnownDeadline, RunningHelp, Shared, lines_of
from lotse.referrals.rules.states import KIND_LABELS

if TYPE_CHECKING:
    from lotse.directory.models import Organisation

URGENCIES = {"normal": "normal", "urgent": "dringend", "emergency": "Notfall (Telefon, heute)"}
Known = Sequence[tuple[str, KnownDeadline]]
Running = Sequence[tuple[str, RunningHelp]]


class ContentForm(EditForm):
    """What a referral says: why, what we ask for, which data, and what goes with it."""

    urgency = RadioField("Dringlichkeit", choices=list(URGENCIES.items()), default="normal")
    concern_id = SelectField("Anliegen", coerce=int, validators=[Optional()])
    reason = TextField(
        "Warum diese Stelle?", [InputRequired("Bitte in einem Satz sagen, warum diese Stelle.")], most=2000,
        description="Ein Satz genügt. Er steht im Schreiben.",
    )  # fmt: skip
    request = TextField("Worum wir bitten", [InputRequired("Bitte sagen, worum wir die Stelle bitten.")], most=2000)
    client_words = TextField("Was die Klientin oder der Klient möchte, in eigenen Worten", most=2000)
    categories = SelectMultipleField(
        "Welche Daten soll die Stelle bekommen?",
        choices=[(str(key), label) for key, label in CATEGORY_LABELS.items()],
        default=["master"],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    received_application_on = GermanDateField(
        "Antrag bei uns eingegangen am",
        [Optional()],
        description="Nur bei Antragsweiterleitung: dieser Tag gilt (§ 16 SGB I).",
    )
    contact_wish = LineField("Wie die Person erreicht werden möchte", most=200)
    enclosed = TextField("Diese Unterlagen liegen bei", most=1000, description="Eine je Zeile.")
    missing = TextField("Diese Unterlagen fehlen noch", most=1000, description="Eine je Zeile.")
    not_before = GermanDateField("Bitte nicht einladen vor dem", [Optional()])
    not_before_reason = LineField("Grund dafür", most=200, description="Geht nur mit, wenn „Sonstiges“ angekreuzt ist.")
    deadlines = SelectMultipleField(
        "Fristen, die die Stelle kennen muss", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    running = SelectMultipleField(
        "Hilfen, die schon laufen", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )

    _known: Known = ()
    _running: Running = ()

    def offer(self, known: Known, running: Running) -> None:
        """Fill in the deadlines and the running help of the case, each with the category it needs."""
        self._known, self._running = known, running
        self.deadlines.choices = [
            (key, f"{row.what}, letzter Tag {row.last_day:%d.%m.%Y} ({CATEGORY_LABELS[row.category]})")
            for key, row in known
        ]
        self.running.choices = [
            (key, f"{row.what}{', ' + row.office if row.office else ''}: {row.state} ({CATEGORY_LABELS[row.category]})")
            for key, row in running
        ]

    def shared(self) -> Shared:
        """Return the further facts that were entered or ticked."""
        return Shared(
            contact_wish=self.contact_wish.data or "",
            enclosed=lines_of(self.enclosed.data or ""),
            missing=lines_of(self.missing.data or ""),
            not_before=self.not_before.data,
            not_before_reason=self.not_before_reason.data or "",
            deadlines=tuple(row for key, row in self._known if key in (self.deadlines.data or ())),
            running=tuple(row for key, row in self._running if key in (self.running.data or ())),
        )

    def show(self, stored: Shared) -> None:
        """Fill in what was stored before."""
        self.contact_wish.data, self.not_before.data = stored.contact_wish, stored.not_before
        self.enclosed.data, self.missing.data = "\n".join(stored.enclosed), "\n".join(stored.missing)
        self.not_before_reason.data = stored.not_before_reason
        self.deadlines.data = [key for key, row in self._known if row in stored.deadlines]
        self.running.data = [key for key, row in self._running if row in stored.running]


class ReferralForm(ContentForm):
    """A new draft: to whom, and what it says."""

    kind = RadioField(
        "Art", choices=list(KIND_LABELS.items()), default="referral",
        description="Lotsenbündel: mehrere in einem Fall, der Reihe nach; die nächste ist dran, wenn die vorige "
        "beantwortet ist.",
    )  # fmt: skip
    receiver = LineField(
        "Stelle oder Angebot", [InputRequired("Bitte eine Stelle oder ein Angebot wählen.")], most=300,
        description="Namen eintippen und aus der Liste wählen.",
    )  # fmt: skip
    receiver_id = HiddenField()
    confirmed_second = BooleanField("Ich bestätige: Diese Vermittlung ist trotzdem nötig")

    def receiver_ids(self) -> tuple[int, int | None] | None:
        """Return organisation and offer picked from the list, as `12` or `12:34`."""
        return picked(self.receiver_id.data)


class SendForm(GermanForm):
    """How it leaves, and on which ground when there is no consent."""

    means = RadioField("Weg", choices=list(MEANS.items()), default="letter")
    basis = SelectField(
        "Rechtsgrundlage",
        choices=[("", "Einwilligung"), *((str(key), label) for key, label in BASIS_LABELS.items())],
        validators=[Optional()],
    )
    spoken_with = LineField("Am Telefon gesprochen mit", most=200)
    out_of_turn = BooleanField("Trotzdem jetzt senden: Hier kommt es auf die Reihenfolge nicht an")

    @classmethod
    def for_receiver(cls, organisation: Organisation) -> Self:
        """Offer the ways that reach this receiver: the inbox only where a department of the house reads it."""
        in_house = organisation.unit_id is not None
        form = cls(means="inbox" if in_house else "letter")
        form.means.choices = [(key, label) for key, label in MEANS.items() if in_house or key != "inbox"]
        return form


def picked(value: str | None) -> tuple[int, int | None] | None:
    """Read what a list of receivers gave: `12` or `12:34`; None for everything else."""
    organisation, _, offer = (value or "").partition(":")
    numbers = (organisation, offer) if offer else (organisation,)
    if any(not (part.isascii() and part.isdigit() and len(part) < 10) for part in numbers):
        return None
    return int(organisation), int(offer) if offer else None
