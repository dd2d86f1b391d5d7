"""Small forms of the counter: attach, hand over, call back, online request, appointment."""

from __future__ import annotations

from wtforms import HiddenField, SelectField
from wtforms.validators import InputRequired

from lotse.contacts.rules import APPOINTMENT_OUTCOMES
from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField, TextField, choices_of
from lotse.frontdesk.forms.fields import IdField, PhoneField, PickField, TimeOfDayField
from lotse.frontdesk.forms.result import AppointmentFields

MEETING_LENGTHS = {minutes: f"{minutes} Minuten" for minutes in (15, 30, 45, 60, 90, 120)}


class AttachForm(GermanForm):
    """Give an anonymous contact its person."""

    person = PickField("Person", most=200)
    person_id = HiddenField()
    consent_on = GermanDateField("Einverstanden am", [InputRequired("Bitte den Tag der Zustimmung angeben.")])


class HandOverForm(GermanForm):
    """Put a contact on a colleague's list."""

    hand_to = IdField("Übergeben an", validate_choice=True)


class CallBackForm(GermanForm):
    """Somebody wants to be called."""

    name = LineField("Name", most=120)
    call_back_phone = PhoneField("Nummer", [InputRequired("Bitte die Nummer eingeben.")], most=40)
    call_back_on = GermanDateField("Anrufen am", [InputRequired("Bitte den Tag angeben.")])
    about = LineField("Worum geht es?", most=300)


class AgainForm(GermanForm):
    """Nobody answered; try again."""

    again_on = GermanDateField("Noch einmal am", [InputRequired("Bitte den Tag angeben.")])


class OnlineRequestForm(GermanForm):
    """An online request, taken down by hand until the public form comes."""

    name = LineField("Name", most=120)
    way_back = LineField("Erreichbar unter", most=200)
    text = TextField("Anfrage", [InputRequired("Bitte die Anfrage eintragen.")], most=10_000)


class AppointmentForm(AppointmentFields, GermanForm):
    """A meeting agreed on without a contact; the person is optional."""

    person = PickField("Person", most=200)
    person_id = HiddenField()
    appointment_on = GermanDateField("Termin am", [InputRequired("Bitte den Tag angeben.")])
    appointment_at = TimeOfDayField("um", [InputRequired("Bitte die Uhrzeit angeben.")], most=8)
    minutes = SelectField("Dauer", choices=choices_of(MEETING_LENGTHS), default="45")


class MoveForm(GermanForm):
    """A new time for an appointment."""

    appointment_on = GermanDateField("Neuer Tag", [InputRequired("Bitte den Tag angeben.")])
    appointment_at = TimeOfDayField("um", [InputRequired("Bitte die Uhrzeit angeben.")], most=8)


class OutcomeForm(GermanForm):
    """What came of an appointment."""

    outcome = SelectField("Ergebnis", choices=list(APPOINTMENT_OUTCOMES.items()))
