"""Forms of the statistics: name of a saved view, comments of a report, the map."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from lotse.foundation.web.forms import EditForm, GermanForm


class ViewForm(GermanForm):
    """The name under which a view is kept."""

    name = StringField("Name der Sicht", [InputRequired("Bitte geben Sie der Sicht einen Namen."), Length(max=80)])


class CommentForm(EditForm):
    """What the report says beside the figures."""

    introduction = TextAreaField("Einleitung", [Length(max=4000)])
    referrals = TextAreaField("Zu den Vermittlungen und Empfängern", [Length(max=4000)])
    need = TextAreaField("Zum Bedarf", [Length(max=4000)])
    contacts = TextAreaField("Zu den Kontakten", [Length(max=4000)])
    cases = TextAreaField("Zu Fällen, Verzahnung und Fristen", [Length(max=4000)])
    outlook = TextAreaField("Ausblick und Vorschläge", [Length(max=4000)])


class MapForm(GermanForm):
    """A new map of the municipalities."""

    file = FileField("GeoJSON-Datei", [FileRequired("Bitte wählen Sie eine Datei aus.")])
