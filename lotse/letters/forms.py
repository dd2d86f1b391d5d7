"""Forms of letters: how one went out, what a consent, a release or a client's own letter shall say."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lotse.disclosure.rules import CATEGORY_LABELS
from lotse.foundation.errors import FieldError
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField, TextField
from lotse.letters.rules.kinds import MEANS_LABELS, VARIANT_LABELS, VARIANTS, Kind, Means, Variant


class DispatchForm(GermanForm):
    """When and how a letter went out."""

    on = GermanDateField("Hinausgegangen am", [InputRequired("Bitte den Tag nennen.")])
    means = RadioField(
        "Weg",
        choices=[SelectChoice(str(means), label) for means, label in MEANS_LABELS.items()],
        default=str(Means.POST),
    )


class ConsentSheetForm(GermanForm):
    """What a consent on paper shall say."""

    receiver = LineField("Stelle, die die Daten bekommen soll", [InputRequired("Bitte die Stelle wählen.")])
    receiver_id = HiddenField()
    purpose = LineField("Zweck", [InputRequired("Ohne Zweck ist eine Einwilligung unwirksam.")], most=200)
    categories = SelectMultipleField(
        "Diese Daten",
        choices=[SelectChoice(label) for label in CATEGORY_LABELS.values()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[InputRequired("Bitte mindestens eine Art von Daten ankreuzen.")],
    )
    valid_until = GermanDateField("Gilt bis", [InputRequired("Bitte ein Ende nennen.")])

    def receiver_number(self) -> int:
        """Return the id of the organisation that was picked from the list; FieldError at `receiver` without one."""
        number = record_id((self.receiver_id.data or "").partition(":")[0])
        if number is None:
            raise FieldError("receiver", "Bitte eine Stelle aus der Liste wählen, die beim Tippen erscheint.")
        return number


class ReleaseForm(GermanForm):
    """What a release from professional secrecy shall say."""

    released = TextField(
        "Wer darf sprechen",
        [InputRequired("Bitte die Personen mit Namen nennen.")],
        most=500,
        description="Eine je Zeile.",
    )
    towards = TextField(
        "Wem gegenüber",
        [InputRequired("Bitte nennen, wer etwas erfahren darf.")],
        most=500,
        description="Eine je Zeile.",
    )
    about = LineField("Worüber", [InputRequired("Bitte nennen, worüber gesprochen werden darf.")], most=300)
    purpose = LineField("Zweck", [InputRequired("Bitte den Zweck nennen.")], most=200)
    valid_until = GermanDateField("Gilt bis", [InputRequired("Bitte ein Ende nennen.")])
    both_ways = BooleanField("Die Genannten dürfen sich gegenseitig unterrichten")


class MissingDocumentsForm(GermanForm):
    """What a client still has to bring."""

    documents = TextField(
        "Diese Unterlagen fehlen",
        [InputRequired("Bitte mindestens eine Unterlage nennen.")],
        most=1500,
        description="Eine je Zeile.",
    )
    wanted_by = LineField("Wer braucht sie?", most=120, description="Leer lassen, wenn wir sie brauchen.")
    until = GermanDateField("Bis wann?", [Optional()])
    variant = RadioField(
        "Form",
        choices=[SelectChoice(str(variant), VARIANT_LABELS[variant]) for variant in VARIANTS[Kind.MISSING]],
        default=str(Variant.PLAIN),
    )


class ClientLetterForm(GermanForm):
    """What a client's letter about a deadline needs beyond what the case knows."""

    kind = HiddenField()
    authority = LineField("Stelle", [InputRequired("Bitte die Stelle nennen.")], most=120)
    street = LineField("Straße oder Postfach", most=120)
    town = LineField("PLZ und Ort", most=120)
    reference = LineField("Aktenzeichen", most=80)
    decision_of = GermanDateField("Datum des Bescheids oder Antrags", [Optional()])
    extend_to = GermanDateField("Neue Frist bis", [Optional()])
    subject_matter = LineField("Worum geht es?", most=120, description="zum Beispiel: Wohngeld")
    text = TextField("Zusätzlicher Satz", most=800)


class PickForm(GermanForm):
    """The referrals ticked for printing together."""

    chosen = SelectMultipleField("Vermittlungen", coerce=int, choices=[], validate_choice=False)
