"""The filter bar over the directory: a GET form, nothing in it is personal."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, Form, SelectField, StringField
from wtforms.validators import Length, Optional

from lotse.directory.queries.offers import OfferFilter
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.fields import QuickMeta

SORTS = {"name": "nach Name", "distance": "nach Entfernung", "waiting": "nach Wartezeit"}


class SearchForm(Form):
    """What somebody looks for; unknown values in the address are ignored."""

    Meta = QuickMeta

    q = StringField("Suche", [Length(max=120)], render_kw={"type": "search", "autocomplete": "off"})
    anliegen = SelectField("Anliegen", [Optional()], validate_choice=False)
    sprache = SelectField("Sprache", [Optional()], validate_choice=False)
    ort = SelectField("Ort", [Optional()], validate_choice=False)
    umkreis = SelectField(
        "Umkreis",
        choices={"": "egal", "2": "2 km", "5": "5 km", "10": "10 km", "25": "25 km"},
        validate_choice=False,
    )
    wer = SelectField(
        "Stelle",
        choices={"": "alle", "haus": "Fachstellen im Haus", "partner": "Partner"},
        validate_choice=False,
    )
    sortierung = SelectField("Reihenfolge", choices=SORTS, validate_choice=False)
    offen = BooleanField("jetzt offen")
    frei = BooleanField("Platz frei")
    barrierefrei = BooleanField("barrierefrei")

    def fill(self, *, concerns: dict[str, Any], languages: list[str], towns: list[str]) -> None:
        """Offer the choices that exist at the moment."""
        self.anliegen.choices = concerns
        self.sprache.choices = {"": "egal", **{name: name for name in languages}}
        self.ort.choices = {"": "alle", **{name: name for name in towns}}

    def wanted(self) -> OfferFilter:
        """Turn what was chosen into a filter; whatever makes no sense is left out."""
        concern = self.anliegen.data or ""
        radius = self.umkreis.data or ""
        who = self.wer.data or ""
        return OfferFilter(
            words=(self.q.data or "")[:120],
            concern_ids=(number,) if (number := record_id(concern)) else (),
            language=self.sprache.data or "",
            town=self.ort.data or "",
            internal={"haus": True, "partner": False}.get(who),
            accessible=self.barrierefrei.data,
            open_now=self.offen.data,
            has_room=self.frei.data,
            within_km=int(radius) if radius in {"2", "5", "10", "25"} else None,
            sort=self.sortierung.data if self.sortierung.data in {"name", "distance", "waiting"} else "name",
        )
