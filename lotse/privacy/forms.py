"""Forms of privacy."""

from __future__ import annotations

from wtforms.validators import InputRequired

from lotse.foundation.web.forms import GermanForm, LineField


class PersonNumberForm(GermanForm):
    """Whom the question is about."""

    number = LineField("Personennummer", [InputRequired("Bitte die Personennummer eintragen.")], most=20)
