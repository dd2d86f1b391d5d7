"""Entering and changing a measure; weekly times and closures are typed as people say them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, SelectMultipleField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from lotse.foundation.web.forms import EditForm, GermanDateField, GermanForm, LineField, TextField
from lotse.measures.rules import weekly_times
from lotse.measures.rules.closure_text import EXAMPLE as CLOSURE_EXAMPLE
from lotse.measures.rules.closure_text import parse_closures
from lotse.measures.rules.kinds import AREAS, KINDS
from lotse.measures.rules.plan import Closure, Slot
from lotse.measures.rules.states import STATE_LABELS, State
from lotse.measures.rules.weekly_times import NotUnderstoodError, parse_weekly_times

LONGEST_WAY = 240


def whole_id(value: Any) -> int | None:
    """Coerce the value of a select: an id, or None for the empty choice."""
    return int(value) if str(value).isdecimal() and value else None


def choices(pairs: Iterable[tuple[Any, str]], group: str | None = None) -> list[SelectChoice]:
    """Choices of a select from values and labels."""
    return [SelectChoice(value=value, label=label, optgroup=group) for value, label in pairs]


def kind_choices() -> list[SelectChoice]:
    """Kinds of measures, grouped by area of life."""
    return choices([("", "– bitte wählen –")]) + [
        choice
        for area, label in AREAS.items()
        for choice in choices(((code, k.label) for code, k in KINDS.items() if k.area == area), label)
    ]


class CheckList(SelectMultipleField):
    """Several of a few, as checkboxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class MeasureFields(GermanForm):
    """What is said about a measure."""

    person_id = SelectField("Für wen", coerce=whole_id, validators=[InputRequired("Bitte eine Person wählen.")])
    kind = SelectField("Art", validators=[InputRequired("Bitte eine Art wählen.")])
    label = LineField("Bezeichnung", most=200, description="Wie alle sie nennen, etwa „Umschulung Pflege“.")
    provider = LineField("Träger, Einrichtung", most=200, description="Name eintippen; aus dem Verzeichnis wählen.")
    organisation_id = HiddenField()
    starts_on = GermanDateField("Beginn", [InputRequired("Bitte den Beginn nennen.")])
    ends_on = GermanDateField("Ende", description="leer = offen")
    weekly = LineField("Wochenzeiten", most=300, description=weekly_times.EXAMPLE)
    closures = TextField("Eigene Schließzeiten", most=2000, description=f"eine je Zeile, {CLOSURE_EXAMPLE}")
    closed_on_public_holidays = BooleanField("An gesetzlichen Feiertagen geschlossen", default=True)
    state = SelectField(
        "Stand", choices=choices((s.value, STATE_LABELS[s]) for s in State), default=State.PLANNED.value
    )
    predecessor_id = SelectField("Wartet auf das Ende von", coerce=whole_id)
    legal_basis = LineField("Rechtsgrundlage", most=120)
    note = TextField("Notiz", most=2000)

    slots: Sequence[Slot] = ()
    own_closures: Sequence[Closure] = ()
    suggestion: str | None = None

    def validate_ends_on(self, field: GermanDateField) -> None:
        """The end is not before the start."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(f"Das Ende liegt vor dem Beginn am {self.starts_on.data:%d.%m.%Y}.")

    def validate_weekly(self, field: LineField) -> None:
        """Understand the weekly times; across midnight the form offers the split."""
        if not field.data:
            return
        try:
            self.slots = parse_weekly_times(field.data, self.starts_on.data or date(2026, 1, 5))
        except NotUnderstoodError as refused:
            self.suggestion = refused.suggestion
            hint = f" Vorschlag: {refused.suggestion}" if refused.suggestion else ""
            raise ValidationError(f"{refused}{hint}") from None

    def validate_closures(self, field: TextField) -> None:
        """Understand the closures."""
        if not field.data:
            return
        try:
            self.own_closures = parse_closures(field.data)
        except NotUnderstoodError as refused:
            raise ValidationError(str(refused)) from None

    def house_id(self) -> int | None:
        """The organisation picked from the directory, or None."""
        return whole_id(self.organisation_id.data)


class NewMeasureForm(MeasureFields):
    """A new measure, and who must be looked after meanwhile."""

    covered = CheckList("Währenddessen muss betreut sein", coerce=int)
    travel_before_min = IntegerField(
        "Weg davor", [Optional(), NumberRange(0, LONGEST_WAY, f"0 bis {LONGEST_WAY} Minuten.")], default=0
    )
    travel_after_min = IntegerField(
        "Weg danach", [Optional(), NumberRange(0, LONGEST_WAY, f"0 bis {LONGEST_WAY} Minuten.")], default=0
    )


class EditMeasureForm(MeasureFields, EditForm):
    """A stored measure."""


class StateForm(GermanForm):
    """The next state of a measure, seen from the state it was in when the page was opened."""

    seen = HiddenField()
    state = SelectField("Neuer Stand", validators=[InputRequired("Bitte einen Stand wählen.")])
    on = GermanDateField("am", description="für „beendet“ und „abgebrochen“")


class WhatIfForm(GermanForm):
    """Other dates of a measure, or none at all; nothing is saved."""

    class Meta(GermanForm.Meta):
        """Looking costs nothing: a plain GET without token."""

        csrf = False

    starts_on = GermanDateField("Beginn")
    ends_on = GermanDateField("Ende", description="leer = offen")
    cancelled = BooleanField("Maßnahme fällt weg")
    look = SubmitField("Vorschau")
