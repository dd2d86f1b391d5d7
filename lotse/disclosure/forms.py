"""Forms of disclosure."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from lotse.disclosure import actions
from lotse.disclosure.actions import proof
from lotse.disclosure.rules import CATEGORY_LABELS, Category
from lotse.foundation.uploads import SCANS, endings
from lotse.foundation.web.files import chosen_file
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

    signature = HiddenField()
    typed_name = LineField("Name, getippt statt unterschrieben", most=200)
    witnessed = BooleanField("Ich war dabei: Die Person hat vor mir zugestimmt.")
    sheet = FileField(
        "Unterschriebener Bogen, gescannt oder fotografiert",
        description=f"{endings(SCANS)}, höchstens 10 MB. Geht auch später.",
    )

    def store(
        self, person: Person, recipient: Organisation, *, by: User, today: date, now: datetime,
        case_id: int | None = None,
    ) -> None:  # fmt: skip
        """Record the consent that was filled in, with its proof; raises RuleBroken as the actions do."""
        consent = actions.give_consent(
            person=person, organisation=recipient, purpose=self.purpose.data,
            categories=[Category(name) for name in self.categories.data or ()], form=self.form.data,
            given_on=self.given_on.data, valid_until=self.valid_until.data, signed_by=self.signed_by.data or "",
            interpreter=self.interpreter.data or "", by=by, today=today, now=now, case_id=case_id,
        )  # fmt: skip
        proof.sign(
            consent=consent, signature=self.signature.data or "", typed_name=self.typed_name.data or "",
            witnessed=self.witnessed.data, by=by,
        )  # fmt: skip
        if self.sheet.data:
            name, content = chosen_file(self.sheet)
            proof.add_sheet(consent=consent, file_name=name, content=content, by=by, now=now)


class ConsentForm(ConsentFields):
    """A consent with the recipient to be chosen."""

    receiver = LineField("Empfänger", [InputRequired("Bitte die Stelle nennen.")], most=300)
    receiver_id = HiddenField()


class RevocationForm(GermanForm):
    """A consent ends for the future."""

    note = LineField("Was gesagt wurde", most=300, description="Ein Grund ist nicht nötig.")


class SheetForm(GermanForm):
    """A signed sheet that came later."""

    sheet = FileField(
        "Unterschriebener Bogen", [FileRequired("Bitte eine Datei wählen.")],
        description=f"{endings(SCANS)}, höchstens 10 MB.",
    )  # fmt: skip
