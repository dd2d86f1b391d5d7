"""The style page /stil: every component in every state. Registered in development and tests only."""

from datetime import date
from pathlib import Path

from flask import Blueprint, current_app, render_template
from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import InputRequired, Length

blueprint = Blueprint("style", __name__)
TOPICS = "Geld Wohnen Wohnungsnot Schulden Pflege Familie Migration Gesundheit Arbeit Sonstiges".split()


class SampleForm(Form):
    """One field of each sort."""

    form_key = HiddenField()
    way = RadioField(
        "Kontaktweg", choices={"desk": "Vor Ort", "phone": "Telefon", "mail": "E-Mail", "visit": "Aufsuchend"}
    )
    duration = RadioField("Dauer", choices={"5": "bis 5", "15": "15", "30": "30", "45": "45", "60": "60+ Min."})
    name = StringField("Person", description="Name, Geburtsdatum oder Aktenzeichen – leer lassen für anonym")
    name_id = HiddenField()
    language = SelectField("Sprache", choices={"tr": "Türkisch", "de": "Deutsch", "uk": "Ukrainisch"})
    postcode = StringField("PLZ", [InputRequired(), Length(min=5, max=5, message="Die Postleitzahl hat 5 Ziffern.")])
    topics = SelectMultipleField(
        "Anliegen",
        choices={str(number): text for number, text in enumerate(TOPICS)},
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )
    note = TextAreaField("Notiz", description="Nur, was für die Weiterarbeit nötig ist. Keine Diagnosen.")
    due_on = DateField("Fällig am", [InputRequired(message="Bitte nennen Sie einen Tag.")])
    agreed = BooleanField("Die Person ist einverstanden", description="Mündlich genügt für eine Auskunft.")
    answer = RadioField("Antwort", choices={"yes": "Ja, sofort", "later": "Später", "no": "Nein"})
    reachable = SelectMultipleField(
        "Erreichbar",
        choices={"am": "Vormittags", "pm": "Nachmittags", "eve": "Abends"},
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
    )


@blueprint.get("/stil")
def index() -> str:
    """Show every component once."""
    filled = {
        "way": "desk",
        "duration": "15",
        "language": "tr",
        "postcode": "4414",
        "topics": ["1", "3"],
        "answer": "yes",
        "reachable": ["am"],
    }
    form = SampleForm(data=filled)
    wrong = SampleForm(data=filled, prefix="wrong-")
    wrong.validate()
    narrow = SampleForm(data=filled, prefix="filter-")
    page = {"number": 4, "pages": 12, "total": 297, "first": 76, "last": 100}
    return render_template(
        "style/index.html", form=form, wrong=wrong, narrow=narrow, page=page, today=date(2026, 11, 22), icons=_icons()
    )


def _icons() -> list[str]:
    """The names in the icon sprite."""
    sprite = Path(current_app.static_folder or "") / "img" / "icons.svg"
    return [line.split('"')[1] for line in sprite.read_text(encoding="utf-8").splitlines() if line[:7] == "<symbol"]
