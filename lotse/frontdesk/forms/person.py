"""Forms around a person: master data, warnings, household, relations, linking."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, FieldList, Form, FormField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from lotse.clients.rules.households import RELATIONS, ROLES, Evidence
from lotse.clients.rules.warnings import KINDS, TYPED_KINDS
from lotse.contacts.rules import INTERPRETING
from lotse.foundation.errors import RuleBroken
from lotse.foundation.uploads import MOST_BYTES, SCANS, endings
from lotse.foundation.web.forms import EditForm, GermanDateField, GermanForm, LineField, MailField
from lotse.frontdesk.forms.fields import BirthDateField, ChipsField, PhoneField, PickField, PostcodeField
from lotse.frontdesk.rules import LANGUAGES

SEXES = (("", "ohne Angabe"), ("w", "weiblich"), ("m", "männlich"), ("d", "divers"))
PHONE_KINDS = (("mobil", "mobil"), ("privat", "privat"), ("Arbeit", "Arbeit"), ("Angehörige", "Angehörige"))


class PhoneEntry(Form):
    """One telephone number with what may be done with it."""

    number = PhoneField("Telefon", most=40)
    kind = SelectField("Art", choices=list(PHONE_KINDS), default="mobil")
    may_call = BooleanField("Anruf erlaubt", default=True)
    may_leave_message = BooleanField("Nachricht erlaubt")


class PersonForm(EditForm):
    """What is known of a person."""

    last_name = LineField("Nachname", [InputRequired("Bitte einen Namen eingeben.")], most=120)
    first_name = LineField("Vorname", most=120)
    former_name = LineField("Früherer Name", most=120)
    born = BirthDateField("Geburtsdatum", most=40)
    sex = SelectField("Geschlecht", choices=list(SEXES), default="")
    salutation = LineField("Anrede", most=40)
    pronoun = LineField("Pronomen", most=40)
    street = LineField("Straße und Hausnummer", most=120)
    postcode = PostcodeField("PLZ", most=10)
    town = LineField("Ort", most=80)
    email = MailField()
    language = SelectField("Sprache im Gespräch", choices=[(name, name) for name in LANGUAGES], default="Deutsch")
    reading_language = SelectField(
        "Sprache zum Lesen", choices=[("", "wie Gespräch"), *((n, n) for n in LANGUAGES)], default=""
    )
    interpreter = SelectField(
        "Sprachmittlung", choices=[(i.value, label) for i, label in INTERPRETING.items()], default=""
    )
    phones = FieldList(FormField(PhoneEntry), label="Telefon", min_entries=2, max_entries=8)
    same_as = RadioField("Ist es eine dieser Personen?", choices=[], validate_choice=False)
    home_of_id = HiddenField()

    def fill_language(self, *values: str) -> None:
        """Keep a language that is stored but not in the list."""
        for field in (self.language, self.reading_language):
            known = {value for value, _ in field.choices}
            field.choices = [*field.choices, *((v, v) for v in values if v and v not in known)]


class WarningForm(GermanForm):
    """A warning at the name."""

    kind = RadioField("Art", choices=[(kind.value, KINDS[kind].label) for kind in TYPED_KINDS], default="care")
    text = LineField("Worum geht es?", most=200)
    valid_until = GermanDateField("Gilt bis")
    review_on = GermanDateField("Prüfen am")
    person_informed = BooleanField("Die Person weiß von diesem Hinweis")
    named = ChipsField("Wer darf die Akte sehen? (nur bei Sperren)", validate_choice=True)


class RenewForm(GermanForm):
    """A warning that holds on."""

    valid_until = GermanDateField("Gilt weiter bis", [InputRequired("Bitte das Ablaufdatum angeben.")])
    review_on = GermanDateField("Prüfen am")


class MemberForm(GermanForm):
    """Somebody moves in."""

    person = PickField("Person", most=200)
    person_id = HiddenField()
    role = SelectField("als", choices=list(ROLES.items()), default="partner")
    joined_on = GermanDateField("seit", [InputRequired("Bitte den Tag angeben.")])
    left_on = GermanDateField("bis")


class LeaveForm(GermanForm):
    """Somebody moves out."""

    left_on = GermanDateField("Letzter Tag", [InputRequired("Bitte den letzten Tag angeben.")])


class EvidenceForm(GermanForm):
    """The document of a relation."""

    evidence = LineField("Nachweis", most=200)
    issued_on = GermanDateField("Ausgestellt am")
    valid_until = GermanDateField("Gültig bis")
    seen = BooleanField("Ich habe das Original heute gesehen")
    sheet = FileField(
        "Datei des Nachweises",
        description=f"{endings(SCANS)}, höchstens {MOST_BYTES // 1024 // 1024} MB; wird verschlüsselt abgelegt.",
    )

    @property
    def shown(self) -> Evidence:
        """The document as typed."""
        return Evidence(self.evidence.data or "", self.issued_on.data, self.valid_until.data, bool(self.seen.data))

    def refuse(self, error: RuleBroken) -> None:
        """Show the sentence; a browser sends no file twice, so it is asked for again."""
        super().refuse(error)
        if self.sheet.data and not self.sheet.errors:
            self.sheet.errors = ["Bitte die Datei noch einmal wählen."]


class RelationForm(EvidenceForm):
    """Somebody stands for or cares for the person."""

    other = PickField("Person", most=200)
    other_id = HiddenField()
    kind = SelectField("ist für diese Person", choices=[(k.value, labels[0]) for k, labels in RELATIONS.items()])
    scope = LineField("Umfang", most=200)
    starts_on = GermanDateField("von")
    ends_on = GermanDateField("bis")


class LinkForm(GermanForm):
    """Two records are one person."""

    other = PickField("Andere Akte", most=200)
    other_id = HiddenField()
    reason = LineField("Woran ist es erkannt?", most=200)


def entry_phones(form: PersonForm) -> list[dict[str, Any]]:
    """Return the numbers that were filled in."""
    return [entry.data for entry in form.phones if entry.data.get("number")]
