"""Correcting a contact that is booked already."""

from __future__ import annotations

from wtforms import HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import NumberRange, Optional

from lotse.contacts.rules import CHANNELS, LONGEST_MINUTES
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.forms import EditForm, TextField, choices_of
from lotse.frontdesk.forms.fields import ChipsField, PickField, PostcodeField
from lotse.frontdesk.forms.result import ResultFields
from lotse.frontdesk.queries.choices import Area, Choices
from lotse.frontdesk.rules import LANGUAGES

MINUTES = f"Bitte ganze Minuten zwischen 0 und {LONGEST_MINUTES} eingeben."


class Minutes(IntegerField):
    """Whole minutes, refused with a plain German sentence."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the figure."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(MINUTES) from None


class CorrectionForm(ResultFields, EditForm):
    """What of a contact can be set right: everything but its day."""

    person = PickField("Person", most=200)
    person_id = HiddenField()
    channel = RadioField("Kontaktweg", choices=choices_of(CHANNELS))
    duration_minutes = Minutes("Dauer in Minuten", [Optional(), NumberRange(0, LONGEST_MINUTES, MINUTES)])
    language = SelectField("Sprache", choices=[(name, name) for name in LANGUAGES])
    postcode = PostcodeField("PLZ", most=10)
    concerns = ChipsField("Anliegen", validate_choice=True)
    details = ChipsField("Genauer", validate_choice=True)
    note = TextField("Notiz", most=20_000)
    areas: list[Area]

    def offer_catalogue(self, offered: Choices, language: str) -> None:
        """Fill in the catalogue, and the language of the contact when the office offers it no more."""
        self.concerns.choices = [(str(id_), label) for id_, label in offered.concerns]
        self.details.choices = [(str(id_), label) for id_, label in offered.details]
        self.areas = [area for area in offered.areas if area.children]
        if language and language not in LANGUAGES:
            self.language.choices = [(language, language), *((name, name) for name in LANGUAGES)]

    def tick(self, concern_ids: list[int]) -> None:
        """Tick the concerns the contact has."""
        chosen = {str(id_) for id_ in concern_ids}
        self.concerns.data = [value for value, _ in self.concerns.choices or [] if value in chosen]
        self.details.data = [value for value, _ in self.details.choices or [] if value in chosen]

    @property
    def concern_ids(self) -> set[int]:
        """Chosen concerns of both levels."""
        chosen = [*(self.concerns.data or []), *(self.details.data or [])]
        return {number for value in chosen if (number := record_id(value))}

    @property
    def offered_ids(self) -> set[int]:
        """Every concern that could be ticked: what is not among them stays with the contact."""
        offered = [*(self.concerns.choices or []), *(self.details.choices or [])]
        return {int(value) for value, _ in offered}
