"""What must mesh, one form for each kind; and waivers."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from lotse.foundation.errors import Stale
from lotse.foundation.web.forms import EditForm, GermanDateField, GermanForm, LineField
from lotse.measures.forms.measures import LONGEST_WAY, CheckList, choices

PICK = "Bitte eine Maßnahme wählen."


def _minutes(label: str) -> IntegerField:
    message = f"Bitte 0 bis {LONGEST_WAY} Minuten."
    return IntegerField(label, [InputRequired(message), NumberRange(0, LONGEST_WAY, message)], default=0)


class RequirementForm(EditForm):
    """Base: says what it stores in the fields of the plan format."""

    kind = ""
    title = ""

    def offer(self, people: list[tuple[int, str]], measures: list[tuple[int, str]]) -> None:
        """Fill the lists with the people and measures of the case."""
        for field in self:
            if isinstance(field, SelectField | CheckList):
                field.choices = choices(people if field.name == "person_id" else measures)

    def params(self) -> dict[str, Any]:
        """The fields of the plan format, with ids of this case."""
        raise NotImplementedError

    def fill(self, params: dict[str, Any]) -> None:
        """Show what is stored."""
        for name, value in params.items():
            if name in self._fields:
                self._fields[name].data = value

    def check_version(self, record: Any) -> None:
        """Raise Stale with both values of each field, in words, when somebody else saved since the form was opened."""
        if self.version.data == record.version:
            return
        stored = type(self)(formdata=None)
        for field in self:
            if isinstance(field, SelectField | CheckList):
                stored._fields[field.name].choices = field.choices
        stored.fill(record.params)
        if "person_id" in stored:
            stored["person_id"].data = record.person_id
        both = ((f.label.text, in_words(f), in_words(stored._fields[f.name])) for f in self if f.name not in HIDDEN)
        raise Stale([pair for pair in both if pair[1] != pair[2]])


HIDDEN = {"version", "form_key", "csrf_token"}


def in_words(field: Any) -> str:
    """Return what a field says, as its reader sees it: names instead of numbers, ja and nein."""
    if isinstance(field, BooleanField):
        return "ja" if field.data else "nein"
    if isinstance(field, SelectField | CheckList):
        chosen = {str(value) for value in (field.data if isinstance(field.data, list) else [field.data])}
        return ", ".join(str(c.label) for c in field.choices or () if str(c.value) in chosen) or "–"
    return str(field.data) if field.data not in (None, "") else "–"


class CoverForm(RequirementForm):
    """Somebody must be looked after during measures and the ways to and from them."""

    kind, title = "cover", "Betreuung während einer Maßnahme"
    person_id = SelectField(
        "Wer muss betreut sein", coerce=int, validators=[InputRequired("Bitte eine Person wählen.")]
    )
    during = CheckList("Während", coerce=int)
    travel_before_min = _minutes("Weg davor (Minuten)")
    travel_after_min = _minutes("Weg danach (Minuten)")
    by_all = BooleanField("Alle Betreuungen dieser Person zählen, auch künftige", default=True)
    by = CheckList("Oder nur diese", coerce=int)

    def params(self) -> dict[str, Any]:
        """The fields of `cover`."""
        return {
            "during": self.during.data,
            "by": [] if self.by_all.data else self.by.data,
            "by_all": self.by_all.data,
            "travel_before_min": self.travel_before_min.data,
            "travel_after_min": self.travel_after_min.data,
        }


class PrerequisiteForm(RequirementForm):
    """A measure needs something that is there from a date on."""

    kind, title = "prerequisite", "Voraussetzung"
    measure = SelectField("Maßnahme", coerce=int, validators=[InputRequired(PICK)])
    needs = LineField("Braucht", [InputRequired("Bitte sagen, was gebraucht wird.")], most=200)
    available_on = GermanDateField("Da ab", [InputRequired("Bitte das Datum nennen, notfalls das erwartete.")])
    law = LineField("Rechtsgrundlage", most=120)

    def params(self) -> dict[str, Any]:
        """The fields of `prerequisite`."""
        return {
            "measure": self.measure.data,
            "needs": self.needs.data,
            "available_on": self.available_on.data.isoformat() if self.available_on.data else "",
            "law": self.law.data,
        }

    def fill(self, params: dict[str, Any]) -> None:
        """The date is stored as text."""
        super().fill({key: value for key, value in params.items() if key != "available_on"})
        self.available_on.process_formdata([params["available_on"]])


class NoOverlapForm(RequirementForm):
    """One person cannot be in two places."""

    kind, title = "no_overlap", "Keine Überschneidung"
    person_id = SelectField("Wer", coerce=int, validators=[InputRequired("Bitte eine Person wählen.")])
    left = SelectField("Maßnahme", coerce=int, validators=[InputRequired(PICK)])
    right = SelectField("und Maßnahme", coerce=int, validators=[InputRequired(PICK)])
    transfer_min = _minutes("Weg dazwischen (Minuten)")

    def validate_right(self, field: SelectField) -> None:
        """Two different measures."""
        if field.data == self.left.data:
            raise ValidationError("Bitte zwei verschiedene Maßnahmen wählen.")

    def params(self) -> dict[str, Any]:
        """The fields of `no_overlap`."""
        return {"measures": [self.left.data, self.right.data], "transfer_min": self.transfer_min.data}

    def fill(self, params: dict[str, Any]) -> None:
        """Two measures stand in one list."""
        self.left.data, self.right.data = params["measures"]
        self.transfer_min.data = params.get("transfer_min", 0)


class StartWithinForm(RequirementForm):
    """A measure follows another one soon enough; an income gap allows one day."""

    kind, title = "start_within", "Anschluss"
    first = SelectField("Nach dem Ende von", coerce=int, validators=[InputRequired(PICK)])
    second = SelectField("beginnt", coerce=int, validators=[InputRequired(PICK)])
    max_days_after_end = IntegerField(
        "innerhalb von Tagen",
        [InputRequired("Bitte 0 bis 730 Tage."), NumberRange(0, 730, "Bitte 0 bis 730 Tage.")],
        default=1,
        description="1 = gleich am nächsten Tag, etwa beim Lebensunterhalt",
    )
    law = LineField("Rechtsgrundlage", most=120)

    def validate_second(self, field: SelectField) -> None:
        """Two different measures."""
        if field.data == self.first.data:
            raise ValidationError("Bitte zwei verschiedene Maßnahmen wählen.")

    def params(self) -> dict[str, Any]:
        """The fields of `start_within`."""
        return {name: getattr(self, name).data for name in ("first", "second", "max_days_after_end", "law")}


class WeeklyLimitForm(RequirementForm):
    """The hours of a week stay below a limit."""

    kind, title = "weekly_limit", "Wochengrenze"
    person_id = SelectField("Wer", coerce=int, validators=[InputRequired("Bitte eine Person wählen.")])
    measures = CheckList("Diese Maßnahmen zusammen", coerce=int)
    hours = LineField("bleiben unter (Stunden je Woche)", [InputRequired("Bitte die Grenze nennen.")], most=6)
    law = LineField("Rechtsgrundlage, Vereinbarung", most=120)

    def validate_hours(self, field: LineField) -> None:
        """Hours as 15 or 14,5."""
        if _hours_to_minutes(field.data) is None:
            raise ValidationError("Bitte Stunden von 0,5 bis 168 nennen, etwa 15 oder 14,5.")

    def params(self) -> dict[str, Any]:
        """The fields of `weekly_limit`."""
        minutes = _hours_to_minutes(self.hours.data)
        return {"measures": self.measures.data, "must_stay_below_minutes": minutes, "law": self.law.data}

    def fill(self, params: dict[str, Any]) -> None:
        """Minutes are shown as hours."""
        super().fill(params)
        self.hours.data = f"{params['must_stay_below_minutes'] / 60:g}".replace(".", ",")


def _hours_to_minutes(text: str | None) -> int | None:
    try:
        minutes = round(float((text or "").replace(",", ".")) * 60)
    except (ValueError, OverflowError):
        return None
    return minutes if 30 <= minutes <= 168 * 60 else None


FORMS: dict[str, type[RequirementForm]] = {
    form.kind: form for form in (CoverForm, NoOverlapForm, PrerequisiteForm, StartWithinForm, WeeklyLimitForm)
}


class WaiverForm(GermanForm):
    """Bridge or accept a gap for a time."""

    reason = LineField("Grund", [InputRequired("Bitte den Grund nennen.")], most=300)
    bridging = LineField("Überbrückung", most=300, description="Wer oder was füllt die Lücke, etwa „Oma holt ab“?")
    valid_until = GermanDateField(
        "Gilt bis", [InputRequired("Bitte den letzten Tag nennen; danach ist die Lücke zurück.")]
    )
