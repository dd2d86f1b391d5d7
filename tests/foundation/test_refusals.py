"""A broken rule is told in the form it came from, at its field or above the form, and what was typed stays."""

from __future__ import annotations

from flask import get_template_attribute
from wtforms import StringField

from lotse.foundation.errors import FieldError, RuleBroken
from lotse.foundation.web.forms import GermanForm


class PlanForm(GermanForm):
    goal = StringField("Ziel")


def refused(app, error: RuleBroken) -> tuple[PlanForm, str]:
    with app.test_request_context("/", method="POST", data={"goal": "eine Ausbildung"}):
        form = PlanForm()
        with form.refusing():
            raise error
        summary = get_template_attribute("macros/forms.html", "error_summary")
        return form, str(summary(form))


def test_a_rule_about_a_field_is_told_at_it(app) -> None:
    form, summary = refused(app, FieldError("goal", "Ein Ziel hat ein Datum."))
    assert form.goal.errors == ["Ein Ziel hat ein Datum."]
    assert "Ein Ziel hat ein Datum." in summary


def test_a_rule_about_no_field_of_the_form_stands_above_it(app) -> None:
    for error in (RuleBroken("Der Fall ist geschlossen."), FieldError("elsewhere", "Der Fall ist geschlossen.")):
        form, summary = refused(app, error)
        assert form.goal.data == "eine Ausbildung"
        assert not form.goal.errors
        assert "Der Fall ist geschlossen." in summary
