"""Every change of a case's deadlines: compute and store, compute again, override, close with an outcome, reopen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from lotse.deadlines.models import Deadline, DeadlineRevision
from lotse.deadlines.rules.catalogue import Entry, Variant, find_variant
from lotse.deadlines.rules.closing import Outcome, closing_fault
from lotse.deadlines.rules.engine import evaluate
from lotse.deadlines.rules.inputs import BadInputs, Fault
from lotse.deadlines.rules.results import Result
from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.foundation.workdays import is_region

if TYPE_CHECKING:
    from lotse.accounts.models import User
    from lotse.cases.models import Case


@dataclass(frozen=True)
class Computation:
    """One computed entry of the catalogue."""

    entry: Entry
    variant: Variant
    inputs: Mapping[str, Any]
    result: Result
    region: str

    @property
    def warning_day(self) -> date | None:
        """The day to warn."""
        return self.result.warning_day(self.region, self.entry.lead_days)


def compute(*, key: str, given: Mapping[str, Any], office_region: str) -> Computation:
    """Compute an entry of the catalogue from what a person gave; the same engine as the command line."""
    found = find_variant(key)
    if found is None:
        raise BadInputs([Fault("was", "gibt es nicht")])
    entry, variant = found
    names = (*variant.asks, *variant.may_ask)
    inputs = {name: given[name] for name in names if given.get(name) is not None} | dict(variant.fixed)
    region = inputs.get("place_state", office_region)
    result = evaluate(variant.rule.code, inputs)
    return Computation(entry, variant, inputs, result, region if is_region(region) else office_region)


def file_deadline(
    *,
    case: Case,
    key: str,
    given: Mapping[str, Any],
    office_region: str,
    sender: str = "",
    reference: str = "",
    by: User | None,
    now: datetime,
) -> Deadline:
    """Compute a deadline and store it with the case; refuses one that gives no day to act by."""
    computation = compute(key=key, given=given, office_region=office_region)
    if computation.result.decisive_day is None:
        raise RuleBroken(
            "Diese Berechnung ergibt keinen Tag, bis zu dem etwas zu tun ist. Sie wird nicht als Frist geführt."
        )
    deadline = Deadline(
        case_id=case.id,
        person_id=case.person_id,
        sender=sender,
        reference=reference,
        created_at=now,
        created_by_id=by.id if by else None,
        **_columns(computation, key),
    )
    db.session.add(deadline)
    db.session.flush()
    return deadline


def recompute_deadline(
    *,
    deadline: Deadline,
    key: str,
    given: Mapping[str, Any],
    office_region: str,
    reason: str,
    by: User,
    now: datetime,
    override_day: date | None = None,
    override_reason: str = "",
) -> None:
    """Compute a deadline again from changed inputs; what it said before is kept."""
    _must_be_open(deadline)
    if override_day is not None and not override_reason.strip():
        raise FieldError("override_reason", "Bitte begründen, warum ein anderer Tag gelten soll.")
    if not reason.strip():
        raise FieldError("reason", "Bitte kurz sagen, was sich geändert hat.")
    computation = compute(key=key, given=given, office_region=office_region)
    if computation.result.decisive_day is None:
        raise RuleBroken("Diese Berechnung ergibt keinen Tag, bis zu dem etwas zu tun ist.")
    _keep_revision(deadline, reason, by, now)
    for name, value in _columns(computation, key).items():
        setattr(deadline, name, value)
    deadline.override_day = override_day
    deadline.override_reason = override_reason.strip() if override_day else ""
    if override_day is not None and deadline.safe_on is not None and override_day < deadline.safe_on:
        deadline.safe_on = override_day
    db.session.flush()


def close_deadline(
    *, deadline: Deadline, outcome: Outcome, closed_on: date | None, note: str, by: User, today: date
) -> None:
    """Close a deadline with what became of it."""
    _must_be_open(deadline)
    fault = closing_fault(outcome, closed_on, note, today)
    if fault:
        raise FieldError(*fault)
    deadline.closed_on, deadline.outcome = closed_on, outcome
    deadline.outcome_note, deadline.closed_by_id = note.strip()[:300], by.id
    db.session.flush()


def reopen_deadline(*, deadline: Deadline, reason: str, by: User, now: datetime) -> None:
    """Open a deadline again that was closed by mistake; the history says why."""
    if deadline.closed_on is None:
        raise RuleBroken("Die Frist ist schon offen.")
    if not reason.strip():
        raise FieldError("reason", "Bitte kurz sagen, warum die Frist wieder offen ist.")
    _keep_revision(deadline, f"Wieder geöffnet: {reason}", by, now)
    deadline.closed_on = deadline.outcome = deadline.closed_by_id = None
    deadline.outcome_note = ""
    db.session.flush()


def _must_be_open(deadline: Deadline) -> None:
    if deadline.closed_on is not None:
        raise RuleBroken("Die Frist ist abgeschlossen. Bitte zuerst wieder öffnen.")


def _keep_revision(deadline: Deadline, reason: str, by: User, now: datetime) -> None:
    db.session.add(
        DeadlineRevision(
            deadline_id=deadline.id,
            inputs=deadline.inputs,
            outputs=deadline.outputs,
            last_day=deadline.due_on,
            reason=reason.strip()[:300],
            at=now,
            by_id=by.id,
        )
    )


def _columns(computation: Computation, key: str) -> dict[str, Any]:
    entry, result = computation.entry, computation.result
    notified_on = result.outputs.get("notified_on")
    return {
        "catalogue_entry": entry.number,
        "variant": key,
        "rule": computation.variant.rule.code,
        "rule_version": computation.variant.rule.version,
        "title": computation.variant.label,
        "norm": entry.norm[:200],
        "certainty": entry.certainty,
        "inputs": dict(computation.inputs),
        "outputs": result.as_json(),
        "steps": [{"text": step.text, "norm": step.norm} for step in result.steps],
        "views": [{"day": view.day.isoformat(), "reason": view.reason} for view in result.views],
        "notified_on": notified_on if isinstance(notified_on, date) else None,
        "warning_on": computation.warning_day,
        "safe_on": result.safe_day,
        "last_day": result.decisive_day,
    }
