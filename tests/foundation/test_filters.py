"""What templates write of dates."""

from __future__ import annotations

from datetime import date

from lotse.foundation.web.filters import draw_day


def test_a_day_is_german_to_read_and_iso_for_machines() -> None:
    assert draw_day(date(2026, 3, 4)) == '<time datetime="2026-03-04">04.03.2026</time>'


def test_no_day_is_a_dash_or_the_given_words_escaped() -> None:
    assert draw_day(None) == '<span class="muted">–</span>'
    assert draw_day(None, "nie & nimmer") == '<span class="muted">nie &amp; nimmer</span>'
