"""Forms of disclosure."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lotse.disclosure.rules import CATEGORY_LABELS
from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField

FORMS = {"written": "schriftlich", "electronic": "elektronisch", "oral": "mündlich"}


class ConsentForm(GermanForm):
    """A consent: recipient, purpose, categories, form, dates (§ 67b Abs. 2 SGB X)."""

    receiver = LineField("Empfänger", [InputRequired("Bitte die Stelle nennen.")], most=300)
    receiver_id = HiddenField()
    purpose = LineField(
        "Zweck", [InputRequired("Bitte den Zweck nennen: ohne Zweck ist eine Einwilligung unwirksam.")], most=300
    )
    categories = SelectMultipleField(
        "Diese Daten dürfen weitergegeben werden",
        choices=[(str(key), label) for key, label in CATEGORY_LABELS.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    form = RadioField("Form", choices=list(FORMS.items()), default="written")
    given_on = GermanDateField("Erteilt am", [InputRequired("Bitte das Datum der Einwilligung eintragen.")])
    valid_until = GermanDateField("Gültig bis", [Optional()], description="Leer: zwölf Monate.")
    signed_by = LineField(
        "Unterschrieben von", description="Wenn nicht von der Person selbst, etwa Sorgeberechtigte.", most=200
    )
    interpreter = LineField("Mit Sprachmittlung durch", most=120)


class RevocationForm(GermanForm):
    """A consent ends for the future."""

    note = LineField("Was gesagt wurde", most=300, description="Ein Grund ist nicht nötig.")
