"""Forms of the ways of a referral: the partner's PIN and forwarding, another receiver, agreements, the consent."""

from __future__ import annotations

from wtforms import HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField, TextField
from lotse.referrals.forms.answers import CHANNELS, StandForm


class PinForm(GermanForm):
    """The PIN from the second channel."""

    pin = LineField("PIN", [InputRequired("Bitte die sechsstellige PIN eingeben.")], most=20)


class ForwardForm(GermanForm):
    """A partner names the office that is competent."""

    receiver = SelectField("Zuständig ist", coerce=int)
    note = TextField("Bemerkung", most=1000)


class RedirectForm(StandForm):
    """Another receiver is chosen: by us, or by the receiver that passed the request on."""

    receiver = LineField("Neue Stelle", [InputRequired("Bitte eine Stelle oder ein Angebot wählen.")], most=300)
    receiver_id = HiddenField()
    via = RadioField("Wie haben wir davon erfahren?", choices=list(CHANNELS.items()), default="phone")
    note = TextField("Grund", [InputRequired("Bitte den Grund nennen.")], most=1000)


class AgreementForm(GermanForm):
    """What was agreed with a receiver."""

    subject = LineField("Worüber", [InputRequired("Bitte sagen, was vermittelt wird.")], most=300)
    receipt_days = IntegerField(
        "Eingang bestätigen (Arbeitstage)", [NumberRange(1, 60, "Bitte 1 bis 60 Arbeitstage.")], default=2
    )
    answer_days = IntegerField(
        "Annahme oder Ablehnung (Arbeitstage)", [NumberRange(1, 60, "Bitte 1 bis 60 Arbeitstage.")], default=5
    )
    first_contact_days = IntegerField(
        "Erstkontakt (Arbeitstage)", [NumberRange(1, 120, "Bitte 1 bis 120 Arbeitstage.")], default=10
    )
    status_days = IntegerField(
        "Zwischenstand (Arbeitstage)", [NumberRange(1, 120, "Bitte 1 bis 120 Arbeitstage.")], default=15
    )
    waiting_list_days = IntegerField(
        "Warteliste prüfen (Arbeitstage)", [NumberRange(1, 120, "Bitte 1 bis 120 Arbeitstage.")], default=20
    )
    reminder_days = IntegerField(
        "Erste Erinnerung (Arbeitstage)", [NumberRange(1, 120, "Bitte 1 bis 120 Arbeitstage.")], default=5
    )
    second_reminder_days = IntegerField(
        "Zweite Erinnerung (Arbeitstage)", [NumberRange(1, 120, "Bitte 1 bis 120 Arbeitstage.")], default=10
    )
    no_response_days = IntegerField(
        "Keine Rückmeldung nach (Arbeitstagen)", [NumberRange(1, 120, "Bitte 1 bis 120 Arbeitstage.")], default=15
    )
    contact_person = LineField("Ansprechperson", most=200)
    valid_from = GermanDateField("Gültig ab", [InputRequired("Bitte das Datum eintragen.")])
    valid_until = GermanDateField("Gültig bis", [Optional()])
