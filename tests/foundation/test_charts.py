"""Charts: what they say does not hang on colour, sight or luck."""

import re
import xml.etree.ElementTree as ET

import pytest

from lotse.foundation.charts import palette
from lotse.foundation.charts.bars import bars, narrow_bars
from lotse.foundation.charts.canvas import nice_steps, plain
from lotse.foundation.charts.choropleth import choropleth, outline_of
from lotse.foundation.charts.columns import Series, stacked_columns
from lotse.foundation.charts.heatmap import heatmap
from lotse.foundation.charts.lines import lines

SQUARE = [[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]]
NARROW = [[(10.0, 0.0), (10.3, 0.0), (10.3, 10.0), (10.0, 10.0)]]


def every_chart(printed: bool = False, title: str = "Titel", name: str = "Teil"):
    parts = [Series(name, [10, 0, None]), Series("Rest", [5, 20, None])]
    outline = outline_of([("a", name, [SQUARE]), ("b", "Schmal", [NARROW])])
    return [
        stacked_columns(title, "Es steigt.", ["Jan", "Feb", "Mär"], parts, [15, 20, None], printed=printed),
        bars(title, "Eins führt.", [(name, 612), ("Zwei", None)], before=[600, None], printed=printed),
        heatmap(title, "Mittags viel.", [name, "Di"], ["8", "9"], [[10, None], [0, 40]], printed=printed),
        lines(title, "Es fällt.", ["Jan", "Feb", "Mär"], parts, printed=printed),
        choropleth(title, "Norden.", outline, {"a": 12.5, "b": None}, printed=printed),
    ]


@pytest.mark.parametrize("printed", [False, True])
def test_every_chart_is_sound_xml_and_says_title_and_finding_to_a_screen_reader(printed):
    for chart in every_chart(printed):
        root = ET.fromstring(str(chart.svg))
        assert root.get("role") == "img"
        assert root.get("aria-label") == f"Titel. {chart.finding}"
        assert ("<style>" in chart.svg) is printed


def test_no_chart_needs_an_inline_style_or_script():
    assert not [c for c in every_chart() if re.search(r"style=|<script|\son\w+=", str(c.svg))]


def test_every_value_stands_in_the_picture_in_figures_and_a_missing_one_as_a_dash():
    for chart, value in zip(every_chart(), ("20", "612", "40", "20", "12,5"), strict=True):
        words = [t.text for t in ET.fromstring(str(chart.svg)).iter("{http://www.w3.org/2000/svg}text")]
        assert any(value in (w or "") for w in words), chart.svg
    for chart in (every_chart()[i] for i in (0, 1, 2)):
        assert ">–</text>" in chart.svg


def test_a_hostile_name_stays_text():
    for chart in every_chart(name='<script>alert("x")</script>', title='"><b onload=1>'):
        root = ET.fromstring(str(chart.svg))
        assert not [e for e in root.iter() if e.tag.endswith(("script", "}b"))]


def test_the_parts_of_a_column_differ_by_pattern_and_not_by_colour_alone():
    svg = str(every_chart()[0].svg)
    used = set(re.findall(r'fill="url\(#(\w+-p\d)\)"', svg))
    assert len(used) == 2
    marks = dict(re.findall(r'<pattern id="([\w-]+)"[^>]*>(.*?)</pattern>', svg))
    drawn = {re.sub(r"<rect[^>]*/>", "", marks[name]) for name in used}
    assert len(drawn) == 2


def test_an_area_too_narrow_for_words_gets_a_number_that_the_legend_explains():
    chart = every_chart()[4]
    assert ("chart-number", "2 Schmal: –") in chart.legend
    assert ">2</text>" in chart.svg


def test_charts_of_nothing_can_be_drawn():
    for chart in (
        stacked_columns("T", "Nichts.", [], [], []),
        bars("T", "Nichts.", []),
        heatmap("T", "Nichts.", [], [], []),
        lines("T", "Nichts.", [], []),
        lines("T", "Nichts.", ["Jan"], [Series("A", [None])]),
    ):
        ET.fromstring(str(chart.svg))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_printed_colours_keep_their_contrast():
    assert min(contrast(c, "#ffffff") for c in (*palette.SERIES, palette.EDGE)) >= 3
    assert min(contrast(c, palette.ON_SERIES) for c in palette.SERIES) >= 4.5
    for step, colour in enumerate(palette.SCALE):
        ink = palette.ON_HIGH if palette.scale_class(step)[1] == "chart-on-high" else palette.ON_LOW
        assert contrast(colour, ink) >= 4.5


def test_axis_marks_are_round_and_reach_the_largest_value():
    assert nice_steps(364) == [0, 100, 200, 300, 400]
    assert nice_steps(7) == [0, 2, 4, 6, 8]
    assert nice_steps(0) == [0, 1]


def test_classes_of_the_scale_cover_every_value():
    for values in ([0.4, 0.9], [3, 7, 19], [1000, 52000], [0], []):
        bounds = palette.steps_of(values)
        assert len(bounds) <= 5
        assert all(0 <= palette.step_for(v, bounds) < len(bounds) for v in values)


def test_numbers_are_written_the_german_way():
    assert [plain(v) for v in (2914, 71.4, 0)] == ["2\u202f914", "71,4", "0"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([0, 3, 7], ["0 bis 1", "2 bis 3", "4 bis 5", "6 und mehr"]),
        ([0, 1], ["0", "1 und mehr"]),
        ([0, 5, 5], ["0", "5 und mehr"]),
        ([0, 90, 35], ["0 bis 15", "20 bis 35", "40 bis 55", "60 bis 75", "80 und mehr"]),
    ],
)
def test_classes_of_counts_begin_with_numbers_that_can_be_counted(values, words):
    assert [said for _, said in heatmap("T", "F", ["Mo"], list("abc")[: len(values)], [values]).legend] == words


def test_a_long_name_beside_a_bar_stands_in_two_lines_and_is_not_cut():
    chart = bars("T", "F", [("Ziele erreicht, keine Begleitung mehr nötig", 40), ("Verzogen", 3)])
    words = re.findall(r"<text[^>]*>([^<]+)</text>", chart.svg)
    assert words == ["Ziele erreicht, keine Begleitung", "mehr nötig", "40", "Verzogen", "3"]
    one_line = bars("T", "F", [("Ziele erreicht", 40), ("Verzogen", 3)])
    heights = [int(re.search(r'height="(\d+)"', c.svg).group(1)) for c in (one_line, chart)]
    assert heights == [62, 75]


def test_bars_for_a_narrow_screen_write_each_name_above_its_bar_and_every_value():
    chart = narrow_bars("T", "F", [("Ein langer Name einer Stelle", 40), ("Zwei", 0), ("Drei", None)])
    assert 'viewBox="0 0 280 124"' in chart.svg
    assert all(words in chart.svg for words in ("Ein langer Name einer Stelle", ">40<", ">0<", ">–<"))


def test_narrow_columns_name_every_other_category_and_print_no_number_twice():
    months = [str(n) for n in range(1, 13)]
    part = [Series("A", list(range(1, 13)))]
    narrow = stacked_columns("T", "F", months, part, list(range(1, 13)), narrow=True).svg
    assert 'class="chart chart--narrow"' in narrow
    assert narrow.count("chart-on-series") == 0, "a column of one part has its number above it already"
    assert narrow.count('class="chart-quiet"') < 12 + 8
