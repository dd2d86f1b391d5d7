"""Forms of administration."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp, ValidationError

from lotse.accounts.rules import ROLE_LABELS
from lotse.foundation.errors import FieldError
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.forms import EditForm, GermanForm, GermanNumberField, LineField, MailField
from lotse.foundation.workdays import region_name
from lotse.outbox.rules import is_address

NOT_HERE = "Der Ort liegt nicht in Deutschland."
STATES = ("BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH")


def _can_be_written_to(_form: UserForm, field: LineField) -> None:
    if not is_address(field.data or ""):
        raise ValidationError("Das ist keine E-Mail-Adresse, an die Lotse schreiben kann.")


class UserForm(EditForm):
    """An account."""

    login = LineField(
        "Anmeldung",
        [
            InputRequired("Bitte eine Anmeldung vergeben."),
            Regexp(r"^[a-zA-Z0-9._-]{2,60}$", message="Nur Buchstaben, Ziffern, Punkt und Strich."),
        ],
        most=60,
    )
    name = LineField("Name", [InputRequired("Bitte den Namen eintragen.")], most=120)
    job_title = LineField("Funktion", most=80)
    role = SelectField("Aufgabe", choices=[(str(role), label) for role, label in ROLE_LABELS.items()])
    unit_id = SelectField("Einheit", coerce=record_id, validators=[Optional()])
    site_id = SelectField("Standort", coerce=record_id, validators=[Optional()])
    email = LineField("E-Mail", [Optional(), _can_be_written_to], most=200)
    phone = LineField("Telefon", most=40)
    fte_percent = IntegerField(
        "Stellenanteil in Prozent", [NumberRange(1, 100, message="Zwischen 1 und 100.")], default=100
    )

    def offer(self, units: list[tuple[int, str]], sites: list[tuple[int, str]]) -> None:
        """Fill in what can be chosen."""
        self.unit_id.choices = [("", "keine"), *units]
        self.site_id.choices = [("", "keiner"), *sites]


class DeactivateForm(GermanForm):
    """Who takes over the open work."""

    successor = SelectField("Wer übernimmt die offene Arbeit?", coerce=record_id, validators=[Optional()])


class UnitForm(EditForm):
    """A team or a department, and its entry in the directory."""

    kind = RadioField("Art", choices=[("team", "Team"), ("department", "Fachstelle im Haus")], default="department")
    name = LineField("Name", [InputRequired("Bitte einen Namen eintragen.")], most=120)
    site_id = SelectField("Standort", coerce=record_id, validators=[Optional()])
    organisation_id = SelectField("Eintrag im Verzeichnis", coerce=record_id, validators=[Optional()])

    def offer(self, sites: list[tuple[int, str]], entries: list[tuple[int, str]]) -> None:
        """Fill in what can be chosen."""
        self.site_id.choices = [("", "keiner"), *sites]
        self.organisation_id.choices = [("", "neuer Eintrag mit diesem Namen"), *entries]


class SiteForm(EditForm):
    """A site; latitude and longitude make the distance of offers known."""

    fields = ("name", "street", "postcode", "town", "phone", "opening_hours", "latitude", "longitude")

    name = LineField("Name", [InputRequired("Bitte einen Namen eintragen.")], most=120)
    street = LineField("Straße und Hausnummer", most=120)
    postcode = LineField(
        "Postleitzahl", [Optional(), Regexp(r"^\d{5}$", message="Die Postleitzahl hat 5 Ziffern.")], most=5
    )
    town = LineField("Ort", most=80)
    phone = LineField("Telefon", most=40)
    opening_hours = LineField("Öffnungszeiten", most=200)
    latitude = GermanNumberField("Breitengrad", [Optional(), NumberRange(47, 56, NOT_HERE)])
    longitude = GermanNumberField("Längengrad", [Optional(), NumberRange(5, 16, NOT_HERE)])

    def typed(self) -> dict[str, Any]:
        """Return what was typed: texts never None, the place as a pair or not at all.

        Raises FieldError when only one half of the pair is there.
        """
        pair = (self.latitude.data, self.longitude.data)
        if (pair[0] is None) != (pair[1] is None):
            raise FieldError("longitude", "Bitte Breitengrad und Längengrad zusammen eintragen, oder keinen.")
        texts = {name: getattr(self, name).data or "" for name in self.fields[:6]}
        return {**texts, "latitude": pair[0], "longitude": pair[1]}


class SettingsForm(GermanForm):
    """Settings of the office."""

    office_name = LineField("Name des Büros", [InputRequired("Bitte den Namen eintragen.")], most=120)
    office_street = LineField("Straße und Hausnummer", most=120)
    office_town = LineField("Postleitzahl und Ort", most=120)
    office_phone = LineField("Telefon", most=40)
    office_email = MailField()
    office_tagline = LineField("Zeile unter dem Namen auf Briefen", most=80)
    office_body = LineField("Träger (Landkreis, Stadt oder Verein)", most=120)
    data_protection_officer = LineField("Datenschutz: wer gibt Auskunft", most=200)
    complaint_office = LineField("Datenschutz: wo man sich beschwert", most=200)
    is_benefit_authority = BooleanField("Das Büro gehört zu einem Leistungsträger", default=True)
    land = SelectField("Bundesland (Feiertage)", choices=[(code, region_name(code)) for code in STATES], default="HE")
    require_totp = BooleanField("Der zweite Faktor ist für alle Pflicht")
