"""Comments of a quarter's report."""

from __future__ import annotations

import sqlalchemy as sa

from lotse.foundation.db import db
from lotse.statistics.models import ReportComment

TEXTS = ("introduction", "referrals", "need", "contacts", "cases", "outlook")


def find_comment(scope: str, period: str) -> ReportComment | None:
    """Return the comments of a view and period, if somebody wrote any."""
    return db.session.scalar(
        sa.select(ReportComment).where(ReportComment.scope == scope, ReportComment.period == period)
    )


def comment_for(scope: str, period: str) -> ReportComment:
    """Return the stored comments, or empty ones that nobody has stored yet."""
    found = find_comment(scope, period)
    return found or ReportComment(scope=scope, period=period, version=0, **dict.fromkeys(TEXTS, ""))
