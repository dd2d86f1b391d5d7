"""Forms for houses, offers, hours, closures and capacity."""

from __future__ import annotations

from typing import Any

from wtforms import (
    BooleanField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, Regexp, ValidationError

from lotse.directory.rules.capacity import CAPACITY_LABELS
from lotse.directory.rules.hours_text import HoursNotUnderstood, parse_hours
from lotse.directory.rules.opening_hours import WeeklyHours
from lotse.foundation.web.forms import (
    EditForm,
    GermanDateField,
    GermanForm,
    GermanNumberField,
    LineField,
    MailField,
    TextField,
)
from lotse.foundation.workdays import REGIONS

RECEIVER_KINDS = {
    "benefit_office": "Sozialleistungsträger",
    "housing_benefit": "Wohngeldstelle",
    "care": "Pflege",
    "health": "Gesundheit und Teilhabe",
    "debt_advice": "Schuldnerberatung",
    "youth": "Jugendamt",
    "child_care": "Kita und Kindertagespflege",
    "employment": "Arbeit und Ausbildung",
    "migration": "Migration",
    "charity": "Freie Wohlfahrt und Vereine",
    "private": "Private Stelle",
}
"""The gate (disclosure) decides by these what a recipient may get; a test keeps both lists equal."""


NOT_HERE = "Der Ort liegt nicht in Deutschland."


def http_address(_form: Any, field: Any) -> None:
    """Validator: http and https only, so that no link can run a script."""
    text = (field.data or "").strip()
    if text and not text.lower().startswith(("https://", "http://")):
        raise ValidationError("Die Adresse beginnt mit https:// oder http://.")
    if any(sign in text for sign in " \"'<>"):
        raise ValidationError("Diese Internetadresse enthält Zeichen, die dort nicht vorkommen.")


class OrganisationForm(EditForm):
    """A house with its address, how to reach it and what to know before going there."""

    address_fields = ("street", "postcode", "town", "district", "latitude", "longitude")
    record_fields = (
        "version", "name", "kind", "receiver_kind", "carrier", "umbrella", *address_fields, "state",
        "address_confidential", "phone", "email", "website", "contact_person", "accessibility",
        "receipt_days", "answer_days", "first_contact_days", "notes",
    )  # fmt: skip

    name = LineField("Name", [InputRequired("Bitte den Namen eingeben.")])
    kind = LineField("Art der Einrichtung", most=40, description="Zum Beispiel Beratungsstelle, Behörde, Kita")
    receiver_kind = SelectField("Art des Empfängers", choices=RECEIVER_KINDS)
    carrier = LineField("Träger")
    umbrella = LineField("Dachverband")
    street = LineField("Straße und Hausnummer", most=120)
    postcode = LineField("PLZ", [Optional(), Regexp(r"^[0-9]{5}$", message="Die Postleitzahl hat 5 Ziffern.")], most=10)
    town = LineField("Ort", most=80)
    district = LineField("Ortsteil", most=80)
    state = SelectField("Bundesland", choices=dict(REGIONS), description="Bestimmt die Feiertage")
    latitude = GermanNumberField("Breitengrad", [Optional(), NumberRange(47, 56, NOT_HERE)])
    longitude = GermanNumberField("Längengrad", [Optional(), NumberRange(5, 16, NOT_HERE)])
    address_confidential = BooleanField(
        "Anschrift geschützt", description="Die Anschrift wird nirgends angezeigt, gedruckt oder ausgegeben."
    )
    phone = LineField("Telefon", most=60)
    email = MailField()
    website = LineField("Internet", [http_address], most=300)
    contact_person = LineField("Ansprechperson", most=120)
    accessibility = LineField("Barrierefreiheit", most=300, description="Leer, wenn nichts bekannt ist")
    languages = LineField("Sprachen", most=300, description="Mit Komma getrennt, Deutsch ist selbstverständlich")
    receipt_days = IntegerField("Eingang bestätigt nach (Arbeitstage)", [Optional(), NumberRange(0, 60)])
    answer_days = IntegerField("Antwort nach (Arbeitstage)", [Optional(), NumberRange(0, 120)])
    first_contact_days = IntegerField("Erstkontakt nach (Arbeitstage)", [Optional(), NumberRange(0, 120)])
    notes = TextField("Hinweise für Kolleginnen und Kollegen", most=2000)

    def fields(self) -> dict[str, Any]:
        """Return what was typed as fields of the house; an untouched confidential address stays out."""
        values = typed_values(self, outside={"languages"})
        values["languages"] = split_words(self.languages.data)
        if self.address_confidential.data and not (self.street.data or self.town.data or self.postcode.data):
            for name in self.address_fields:
                del values[name]
        return values


class HoursField(LineField):
    """Opening hours as people type them; a text that is none is refused with the word that was not understood."""

    def pre_validate(self, _form: Any) -> None:
        """Try to read the text."""
        try:
            parse_hours(self.data or "")
        except HoursNotUnderstood as wrong:
            raise ValidationError(str(wrong)) from None

    @property
    def week(self) -> WeeklyHours:
        """The typed week."""
        return parse_hours(self.data or "")


class OfferForm(EditForm):
    """An offer with its concerns and hours."""

    record_fields = (
        "version", "name", "kind", "description", "target_group", "costs",
        "capacity", "min_age", "max_age", "social_space",
    )  # fmt: skip

    name = LineField("Name des Angebots", [InputRequired("Bitte den Namen eingeben.")])
    kind = LineField("Art", most=80, description="Zum Beispiel Beratung, Kurs, Betreuung")
    concerns = SelectMultipleField("Anliegen", coerce=int, validate_choice=False)
    hours = HoursField("Öffnungszeiten", most=500, description="Zum Beispiel: Mo–Fr 8–12, Do 14–18, nach Vereinbarung")
    description = TextField("Beschreibung", most=2000)
    target_group = LineField("Zielgruppe")
    costs = LineField("Kosten")
    languages = LineField("Sprachen", most=300, description="Mit Komma getrennt")
    capacity = IntegerField("Plätze", [Optional(), NumberRange(0, 100_000, "Bitte eine Zahl ab 0.")])
    min_age = IntegerField("Alter von", [Optional(), NumberRange(0, 120, "Bitte ein Alter bis 120.")])
    max_age = IntegerField("Alter bis", [Optional(), NumberRange(0, 120, "Bitte ein Alter bis 120.")])
    social_space = BooleanField("Angebot im Sozialraum (Treff, Verein, Ehrenamt)")

    def fields(self) -> dict[str, Any]:
        """Return what was typed as fields of the offer, without concerns and hours."""
        values = typed_values(self, outside={"languages", "concerns", "hours"})
        return {**values, "languages": split_words(self.languages.data)}


class CapacityForm(GermanForm):
    """What a partner just said about free places."""

    capacity = SelectField("Plätze", choices={state.value: label for state, label in CAPACITY_LABELS.items()})
    waiting_days = IntegerField(
        "Wartezeit", [Optional(), NumberRange(0, 2000, "Bitte Tage zwischen 0 und 2000.")], description="In Tagen"
    )
    source = LineField("Woher wissen Sie es?", most=80)


class ClosureForm(GermanForm):
    """Days on which a house is closed."""

    label = LineField("Grund", [InputRequired("Bitte den Grund eingeben.")], most=120)
    starts_on = GermanDateField("Von", [InputRequired("Bitte den ersten Tag eingeben.")])
    ends_on = GermanDateField("Bis", [InputRequired("Bitte den letzten Tag eingeben.")])


class SpecialOpeningForm(GermanForm):
    """A day with other hours than usual."""

    label = LineField("Anlass", most=120)
    day = GermanDateField("Tag", [InputRequired("Bitte den Tag eingeben.")])
    opens_at = TimeField("Von", [InputRequired("Bitte die Uhrzeit eingeben.")])
    closes_at = TimeField("Bis", [InputRequired("Bitte die Uhrzeit eingeben.")])


class ConfirmForm(GermanForm):
    """A button."""


def split_words(text: str | None) -> list[str]:
    """Split a list typed with commas."""
    return [word.strip()[:40] for word in (text or "").replace(";", ",").split(",") if word.strip()][:20]


def typed_values(form: GermanForm, *, outside: set[str]) -> dict[str, Any]:
    """Return the values of the fields that a record holds; a text that was not sent is empty, never None."""
    names = [name for name in form._fields if name not in {"csrf_token", "form_key", "version", *outside}]
    texts = (StringField, TextAreaField)
    return {name: form[name].data or "" if isinstance(form[name], texts) else form[name].data for name in names}
