"""The one screen for a contact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache

from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.fields import SelectChoice

from lotse.clients.rules.households import ROLES
from lotse.contacts.rules import CHANNELS, DURATION_CHIPS, INTERPRETING, Channel
from lotse.foundation.clock import instant, local
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField, TextField, choices_of
from lotse.frontdesk.forms.fields import (
    BirthDateField,
    ChipsField,
    IdField,
    PhoneField,
    PickField,
    PostcodeField,
    TimeOfDayField,
)  # fmt: skip
from lotse.frontdesk.forms.result import NOBODY_YET, ResultFields
from lotse.frontdesk.rules import LANGUAGES, REMINDER_WEEKS


class ContactForm(ResultFields, GermanForm):
    """Everything that can be taken down in one go."""

    draft_version = HiddenField(default="0")
    request_id = HiddenField()
    call_back_id = HiddenField()
    desk = LineField("Platz", most=30)
    site = IdField("Standort", validate_choice=True)
    channel = RadioField("Kontaktweg", choices=choices_of(CHANNELS), default="on_site")
    minutes = RadioField(
        "Dauer",
        choices=choices_of([("", "läuft"), *DURATION_CHIPS]),
        default="",
        validate_choice=True,
    )
    day = GermanDateField("Tag")
    at = TimeOfDayField("Beginn", most=8)

    person = PickField("Person", most=200)
    person_id = HiddenField()
    same_as = RadioField("Ist es eine dieser Personen?", choices=[], validate_choice=False)
    new_last = LineField("Nachname", most=120)
    new_first = LineField("Vorname", most=120)
    new_former = LineField("Früherer Name", most=120)
    new_born = BirthDateField("Geburtsdatum", most=40)
    new_phone = PhoneField("Telefon", most=40)
    new_street = LineField("Straße und Hausnummer", most=120)
    new_postcode = PostcodeField("PLZ", most=10)
    new_town = LineField("Ort", most=80)
    home_of = PickField("Wohnt zusammen mit", most=200)
    home_of_id = HiddenField()
    home_role = SelectField("als", choices=choices_of(ROLES), default="partner")

    language = SelectField("Sprache", choices=choices_of((name, name) for name in LANGUAGES), default="Deutsch")
    interpreter = SelectField("Sprachmittlung", choices=choices_of(INTERPRETING), default="")
    postcode = PostcodeField("PLZ", most=10)
    concerns = ChipsField("Anliegen", validate_choice=True)
    details = ChipsField("Genauer", validate_choice=True)
    note = TextField("Notiz", most=20_000)

    reminder = SelectField("Wiedervorlage", choices=choices_of(REMINDER_WEEKS), default="")

    wants_to_apply = BooleanField("Antragswille festhalten (§ 16 SGB I)")
    benefit = LineField("Leistung", most=120)
    wording = TextField("Wunsch im Wortlaut", most=2_000)
    call_back = BooleanField("Rückruf vormerken")
    call_back_phone = PhoneField("Nummer", most=40)
    call_back_on = GermanDateField("am")
    hand_to = IdField("An Kollegin oder Kollegen übergeben", validate_choice=True)

    def offer_choices(
        self,
        *,
        areas: Iterable[tuple[int, str]],
        details: Iterable[tuple[int, str]],
        staff: Callable[[], Sequence[tuple[int, str]]],
        sites: Sequence[tuple[int, str]],
    ) -> None:
        """Fill in what the office has; colleagues are asked for where they are shown or one was chosen."""
        self.concerns.choices = choices_of(areas)
        self.details.choices = choices_of(details)
        people = cache(lambda: choices_of(staff()))
        self.appointment_with.choices = lambda: [NOBODY_YET, *people()]
        self.hand_to.choices = lambda: [SelectChoice("", "nicht übergeben"), *people()]
        self.site.choices = choices_of(sites)

    def started_at(self, now: datetime) -> datetime:
        """The instant the contact began; without day and time it begins now."""
        day = self.day.data or local(now).date()
        return instant(day, self.at.at) if self.at.at else now

    @property
    def concern_ids(self) -> list[int]:
        """Chosen concerns of both levels."""
        typed = [*(self.concerns.data or []), *(self.details.data or [])]
        return [number for value in typed if (number := record_id(value))]

    @property
    def concern_labels(self) -> str:
        """Chosen concerns as a phrase."""
        chosen = {*(self.concerns.data or []), *(self.details.data or [])}
        offered = [*(self.concerns.choices or []), *(self.details.choices or [])]
        return ", ".join(choice.label for choice in offered if choice.value in chosen)

    @property
    def chosen_person_id(self) -> int | None:
        """The known person: picked while typing, or recognised in the duplicate check."""
        for value in (self.same_as.data, self.person_id.data):
            if number := record_id(value):
                return number
        return None

    @property
    def is_new_person(self) -> bool:
        """Whether somebody is to be written down."""
        return self.chosen_person_id is None and bool(self.new_last.data)

    @property
    def duplicates_were_seen(self) -> bool:
        """Whether the advisor has said that it is nobody of those shown."""
        return self.same_as.data == "new"

    def chosen_channel(self) -> Channel:
        """The channel as the rules know it."""
        return Channel(self.channel.data)
