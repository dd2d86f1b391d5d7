"""Colours and patterns of the charts: classes for the screen, the same rules embedded for paper.

On screen the classes are painted by components/chart.css, which knows the dark theme; WeasyPrint does not apply a
document's CSS inside an SVG, so a printed chart carries PRINT_STYLE itself. Each series colour has at least 3:1 against
the card and 4.5:1 against its own label; each series also has a pattern of its own.
"""

SERIES = ("#1d449f", "#00705f", "#9c5300", "#6b3fa0", "#a3195b", "#4d5563")
ON_SERIES = "#ffffff"
SCALE = ("#eaf1fb", "#bcd4f3", "#83ade5", "#2e63b4", "#12337a")
ON_LOW, ON_HIGH = "#12172b", "#ffffff"
EDGE = "#56617a"
INK, QUIET, GRID = "#12172b", "#454c60", "#c3c8d4"

PRINT_STYLE = "".join(
    [
        "text{font-family:'Fira Sans',sans-serif;font-size:12px}",
        f".chart-ink{{fill:{INK}}}.chart-strong{{fill:{INK};font-weight:600}}.chart-quiet{{fill:{QUIET}}}",
        f".chart-grid{{stroke:{GRID};stroke-width:1}}.chart-axis{{stroke:{EDGE};stroke-width:1}}",
        "".join(
            f".chart-s{i}{{fill:{c};color:{c}}}.chart-l{i}{{stroke:{c};stroke-width:2.5;fill:none}}"
            for i, c in enumerate(SERIES, 1)
        ),
        f".chart-on-series{{fill:{ON_SERIES};font-weight:600}}.chart-mark{{stroke:{ON_SERIES};stroke-width:1.6;fill:none}}",
        f".chart-dot{{fill:{ON_SERIES}}}",
        "".join(f".chart-q{i}{{fill:{c};stroke:{EDGE};stroke-width:1}}" for i, c in enumerate(SCALE)),
        f".chart-none{{fill:#ffffff;stroke:{EDGE};stroke-width:1;stroke-dasharray:3 2}}",
        f".chart-on-low{{fill:{ON_LOW}}}.chart-on-high{{fill:{ON_HIGH}}}.chart-value{{font-weight:600}}",
        ".chart-d1{stroke-dasharray:none}.chart-d2{stroke-dasharray:7 4}.chart-d3{stroke-dasharray:2 4}",
    ]
)

_MARKS = (
    "",
    '<path class="chart-mark" d="M-2 2L2 -2M0 8L8 0M6 10L10 6"/>',
    '<circle class="chart-dot" cx="4" cy="4" r="1.5"/>',
    '<path class="chart-mark" d="M0 4H8"/>',
    '<path class="chart-mark" d="M-2 6L2 10M0 0L8 8M6 -2L10 2"/>',
    '<path class="chart-mark" d="M4 0V8M0 4H8"/>',
)


def pattern_definitions(name: str) -> str:
    """Return the six patterns of a chart; their ids begin with the chart's name so that two charts share a page."""
    return (
        "<defs>"
        + "".join(
            f'<pattern id="{name}-p{i}" width="8" height="8" patternUnits="userSpaceOnUse">'
            f'<rect class="chart-s{i}" width="8" height="8"/>{mark}</pattern>'
            for i, mark in enumerate(_MARKS, 1)
        )
        + "</defs>"
    )


def scale_class(step: int) -> tuple[str, str]:
    """Return fill class and text class of one of the five steps of the scale."""
    return f"chart-q{step}", "chart-on-high" if step >= 3 else "chart-on-low"


def steps_of(values: list[float], steps: int = 5, *, unit: int = 0) -> list[float]:
    """Return the lower bounds of at most five equal classes with plain numbers between 0 and the largest value.

    `unit` is for counts: classes begin with multiples of it, 1 for whole numbers, 5 for those rounded to fives.
    """
    largest = max(values, default=0)
    if largest <= 0:
        return [0]
    rough = max(largest / steps, unit)
    power = 10.0 ** (len(str(int(rough))) - 1) if rough >= 1 else 0.1
    widths = (power * f for f in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 20))
    width = next(w for w in widths if w >= rough and not (unit and w % unit))
    return [round(width * i, 4) for i in range(steps) if i == 0 or width * i <= largest]


def step_for(value: float, bounds: list[float]) -> int:
    """Return the class a value falls into."""
    return max(i for i, bound in enumerate(bounds) if value >= bound)
