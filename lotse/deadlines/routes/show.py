"""The page of one deadline, which several answers give back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template

from lotse.accounts import queries as accounts
from lotse.deadlines import queries
from lotse.deadlines.forms.papers import CloseForm, FilingForm, ReopenForm
from lotse.deadlines.rules.catalogue import CERTAINTIES, find_entry
from lotse.deadlines.rules.closing import OUTCOME_LABELS
from lotse.deadlines.rules.filing_help import filing_help
from lotse.foundation.clock import today

if TYPE_CHECKING:
    from lotse.cases.models import Case
    from lotse.deadlines.models import Deadline


def show_page(
    case: Case,
    deadline: Deadline,
    *,
    close_form: CloseForm | None = None,
    reopen_form: ReopenForm | None = None,
    filing_form: FilingForm | None = None,
    filing_result: Any = None,
) -> str:
    """Lay out a deadline; a form that was refused is shown as it was sent."""
    if close_form is None:
        close_form = CloseForm(formdata=None, closed_on=today())
    revisions = queries.list_revisions(deadline.id)
    return render_template(
        "deadlines/show.html",
        case=case,
        tab="deadlines",
        deadline=deadline,
        entry=find_entry(deadline.catalogue_entry),
        certainties=CERTAINTIES,
        outcomes=OUTCOME_LABELS,
        help=filing_help(deadline.catalogue_entry),
        close_form=close_form,
        reopen_form=reopen_form or ReopenForm(formdata=None),
        filing_form=filing_form or FilingForm(formdata=None, handed_in_on=today()),
        filing_result=filing_result,
        revisions=revisions,
        names=accounts.names_of({row.by_id for row in revisions if row.by_id} | {deadline.closed_by_id or 0}),
    )
