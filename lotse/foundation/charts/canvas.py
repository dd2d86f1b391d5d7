"""The sheet a chart is drawn on: elements in order, escaped, with title and one-sentence finding for screen readers."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from lotse.foundation.charts.palette import PRINT_STYLE, pattern_definitions

Label = Callable[[float], str]
Point = tuple[float, float]

MISSING = "–"


@dataclass(frozen=True)
class Chart:
    """A finished chart: the picture, what it says, and the legend as (class, words)."""

    svg: Markup
    title: str
    finding: str
    legend: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        """Return the id prefix of the patterns of a legend beside the chart."""
        return f"{name_of(self.title)}-key"

    @property
    def patterns(self) -> Markup:
        """Return the patterns of the legend: those of the chart are gone where the chart is not shown."""
        return Markup(pattern_definitions(self.name))  # noqa: S704 - made of our own constants


def name_of(title: str) -> str:
    """Return an id prefix that stays the same over reloads and differs between the charts of a page."""
    return f"chart{zlib.crc32(title.encode()):08x}"


def plain(value: float) -> str:
    """Write a number the German way: narrow space between thousands, comma before decimals."""
    digits = 0 if float(value).is_integer() else 1
    return f"{value:,.{digits}f}".replace(",", "\u202f").replace(".", ",")


@dataclass
class Canvas:
    """Collects SVG elements; texts and attribute values are escaped here and nowhere else."""

    title: str
    width: float
    height: float
    printed: bool = False
    narrow: bool = False
    patterns: bool = False
    parts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return the id prefix of the patterns."""
        return name_of(f"{self.title} schmal" if self.narrow else self.title)

    def rect(self, x: float, y: float, width: float, height: float, css: str, fill: str = "") -> None:
        """Draw a rectangle; `fill` names a pattern of this canvas."""
        paint = f' fill="{fill}"' if fill else ""
        size = f'width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"'
        self.parts.append(f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" {size}{paint}/>')

    def line(self, start: Point, end: Point, css: str) -> None:
        """Draw a straight line."""
        self.parts.append(
            f'<line class="{css}" x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"/>'
        )

    def path(self, data: str, css: str) -> None:
        """Draw a path from finished path data made of numbers."""
        self.parts.append(f'<path class="{css}" d="{data}"/>')

    def text(self, x: float, y: float, words: str, css: str, anchor: str = "start") -> None:
        """Write words; anchor is start, middle or end."""
        self.parts.append(f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>')

    def series_fill(self, index: int) -> str:
        """Return the fill that tells a series apart without colour."""
        self.patterns = True
        return f"url(#{self.name}-p{index % 6 + 1})"

    def finish(self, finding: str, legend: Sequence[tuple[str, str]] = ()) -> Chart:
        """Close the picture."""
        style = f"<style>{PRINT_STYLE}</style>" if self.printed else ""
        definitions = pattern_definitions(self.name) if self.patterns else ""
        css = "chart chart--narrow" if self.narrow else "chart"
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" viewBox="0 0 {self.width:.0f} {self.height:.0f}" '
            f'width="{self.width:.0f}" height="{self.height:.0f}" role="img" '
            f'aria-label="{escape(self.title)}. {escape(finding)}">{style}{definitions}{"".join(self.parts)}</svg>'
        )
        return Chart(Markup(svg), self.title, finding, tuple(legend))  # noqa: S704 - every text above went through escape()


def nice_steps(largest: float, wanted: int = 5) -> list[float]:
    """Return axis marks from 0 to at least `largest` in steps of 1, 2 or 5 times a power of ten."""
    if largest <= 0:
        return [0, 1]
    rough = largest / wanted
    power = 10.0 ** (len(str(int(rough))) - 1) if rough >= 1 else 1.0
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    return [step * i for i in range(int(-(-largest // step)) + 1)]
