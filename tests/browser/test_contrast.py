"""Pairs of tokens that stand on each other reach the contrast of WCAG 2.2 in both themes, as Chromium paints them."""

from __future__ import annotations

import pytest

from lotse.accounts.rules import Role

SURFACES = ("page", "card", "field", "raised", "hover", "selected", "stripe")
SOFT = ("info-soft", "success-soft", "warning-soft", "danger-soft", "neutral-soft", "violet-soft")
TEXT = [
    *(("text", surface) for surface in (*SURFACES, *SOFT)),
    *(("muted", surface) for surface in (*SURFACES, *SOFT)),
    *(("action", surface) for surface in SURFACES),
    *(("danger", surface) for surface in ("page", "card", "danger-soft")),
    *(("warning", surface) for surface in ("card", "warning-soft")),
    *((f"{tone}", f"{tone}-soft") for tone in ("info", "success", "violet", "neutral")),
    ("on-action", "action"),
    ("on-action", "action-hover"),
    ("bar-text", "bar"),
    ("bar-text", "bar-raised"),
    ("bar-muted", "bar-raised"),
    *(("chart-on", f"chart-{number}") for number in range(1, 7)),
    *(("scale-on-low", f"scale-{step}") for step in range(3)),
    *(("scale-on-high", f"scale-{step}") for step in (3, 4)),
    ("text", "chart-planned"),
    ("chart-gap", "chart-gap-soft"),
    ("chart-on", "chart-done"),
    ("chart-on", "chart-today"),
]
GRAPHICS = [
    *(("border", surface) for surface in SURFACES),
    *(("border-strong", surface) for surface in ("page", "card", "field")),
    *(("focus", surface) for surface in SURFACES),
    *((f"chart-{number}", "card") for number in range(1, 7)),
    *((tone, "card") for tone in ("info", "success", "warning", "danger", "chart-done", "chart-gap", "chart-today")),
]
RATIO = """(pairs) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
  const probe = document.body.appendChild(document.createElement("span"));
  const light = (token) => {
    probe.style.color = `var(--${token})`;
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return pairs.map(([a, b]) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  });
}"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (GRAPHICS, 3.0)], ids=["text", "graphics"])
def test_token_pairs_reach_their_contrast(open_as, dark: bool, pairs: list[tuple[str, str]], least: float) -> None:
    page = open_as(Role.NAVIGATOR, "/stil", dark=dark)
    ratios = page.evaluate(RATIO, [list(pair) for pair in pairs])
    weak = [f"{a} on {b}: {ratio:.2f}" for (a, b), ratio in zip(pairs, ratios, strict=True) if ratio < least]
    assert not weak, "\n".join(weak)


def test_the_measure_knows_black_white_and_grey(open_as) -> None:
    page = open_as(Role.NAVIGATOR, "/stil")
    page.evaluate(
        "() => { const s = document.documentElement.style; s.setProperty('--a', '#fff'); s.setProperty('--b', '#000');"
        " s.setProperty('--c', '#767676'); }"
    )
    ratios = page.evaluate(RATIO, [["a", "b"], ["a", "c"]])
    assert ratios == [pytest.approx(21.0, abs=0.01), pytest.approx(4.54, abs=0.01)]
