"""The form from a decision letter to its deadline, and the one that computes it again."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from lotse.deadlines.forms.choices import (
    DELIVERIES,
    FORMS,
    HANDED_IN_AT,
    LABELS,
    LAWS,
    REGIMES,
    SENT_LABEL,
    UNITS,
    Choice,
    choices_of,
)
from lotse.deadlines.forms.computing import ComputingForm
from lotse.deadlines.rules.catalogue import Variant, catalogue, free_rules, variant_key
from lotse.deadlines.rules.filing import KEEPS_FILING_DATE
from lotse.deadlines.rules.inputs import DATE_INPUTS, Delivery, Regime
from lotse.deadlines.rules.periods import Unit
from lotse.foundation.web.forms import EditForm, GermanDateField, LineField
from lotse.foundation.workdays import MUNICIPAL_REGIONS, REGIONS


class WhatForm(ComputingForm):
    """What the deadline is about: decides which fields follow."""

    was = SelectField("Was ist gekommen oder passiert?", validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was.choices = [
            SelectChoice(variant_key(entry, position), variant.label, optgroup=entry.area)
            for entry in sorted(catalogue(), key=lambda entry: entry.area != "Bescheide")
            for position, variant in enumerate(entry.variants, start=1)
        ] + [SelectChoice(key, variant.label, optgroup=entry.area) for key, (entry, variant) in free_rules().items()]


class DeadlineForm(WhatForm):
    """Everything a computation may ask for; a page shows the fields that its entry needs."""

    period = IntegerField("Dauer", [Optional()])
    unit = Choice("Einheit", UNITS, default=Unit.WEEKS)
    year = IntegerField("Jahr", [Optional()])
    delivery = Choice("Wie kam der Bescheid?", DELIVERIES, default=Delivery.POST)
    place_state = Choice(
        "Land der Stelle",
        REGIONS,
        more=choices_of(MUNICIPAL_REGIONS),
        description="Feiertage gelten dort, wo etwas abzugeben ist.",
    )
    regime = Choice("Verfahrensrecht", REGIMES, default=Regime.SGB10)
    kind = Choice("Worauf wird gewartet?", {"application": "Antrag", "objection": "Widerspruch"})
    remedy = Choice(
        "Welcher Rechtsbehelf?",
        {
            "SGG_WIDERSPRUCH": "Widerspruch (Sozialrecht)",
            "SGG_KLAGE": "Klage zum Sozialgericht",
            "VWGO_KLAGE": "Klage zum Verwaltungsgericht",
            "KSCHG_KLAGE": "Kündigungsschutzklage",
        },
    )
    filed_with = Choice("Wo abgegeben?", {**KEEPS_FILING_DATE, "charity": "bei einem Wohlfahrtsverband oder woanders"})
    handed_in_at = Choice("Wo abgegeben?", HANDED_IN_AT)
    form = Choice("Wie?", FORMS)
    section26_3_s2_notice = BooleanField("Der Bescheid sagt ausdrücklich, dass sich der Tag nicht verschiebt")
    rolls = BooleanField("Das Monatsende verschiebt sich auf den nächsten Werktag")
    deceased_drew_pension = BooleanField("Die verstorbene Person bezog schon Rente")
    benefit_law = Choice("Um welche Leistung geht es?", LAWS)
    sender = LineField("Wer hat geschrieben?", most=200, description="zum Beispiel: Jobcenter Musterkreis")
    reference = LineField("Aktenzeichen der Stelle", most=80)

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
            self["event_date"].label.text = SENT_LABEL
            self["event_date"].description = "Poststempel auf dem Umschlag; sonst das Datum des Bescheids."
        for name, text in variant.labels.items():
            if name in self:
                self[name].label.text = text

    def fill(self, inputs: dict[str, Any]) -> None:
        """Show stored inputs."""
        for name, value in inputs.items():
            if name in self:
                self[name].data = date.fromisoformat(value) if name in DATE_INPUTS else value


for _name, _label in LABELS.items():
    setattr(DeadlineForm, _name, GermanDateField(_label, [Optional()]))


class RecomputeForm(DeadlineForm, EditForm):
    """The same once more, with the reason why."""

    reason = LineField("Was hat sich geändert?", most=300)
    override_day = GermanDateField("Von Hand gesetzter letzter Tag", [Optional()])
    override_reason = LineField("Warum gilt dieser Tag?", most=300)

    def show_override(self, day: date | None, reason: str) -> None:
        """Show the day that a person has set."""
        self["override_day"].data, self["override_reason"].data = day, reason
