"""The report of a quarter: the protected pages with their charts as pictures for paper."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from lotse.accounts.models import User
from lotse.foundation.charts.choropleth import Outline
from lotse.statistics.drawing import draw
from lotse.statistics.queries import labels
from lotse.statistics.queries.pages import PAGES, Shown, page_of
from lotse.statistics.rules.choices import Choice
from lotse.statistics.rules.figures import Figure, figures_for
from lotse.statistics.rules.pages import Page, Section

COMMENTS = {
    "vermittlungen": "referrals",
    "empfaenger": "",
    "bedarf": "need",
    "kontakte": "contacts",
    "faelle": "",
    "verzahnung": "cases",
}
"""Behind which page which comment is printed."""


@dataclass(frozen=True)
class Picture:
    """A chart as a picture that carries its own colours, with words for whoever cannot see it."""

    address: str
    words: str
    legend: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Report:
    """Everything the PDF prints."""

    parts: Sequence[tuple[Page, str]]
    pictures: Mapping[tuple[str, str], Picture]
    first: Shown

    @property
    def definitions(self) -> list[Figure]:
        """Return every definition used, each once."""
        return figures_for([figure.key for page, _ in self.parts for figure in page.definitions])

    def words(self, scope_names: Mapping[str, str], today: date) -> list[tuple[str, str]]:
        """Return period, view, comparison and time of counting."""
        return self.first.choices_in_words(scope_names, today)


def report_of(
    session: Session, choice: Choice, user: User, *, today: date, now: datetime, names: Mapping[str, Mapping[str, str]]
) -> Report:
    """Return the protected report, whoever asks."""
    outline = labels.map_outline(session)
    shown = [page_of(session, key, choice, user, today=today, now=now, names=names, for_file=True) for key in PAGES]
    pictures = {}
    for item in shown:
        for section in item.page.sections:
            picture = _picture(section, outline)
            if picture:
                pictures[item.page.key, section.key] = picture
    return Report([(item.page, COMMENTS.get(item.page.key, "")) for item in shown], pictures, shown[0])


def _picture(section: Section, outline: Outline | None) -> Picture | None:
    chart = draw(section, outline, printed=True)
    if chart is None:
        return None
    data = base64.b64encode(str(chart.svg).encode()).decode()
    return Picture(f"data:image/svg+xml;base64,{data}", f"{chart.title}. {chart.finding}", chart.legend)
