"""Template filters: dates and numbers as German offices write them."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from markupsafe import Markup

from lotse.foundation.clock import local
from lotse.foundation.dates_in_words import WEEKDAYS_SHORT, duration, short_date, weekday_date


def german_date(value: date | datetime | None) -> str:
    """22.11.2026; instants are shown as the office's wall clock has them; None is empty."""
    if value is None:
        return ""
    return short_date(local(value) if isinstance(value, datetime) else value)


def long_date(value: date | datetime | None) -> str:
    """Sonntag, 22. November 2026."""
    if value is None:
        return ""
    return weekday_date(local(value) if isinstance(value, datetime) else value)


def weekday(value: date) -> str:
    """Mo, Di, …"""
    return WEEKDAYS_SHORT[value.weekday()]


def clock_time(value: datetime | None) -> str:
    """10:42 on the office's wall clock."""
    return "" if value is None else f"{local(value):%H:%M}"


def date_and_time(value: datetime | None) -> str:
    """22.11.2026, 10:42."""
    return "" if value is None else f"{local(value):%d.%m.%Y, %H:%M}"


def german_number(value: float | None, places: int = 0) -> str:
    """12.345,6 with a dot for thousands and a comma for decimals; None is a dash."""
    if value is None:
        return "–"
    return f"{value:,.{places}f}".replace(",", "\u202f").replace(".", ",").replace("\u202f", ".")


def minutes_in_words(minutes: int | None) -> str:
    """95 → 1 Std. 35 Min.; 118080 → 1.968 Std.; None is empty."""
    return "" if minutes is None else duration(minutes)


def days_from(value: date | None, today: date) -> str:
    """Heute, morgen, in 5 Tagen, seit 3 Tagen."""
    if value is None:
        return ""
    days = (value - today).days
    near = {-1: "gestern", 0: "heute", 1: "morgen"}
    if days in near:
        return near[days]
    return f"in {days} Tagen" if days > 0 else f"seit {-days} Tagen"


def draw_day(value: date | None, empty: str = "–") -> Markup:
    """A day in German, machine-readable underneath; lists show it in every row, so it is no macro."""
    if not value:
        return Markup('<span class="muted">{}</span>').format(empty)
    return Markup(f'<time datetime="{value.isoformat()}">{short_date(value)}</time>')  # noqa: S704  # digits only


def register(app: Flask) -> None:
    """Make the filters known to all templates, and `draw_day`, which they import as `day` from macros/dates.html."""
    app.jinja_env.globals["draw_day"] = draw_day
    app.jinja_env.filters.update(
        date=german_date,
        long_date=long_date,
        weekday=weekday,
        time=clock_time,
        date_time=date_and_time,
        number=german_number,
        minutes=minutes_in_words,
        days_from=days_from,
    )
