"""Our attributes are those of WTForms, letter by letter."""

from __future__ import annotations

import importlib.util

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from wtforms.fields.choices import Choice
from wtforms.widgets import core

from lotse.foundation.web.attributes import html_params, option

_spec = importlib.util.find_spec("wtforms.widgets.core")
ORIGINAL = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(ORIGINAL)

NAMES = st.one_of(
    st.sampled_from(["class_", "for_", "data_lotse_draft", "aria_label", "id", "value", "hx-get"]),
    st.text(min_size=1, max_size=12),
)
TEXTS = st.text(max_size=30) | st.sampled_from(['"', "<script>", "a&b", "'", 'Müller "die" <Ämter>'])
VALUES = st.one_of(st.booleans(), st.none(), st.integers(), st.floats(), TEXTS, TEXTS.map(Markup))


@given(st.dictionaries(NAMES, VALUES, max_size=6))
def test_attributes_are_written_as_wtforms_writes_them(attributes):
    assert html_params(**attributes) == ORIGINAL.html_params(**attributes)


CHOICES = st.builds(
    Choice,
    value=st.one_of(TEXTS, TEXTS.map(Markup), st.integers(), st.booleans()),
    label=st.one_of(TEXTS, TEXTS.map(Markup), st.none()),
    selected=st.booleans(),
    render_kw=st.one_of(st.just({}), st.dictionaries(NAMES, VALUES, max_size=2)),
)


@given(CHOICES)
def test_options_are_written_as_wtforms_writes_them(choice):
    assert option(choice) == ORIGINAL.Select.render_option(choice)


def test_the_widgets_use_them(app):
    assert core.Input.html_params is core.Button.html_params is core.html_params is html_params
    assert core.Select._dispatch_render_option() is option
