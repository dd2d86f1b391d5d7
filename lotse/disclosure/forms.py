"""Forms of disclosure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from wtforms import HiddenField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lotse.disclosure import actions
from lotse.disclosure.rules import CATEGORY_LABELS, Category
from lotse.foundation.errors import FieldError
from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.clients.models import Person
    from lotse.directory.models import Organisation

FORMS = {"written": "schriftlich", "electronic": "elektronisch", "oral": "mündlich"}


class ConsentFields(GermanForm):
    """A consent for a recipient that is known: purpose, categories, form, dates (§ 67b Abs. 2 SGB X)."""

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

    def record(
        self, person: Person, recipient: Callable[[], Organisation], *, by: User, today: date, now: datetime,
        case_id: int | None = None,
    ) -> bool:  # fmt: skip
        """Record the consent that was filled in; False while the form was only opened or something is missing."""
        if not self.validate_on_submit():
            return False
        try:
            actions.give_consent(
                person=person, organisation=recipient(), purpose=self.purpose.data,
                categories=[Category(name) for name in self.categories.data], form=self.form.data,
                given_on=self.given_on.data, valid_until=self.valid_until.data, signed_by=self.signed_by.data or "",
                interpreter=self.interpreter.data or "", by=by, today=today, now=now, case_id=case_id,
            )  # fmt: skip
        except FieldError as error:
            self.refuse(error)
            return False
        return True


class ConsentForm(ConsentFields):
    """A consent with the recipient to be chosen."""

    receiver = LineField("Empfänger", [InputRequired("Bitte die Stelle nennen.")], most=300)
    receiver_id = HiddenField()


class RevocationForm(GermanForm):
    """A consent ends for the future."""

    note = LineField("Was gesagt wurde", most=300, description="Ein Grund ist nicht nötig.")
