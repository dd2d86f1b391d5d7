"""Forms of privacy."""

from __future__ import annotations

from wtforms import SelectField
from wtforms.validators import InputRequired, Optional

from lotse.foundation.record_ids import record_id
from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField


class PersonNumberForm(GermanForm):
    """Whom the question is about."""

    number = LineField("Personennummer", [InputRequired("Bitte die Personennummer eintragen.")], most=20)


class LogForm(GermanForm):
    """Which lines of the audit to show; sent by GET, so it carries no token."""

    class Meta(GermanForm.Meta):
        """Reading changes nothing."""

        csrf = False

    konto = SelectField("Konto", coerce=record_id, validators=[Optional()])
    was = SelectField("Was", validators=[Optional()])
    von = GermanDateField("Von", [Optional()])
    bis = GermanDateField("Bis", [Optional()])
