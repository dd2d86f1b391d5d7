"""Forms about notes, documents and conferences."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import FieldList, Form, FormField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from lotse.cases.rules.notes import CLASS_LABELS
from lotse.foundation.uploads import ENDINGS, MOST_BYTES
from lotse.foundation.web.forms import GermanDateField, GermanForm, LineField, TextField, choices_of

GROUNDS = {
    "": "– bitte wählen –",
    "office": "gehört zum Büro und zum Fall",
    "client": "Klientin, Klient oder Begleitung",
    "consent": "Einwilligung liegt vor",
    "law": "gesetzliche Grundlage (§ 69 Abs. 1 Nr. 1 SGB X)",
}


class NoteForm(GermanForm):
    """A note of one class."""

    note_class = RadioField("Art", choices=choices_of(CLASS_LABELS), default="ordinary")
    text = TextField("Notiz", [InputRequired("Bitte die Notiz schreiben.")])


class EntrustForm(GermanForm):
    """Pass a confided note on."""

    to_id = SelectField("Anvertrauen an", coerce=int, validators=[InputRequired("Bitte eine Person wählen.")])
    agreed_on = GermanDateField(
        "Zugestimmt am", description="Tag, an dem die Person zugestimmt hat, die es anvertraut hat."
    )


class UploadForm(GermanForm):
    """A file with its class."""

    file = FileField(
        "Datei", [FileRequired("Bitte eine Datei wählen.")],
        description=f"{ENDINGS}, höchstens {MOST_BYTES // 1024 // 1024} MB. Der Inhalt wird geprüft.",
    )  # fmt: skip
    title = LineField("Bezeichnung", description="Zum Beispiel „Bescheid Wohngeld vom 03.11.2026“.")
    note_class = RadioField("Art", choices=choices_of(CLASS_LABELS), default="ordinary")


class ParticipantForm(Form):
    """One participant of a conference."""

    name = StringField("Name", [Length(max=120, message="Höchstens 120 Zeichen.")])
    organisation = StringField("Stelle", [Length(max=120, message="Höchstens 120 Zeichen.")])
    consent = SelectField("Grundlage", choices=choices_of(GROUNDS))


class TaskForm(Form):
    """One task a conference gave somebody."""

    text = StringField("Aufgabe", [Length(max=300, message="Höchstens 300 Zeichen.")])
    who = StringField("Wer", [Length(max=120, message="Höchstens 120 Zeichen.")])
    due_on = GermanDateField("Bis")


class ConferenceForm(GermanForm):
    """The record of a conference: eight places for participants, six for tasks."""

    held_on = GermanDateField("Tag", [InputRequired("Bitte den Tag nennen.")])
    agenda = TextField("Tagesordnung", most=3000)
    participants = FieldList(FormField(ParticipantForm), "Teilnehmende", min_entries=8, max_entries=8)
    decisions = TextField("Ergebnisse und Beschlüsse", [InputRequired("Bitte die Ergebnisse festhalten.")])
    tasks = FieldList(FormField(TaskForm), "Aufgaben", min_entries=6, max_entries=6)
