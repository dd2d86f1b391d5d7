"""The base of all forms: German messages, a key against double submits, a version against lost updates."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from flask import request
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import DateField, FloatField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.meta import DefaultMeta
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import HiddenInput, TextInput

from lotse.foundation import drafts
from lotse.foundation.errors import FieldError, RuleBroken, Stale
from lotse.foundation.mail_addresses import is_likely_address
from lotse.foundation.web.fields import QuickMeta

Answer = str | Response | tuple[str, int]
"""What a view with a form answers: the page, a redirect, or the page with its status when something was refused."""

DATE_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y"]


class GermanForm(FlaskForm):
    """Form with German messages. Hidden fields of every form: `form_key` (and `version` when it edits a record).

    Opened with `?entwurf=KEY` it shows what its author had typed before a crash or an ended session.
    """

    resumed_draft: drafts.FormDraft | None = None

    class Meta(QuickMeta, FlaskForm.Meta):
        """Take WTForms' own translations; Flask-WTF would answer in English without Flask-Babel."""

        locales = ("de_DE", "de")

        def get_translations(self, form: Any) -> Any:
            """WTForms' bundled German."""
            return DefaultMeta.get_translations(self, form)

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Fill a form that is only shown from the draft the address names, if it is this form's and one's own."""
            if request and request.method == "GET" and "entwurf" in request.args and (draft := _own_draft(form)):
                form.resumed_draft = draft
                return MultiDict([*draft.fields, ("form_key", draft.key)])
            return super().wrap_formdata(form, formdata)

    form_key = HiddenField(default=lambda: uuid.uuid4().hex)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Judge the fields; what holds blanks only counts as empty, or "required" would be met by a space."""
        for field in self:
            if field.raw_data and all(isinstance(each, str) and not each.strip() for each in field.raw_data):
                field.raw_data = []
        return super().validate(*args, **kwargs)

    def refuse(self, error: RuleBroken) -> None:
        """Show the sentence of a broken rule at its field, or above the form when it has none of that name."""
        field = self._fields.get(error.field) if isinstance(error, FieldError) else None
        if field is not None:
            field.errors = [*field.errors, error.message]
        else:
            self.form_errors.append(error.message)

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """Let a rule that is broken inside end the block and be shown by the form; the answer then is the form."""
        try:
            yield
        except RuleBroken as error:
            self.refuse(error)


def _own_draft(form: GermanForm) -> drafts.FormDraft | None:
    draft = drafts.find(request.args["entwurf"], current_user.id) if current_user.is_authenticated else None
    if draft is None:
        return None
    typed = {name for name, _ in draft.fields} - drafts.NOT_TYPED
    return draft if len(typed & set(form._fields)) * 2 > len(typed) else None  # a page may hold several forms


def choices_of(labels: Mapping[Any, str] | Iterable[tuple[Any, str]]) -> list[SelectChoice]:
    """Return value and label pairs (a table of labels, or tuples) as options of a select or radio field."""
    pairs = labels.items() if isinstance(labels, Mapping) else labels
    return [SelectChoice(str(value), label) for value, label in pairs]


class EditForm(GermanForm):
    """A form that edits a stored record: carries the version it was opened with."""

    version = IntegerField(validators=[Optional()], widget=HiddenInput())  # empty while the record is new

    def check_version(self, record: Any) -> None:
        """Raise Stale with both texts when the record was saved by somebody else since the form was opened."""
        if self.version.data == record.version:
            return
        pairs = []
        for name, field in self._fields.items():
            if name in {"version", "form_key", "csrf_token"} or not hasattr(record, name):
                continue
            yours, stored = field.data, getattr(record, name)
            if (yours or None) != (stored or None):
                pairs.append((field.label.text, yours, stored))
        raise Stale(pairs)


class GermanNumberField(FloatField):
    """A number typed with comma or point; refused with a plain German sentence.

    A text field for the browser: its number field lets nobody type a comma where the browser speaks English.
    """

    widget = TextInput()
    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Parse; empty is None."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata([valuelist[0].strip().replace(",", ".")])
        except ValueError:
            self.data = None
            raise ValueError("Das ist keine Zahl. Bitte so schreiben: 51,18.") from None


class GermanDateField(DateField):
    """A date typed as 22.11.2026, 22.11.26 or picked by the browser (ISO); years 1900 to 2200 only."""

    data: Any

    def __init__(self, label: str = "", validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, format=DATE_FORMATS, **kwargs)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Parse, with one plain German sentence for everything that is no date."""
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata([valuelist[0].strip()])
        except ValueError:
            self.data = None
            raise ValueError("Dieses Datum gibt es nicht. Bitte so schreiben: 22.11.2026.") from None
        if self.data is not None and not 1900 <= self.data.year <= 2200:
            raise ValueError("Das Jahr muss zwischen 1900 und 2200 liegen.")


def plain_text(_form: Any, field: Any) -> None:
    """Validator: no control characters beside line breaks and tabs; they are never typed by people."""
    if any(ord(c) < 32 and c not in "\n\r\t" for c in field.data or ""):
        raise ValidationError("Der Text enthält unsichtbare Steuerzeichen. Bitte neu eintippen.")


@cache
def _at_most(characters: int) -> Length:
    return Length(max=characters, message=f"Höchstens {characters} Zeichen, bitte kürzen.")


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _lines(value: Any) -> Any:
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else value


class LineField(StringField):
    """One line of text, stripped, at most `most` characters."""

    def __init__(self, label: str = "", validators: Any = (), *, most: int = 200, **kwargs: Any) -> None:
        super().__init__(label, [*validators, _at_most(most), plain_text], filters=(_one_line,), **kwargs)


class TextField(TextAreaField):
    """Several lines of text, at most `most` characters; line breaks stay."""

    def __init__(self, label: str = "", validators: Any = (), *, most: int = 10_000, **kwargs: Any) -> None:
        super().__init__(label, [*validators, _at_most(most), plain_text], filters=(_lines,), **kwargs)


class MailField(LineField):
    """One mail address, complete, at most 200 characters; empty stays empty."""

    def __init__(self, label: str = "E-Mail", validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, [Optional(), _mail_address, *validators], most=200, **kwargs)


def _mail_address(_form: Any, field: Any) -> None:
    if not is_likely_address(field.data):
        raise ValidationError("Das ist keine vollständige E-Mail-Adresse.")
