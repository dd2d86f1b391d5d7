"""Forms of log-in and the own account."""

from __future__ import annotations

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from lotse.foundation.web.forms import GermanForm


class LoginForm(GermanForm):
    """Log-in name, password and, for whoever has one, the code of the second factor."""

    login = StringField(
        "Anmeldung",
        [InputRequired("Bitte Ihre Anmeldung eingeben."), Length(max=60)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        "Passwort",
        [InputRequired("Bitte Ihr Passwort eingeben."), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )
    code = StringField(
        "Code aus der App",
        [Length(max=12)],
        description="Nur wenn Sie den zweiten Faktor eingerichtet haben.",
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class PasswordForm(GermanForm):
    """Change of the own password."""

    current = PasswordField(
        "Bisheriges Passwort",
        [InputRequired("Bitte das bisherige Passwort eingeben.")],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        "Neues Passwort",
        [InputRequired("Bitte ein neues Passwort eingeben.")],
        description="Mindestens 12 Zeichen. Ein kurzer Satz ist leicht zu merken und schwer zu raten.",
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "Neues Passwort wiederholen", [InputRequired("Bitte wiederholen.")], render_kw={"autocomplete": "new-password"}
    )

    def validate_again(self, field: PasswordField) -> None:
        """Both must be the same."""
        if field.data != self.password.data:
            raise ValueError("Die beiden neuen Passwörter sind verschieden.")


class CodeForm(GermanForm):
    """The first code of a new second factor."""

    code = StringField(
        "Code aus der App",
        [InputRequired("Bitte den sechsstelligen Code eingeben.")],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )
