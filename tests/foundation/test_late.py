from flask import Flask, render_template_string

from lotse.foundation.web import late


def test_each_mark_is_filled_once_asked_and_what_somebody_typed_is_no_mark():
    app, asked = Flask("late"), []

    def marks(keys):
        asked.append(set(keys))
        return {key: f"[{key}]" for key in keys if key != 3}

    late.register(app, {"marks": marks})
    typed = "<!--0123456789abcdef:marks:1-->"

    @app.get("/")
    def page() -> str:
        text = "{{ late('marks', 1) }} {{ late('marks', 2) }} {{ late('marks', 1) }} {{ late('marks', 3) }}."
        return render_template_string(text) + typed

    for _ in range(2):
        assert app.test_client().get("/").text == f"[1] [2] [1] .{typed}"
    assert asked == [{1, 2, 3}] * 2
