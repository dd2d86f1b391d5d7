"""The blueprint of child protection. No address carries a person or case, so the protocol tells neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from lotse.accounts.access import signed_in_user
from lotse.audit.actions import audit_about
from lotse.foundation.clock import now
from lotse.protection import queries

if TYPE_CHECKING:
    from lotse.protection.models import ProtectionRecord

blueprint = Blueprint("protection", __name__, url_prefix="/kinderschutz")


def load(record_id: int) -> ProtectionRecord:
    """Return a record the account was named in, or answer 404; the audit learns its number and nothing else."""
    record = queries.get_record(record_id, signed_in_user(), now())
    audit_about(object_kind="protection", object_id=record.id)
    return record
