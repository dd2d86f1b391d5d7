"""Forms of deadlines: what a letter says, what became of a deadline, what goes into a draft letter."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from lotse.deadlines.rules.catalogue import Variant, catalogue, variant_key
from lotse.deadlines.rules.closing import OUTCOME_LABELS, Outcome
from lotse.deadlines.rules.inputs import DATE_INPUTS, BadInputs, Delivery, Fault
from lotse.deadlines.rules.periods import Unit
from lotse.foundation.web.forms import EditForm, GermanDateField, GermanForm, LineField, TextField
from lotse.foundation.workdays import MUNICIPAL_REGIONS, REGIONS

DEFAULT_KEY = "1-1"

DELIVERIES = {
    Delivery.POST: "mit der Post (einfacher Brief)",
    Delivery.FORMAL_SERVICE: "förmlich zugestellt (gelber Umschlag)",
    Delivery.HANDOVER: "persönlich übergeben",
    Delivery.ELECTRONIC: "elektronisch geschickt",
    Delivery.PORTAL_NOTIFICATION: "im Portal bereitgestellt",
    Delivery.REGISTERED_HANDOVER: "Einschreiben ohne Rückschein",
    Delivery.RECEIVED_ABROAD: "im Ausland empfangen",
}
UNITS = {Unit.DAYS: "Tage", Unit.WEEKS: "Wochen", Unit.MONTHS: "Monate", Unit.YEARS: "Jahre"}
LAWS = {
    "SGB2": "SGB II (Grundsicherungsgeld)",
    "SGB3": "SGB III (Arbeitsförderung)",
    "SGB5": "SGB V (Krankenversicherung)",
    "SGB6": "SGB VI (Rente)",
    "SGB11": "SGB XI (Pflege)",
    "SGB12": "SGB XII (Sozialhilfe)",
    "ASYLBLG": "AsylbLG",
    "WOHNGELD": "Wohngeld",
    "KIZ": "Kinderzuschlag",
    "BAFOEG": "BAföG",
    "UVG": "Unterhaltsvorschuss",
    "OTHER": "anderes Gesetz",
}
LABELS = {
    "event_date": "Tag des Ereignisses",
    "actual_receipt": "Tatsächlich angekommen am",
    "set_date": "Genannter Tag",
    "end": "Ende",
    "received_on": "Eingang am",
    "application_date": "Tag des Antrags",
    "previous_period_end": "Ende des laufenden Zeitraums",
    "training_start": "Beginn der Ausbildung",
    "known_to_authority_on": "Der Stelle bekannt seit",
    "care_need_since": "Pflegebedarf seit",
    "conditions_met_on": "Voraussetzungen erfüllt seit",
    "rejection_known_on": "Von der Ablehnung erfahren am",
    "period_end": "Ende des Bewilligungszeitraums",
    "death_date": "Todestag",
    "rejection_binding_on": "Ablehnung bindend seit",
    "notified_on": "Bescheid bekannt gegeben am",
    "claim_arose_on": "Anspruch entstanden am",
    "certified_until": "Krankgeschrieben bis",
    "employment_ends": "Ende der Arbeit",
    "known_on": "Vom Ende erfahren am",
    "first_day_unemployed": "Erster Tag ohne Arbeit",
    "reported_on": "Gemeldet am",
    "reduced_since": "Erwerbsgemindert seit",
    "birth_date": "Geburtstag",
}
_SENT_LABEL = "Bescheid abgeschickt oder übergeben am"


class WhatForm(GermanForm):
    """What the deadline is about: decides which fields follow."""

    was = SelectField("Was ist gekommen oder passiert?", validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas: dict[str, list[tuple[str, str]]] = {}
        for entry in catalogue():
            for position, variant in enumerate(entry.variants, start=1):
                areas.setdefault(entry.area, []).append((variant_key(entry, position), variant.label))
        self.was.choices = areas


class DeadlineForm(WhatForm, EditForm):
    """Everything a computation may ask for; a page shows the fields that its entry needs."""

    period = IntegerField("Dauer", [Optional()])
    unit = SelectField("Einheit", choices=[*UNITS.items()], default=Unit.WEEKS)
    year = IntegerField("Jahr", [Optional()])
    delivery = SelectField("Wie kam der Bescheid?", choices=[*DELIVERIES.items()], default=Delivery.POST)
    place_state = SelectField(
        "Land der Stelle",
        choices={"Länder": [*REGIONS.items()], "Bayern, Gemeinden mit eigenem Feiertag": [*MUNICIPAL_REGIONS.items()]},
        description="Feiertage gelten dort, wo etwas abzugeben ist.",
    )
    section26_3_s2_notice = BooleanField("Der Bescheid sagt ausdrücklich, dass sich der Tag nicht verschiebt")
    deceased_drew_pension = BooleanField("Die verstorbene Person bezog schon Rente")
    benefit_law = SelectField("Um welche Leistung geht es?", choices=[*LAWS.items()])
    sender = LineField("Wer hat geschrieben?", most=200, description="zum Beispiel: Jobcenter Musterkreis")
    reference = LineField("Aktenzeichen der Stelle", most=80)
    reason = LineField("Was hat sich geändert?", most=300)
    override_day = GermanDateField("Von Hand gesetzter letzter Tag", [Optional()])
    override_reason = LineField("Warum gilt dieser Tag?", most=300)

    def given(self, variant: Variant) -> dict[str, Any]:
        """Return the inputs of the engine that the page asked for."""
        values: dict[str, Any] = {}
        for name in (*variant.asks, *variant.may_ask):
            data = self[name].data
            values[name] = data.isoformat() if name in DATE_INPUTS and data is not None else data
        return values

    def name_fields(self, variant: Variant) -> None:
        """Give the fields the words of the entry."""
        if "delivery" in variant.asks:
            self["event_date"].label.text = _SENT_LABEL
            self["event_date"].description = "Poststempel auf dem Umschlag; sonst das Datum des Bescheids."
        for name, text in variant.labels.items():
            if name in self:
                self[name].label.text = text

    def fill(self, inputs: dict[str, Any]) -> None:
        """Show stored inputs."""
        for name, value in inputs.items():
            if name in self:
                self[name].data = date.fromisoformat(value) if name in DATE_INPUTS else value

    def show_override(self, day: date | None, reason: str) -> None:
        """Show the day that a person has set."""
        self["override_day"].data, self["override_reason"].data = day, reason

    def refuse_all(self, error: BadInputs) -> None:
        """Show each fault at its field."""
        for fault in error.faults:
            message = sentence_of(fault)
            if fault.field in self:
                field = self[fault.field]
                field.errors = [*field.errors, message]
            else:
                self.form_errors.append(message)


for _name, _label in LABELS.items():
    setattr(DeadlineForm, _name, GermanDateField(_label, [Optional()]))


class CloseForm(GermanForm):
    """What became of a deadline."""

    outcome = RadioField(
        "Was ist daraus geworden?",
        [InputRequired("Bitte wählen.")],
        choices=[(o.value, OUTCOME_LABELS[o]) for o in Outcome],
    )
    closed_on = GermanDateField("Am")
    note = LineField("Nachweis oder Erklärung", most=300)


class ReopenForm(GermanForm):
    """Why a deadline is open again."""

    reason = LineField("Warum ist die Frist wieder offen?", most=300)


class FilingForm(GermanForm):
    """Where and how something was handed in."""

    handed_in_at = SelectField(
        "Wo abgegeben?",
        choices=[
            ("competent", "bei der zuständigen Stelle oder dem Gericht"),
            ("other_domestic_authority", "bei einer anderen deutschen Behörde (auch bei uns)"),
            ("insurance_provider", "bei einem Versicherungsträger"),
            ("other", "woanders, zum Beispiel bei einem Wohlfahrtsverband"),
        ],
    )
    handed_in_on = GermanDateField("Abgegeben am")
    reached_competent_on = GermanDateField("Bei der zuständigen Stelle angekommen am", [Optional()])
    form = SelectField(
        "Wie?",
        choices=[
            ("signed_letter", "Brief mit Unterschrift"),
            ("dictated_at_office", "zur Niederschrift"),
            ("plain_email", "einfache E-Mail"),
            ("telephone", "am Telefon"),
        ],
    )


class DraftForm(GermanForm):
    """What a draft letter needs beyond what the case knows."""

    kind = HiddenField()
    authority = LineField("Stelle", [InputRequired("Bitte die Stelle nennen.")], most=120)
    street = LineField("Straße oder Postfach", most=120)
    town = LineField("PLZ und Ort", most=120)
    reference = LineField("Aktenzeichen", most=80)
    decision_of = GermanDateField("Datum des Bescheids oder Antrags", [Optional()])
    extend_to = GermanDateField("Neue Frist bis", [Optional()])
    subject_matter = LineField("Worum geht es?", most=120, description="zum Beispiel: Wohngeld")
    text = TextField("Zusätzlicher Satz", most=800)


def sentence_of(fault: Fault) -> str:
    """Return a fault as a sentence at its field."""
    if fault.message == "fehlt":
        return "Bitte ausfüllen."
    return f"{fault.message[0].upper()}{fault.message[1:]}."
