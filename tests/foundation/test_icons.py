"""Icons are drawn as the design says."""

from __future__ import annotations


def test_an_icon_without_a_label_is_decoration_and_one_with_a_label_speaks(app):
    with app.test_request_context("/"):
        template = app.jinja_env.from_string(
            '{% from "macros/icons.html" import icon %}{{ icon("menu") }}|'
            '{{ icon("danger", "Fehler: <1>", size="small", tone="warning", class="chip__mark") }}'
        )
        plain, spoken = template.render().split("|")
        sprite = app.jinja_env.globals["url_for"]("static", filename="img/icons.svg")
    assert plain == (f'<svg class="icon" aria-hidden="true" focusable="false"><use href="{sprite}#menu"></use></svg>')
    assert spoken == (
        '<svg class="icon icon--small icon--warning chip__mark" role="img" aria-label="Fehler: &lt;1&gt;"'
        f' focusable="false"><use href="{sprite}#danger"></use></svg>'
    )
