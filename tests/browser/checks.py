"""What every page must pass: axe, reflow, no error in the console, focus that stays in sight."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_axe = Axe()

COVERED = """() => {
  const controls = document.querySelectorAll("main :is(a[href], button, input, select, textarea, summary)");
  const shown = (el) => !el.disabled && el.type !== "hidden" && el.checkVisibility();
  const focusable = [...controls].filter((el) => shown(el) && !el.closest("[popover]:not(:popover-open)"));
  const floats = (el) => ["sticky", "fixed"].includes(getComputedStyle(el).position);
  const bars = [...document.querySelectorAll("*")].filter((el) => floats(el) && el.checkVisibility());
  const covered = [];
  for (const el of focusable) {
    el.focus();
    const box = el.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    for (const bar of bars) {
      if (bar.contains(el)) continue;
      const over = bar.getBoundingClientRect();
      const beside = over.left > box.left || over.right < box.right;
      const apart = over.top > box.top || over.bottom < box.bottom;
      if (!beside && !apart) covered.push(`${el.name || el.textContent.trim()} under ${bar.className}`);
    }
  }
  return covered;
}"""


STICKING = """position => {
  for (const el of document.querySelectorAll("main *")) {
    if (el.style.position === "static" || getComputedStyle(el).position === "sticky") el.style.position = position;
  }
}"""


def faults_of(page: Page, path: str, *, widths: tuple[int, ...] = (1366, 320)) -> list[str]:
    """Visit an address in light and dark, wide and narrow; return everything that is wrong, in words."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    answer = page.goto(path)
    page.wait_for_load_state("load")
    faults = [] if answer and answer.ok else [f"answers {answer.status if answer else 'nothing'}"]
    faults += [f"console: {error[:200]}" for error in errors]
    if not page.title().removesuffix(" – Lotse").strip():
        faults.append("has no title")
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        seen = page.evaluate("document.documentElement.scrollWidth")
        if seen > width:
            faults.append(f"is {seen} px wide in a window of {width} px")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            faults += [f"{scheme} {width} px: {fault}" for fault in axe_faults(page)]
    faults += [f"focus hidden: {what}" for what in page.evaluate(COVERED)]
    return [f"{path}: {fault}" for fault in faults]


def axe_faults(page: Page) -> list[str]:
    """Return what axe-core finds, one line per rule and place.

    Bars that stick to the window's edge lie still meanwhile: which target one happens to lie over half, and so makes
    smaller than 24 px for axe, depends on how far the page is scrolled. `COVERED` judges them by the focus.
    """
    page.evaluate(STICKING, "static")
    violations = _axe.run(page, options=RULES).response["violations"]
    page.evaluate(STICKING, "")
    return [f"{v['id']} ({v['help']}) at {node['target']}" for v in violations for node in v["nodes"][:3]]
