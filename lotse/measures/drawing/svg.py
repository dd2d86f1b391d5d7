"""Elements of an SVG picture; texts and attribute values are escaped here and nowhere else."""

from __future__ import annotations

from markupsafe import Markup, escape

CHARACTER = 6.7  # mean width of a character of the page's font at 13 px


def width_of(text: str) -> float:
    """About how wide a text is drawn."""
    return len(text) * CHARACTER


def shorten(text: str, room: float, character: float = CHARACTER) -> str:
    """The text, or as much of it as fits."""
    most = max(3, int(room / character))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


class Sheet:
    """Collects elements in the order in which they are painted."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def rect(
        self, x: float, y: float, width: float, height: float, css: str, *, fill: str = "", round_: float = 0
    ) -> None:
        """Draw a rectangle; `fill` names a pattern."""
        paint = f' fill="url(#{fill})"' if fill else ""
        corner = f' rx="{round_:g}"' if round_ else ""
        self.parts.append(
            f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"'
            f"{corner}{paint}/>"
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str) -> None:
        self.parts.append(f'<line class="{css}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>')

    def path(self, data: str, css: str, marker: str = "") -> None:
        """Draw a path from data made of numbers."""
        end = f' marker-end="url(#{marker})"' if marker else ""
        self.parts.append(f'<path class="{css}" d="{data}"{end}/>')

    def text(self, x: float, y: float, words: str, css: str, anchor: str = "start") -> None:
        self.parts.append(f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>')

    def open(self, css: str, title: str, href: str = "") -> None:
        """Begin a group with a title; with an address it is a link that the keyboard reaches."""
        label = escape(title)
        if href:
            self.parts.append(f'<a class="{css}" href="{escape(href)}" aria-label="{label}"><title>{label}</title>')
        else:
            self.parts.append(f'<g class="{css}"><title>{label}</title>')

    def close(self, *, link: bool) -> None:
        self.parts.append("</a>" if link else "</g>")

    def finish(self, width: float, height: float, css: str, label: str, definitions: str = "") -> Markup:
        """Close the picture. Its links stay reachable, so it is a group and not one image."""
        body = "".join(self.parts)
        return Markup(  # noqa: S704 - every text above went through escape()
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{css}" viewBox="0 0 {width:.0f} {height:.0f}" '
            f'width="{width:.0f}" height="{height:.0f}" role="group" aria-label="{escape(label)}">'
            f"{definitions}{body}</svg>"
        )


HATCH = (
    '<defs><pattern id="{name}-hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="plan-hatch-ground" width="8" height="8"/><line class="plan-hatch-line" x1="0" y1="0" x2="0" y2="8"/>'
    '</pattern><marker id="{name}-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
    'orient="auto"><path class="plan-arrow-head" d="M0 0 L8 4 L0 8 z"/></marker></defs>'
)
