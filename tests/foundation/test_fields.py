"""Fields are written letter by letter as the widgets of WTForms write them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.meta import DefaultMeta
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from lotse.foundation.web.fields import QuickMeta
from lotse.foundation.web.forms import GermanForm

TEXTS = st.text(max_size=30) | st.sampled_from(['"', "<script>", "a&b", "'", 'Müller "die" <Ämter>'])
NAMES = st.sampled_from(["class_", "for_", "data_lotse_draft", "aria_label", "id", "hx-get", "a&b", "placeholder"])
VALUES = st.one_of(st.booleans(), st.none(), st.integers(), TEXTS, TEXTS.map(Markup))
ATTRIBUTES = st.dictionaries(NAMES, VALUES, max_size=5)
CHOICES = st.lists(
    st.builds(
        SelectChoice,
        value=TEXTS | TEXTS.map(Markup),
        label=TEXTS | TEXTS.map(Markup) | st.none(),
        render_kw=st.just({}) | ATTRIBUTES,
        optgroup=st.sampled_from([None, "Geld", "Haus & Hof"]),
    ),
    max_size=4,
)


class Everyday(Form):
    line = StringField("Zeile", [InputRequired(), Length(min=2, max=40)], render_kw={"class": "a", "rows": 3})
    hidden = HiddenField()
    text = TextAreaField("Text", [Length(max=400)])
    tick = BooleanField("Haken")
    one = RadioField("Eines", choices=[])
    picked = SelectField("Auswahl", [InputRequired()], choices=[], validate_choice=False)
    several = SelectMultipleField("Mehrere", choices=[], validate_choice=False)
    chips = SelectMultipleField(
        "Knöpfe", choices=[], option_widget=CheckboxInput(), widget=ListWidget(), validate_choice=False
    )
    day = DateField("Tag")
    secret = PasswordField("Geheim")


def both(typed, choices):
    forms = Everyday(typed), Everyday(typed)
    for form in forms:
        for field in (form.one, form.picked, form.several, form.chips):
            field.choices = choices
    return forms


@settings(deadline=None, max_examples=60)
@given(TEXTS, ATTRIBUTES, CHOICES)
def test_each_everyday_field_is_what_its_widget_writes(typed, attributes, choices):
    values = [
        (name, typed) for name in ("line", "hidden", "text", "tick", "one", "picked", "several", "chips", "secret")
    ]
    ours, theirs = both(MultiDict(values), choices)
    pairs = zip(everything(ours), everything(theirs), strict=True)
    for mine, original in pairs:
        expected = DefaultMeta.render_field(original.meta, original, attributes)
        assert QuickMeta.render_field(QuickMeta(), mine, attributes) == expected


def everything(form):
    """The fields and, of those with options, each option."""
    for field in form:
        yield field
        if field.type == "RadioField" or field.name == "chips":
            yield from field


def test_the_forms_of_the_office_are_written_so():
    assert issubclass(GermanForm.Meta, QuickMeta)
