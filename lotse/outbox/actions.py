"""Every change of the outbox: queue, claim, send, settle.

A row goes *due* → *sending* → *sent*. A claim only puts a lease on a due row; the row becomes *sending* in a
transaction of its own right before it is handed to the mail server. A process that dies with a claim leaves a due row
behind; one that dies while sending leaves a row whose fate nobody knows: *unclear*, for a person to settle.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.outbox import rules
from lotse.outbox.models import OutboxMail


def queue_mail(
    *, dedupe_key: str, recipient: str, subject: str, body: str, due_at: datetime, host: str, now: datetime
) -> bool:
    """Put a mail into the outbox in the transaction of the business change; False if that mail is there already."""
    if not rules.is_address(recipient):
        raise FieldError("recipient", "Das ist keine E-Mail-Adresse.")
    if db.session.scalar(sa.select(OutboxMail.id).where(OutboxMail.dedupe_key == dedupe_key)):
        return False
    mail = OutboxMail(
        dedupe_key=dedupe_key,
        message_id=rules.message_id(dedupe_key, host),
        recipient=recipient,
        subject=rules.header_text(subject),
        body=body,
        due_at=due_at,
        created_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(mail)
    except sa.exc.IntegrityError:
        # Another process queued the same mail between the question and the answer.
        return False
    return True


_FREE = sa.or_(OutboxMail.lease_until.is_(None), OutboxMail.lease_until <= sa.bindparam("now"))
_CLAIM = (
    sa.update(OutboxMail)
    .where(
        OutboxMail.id.in_(
            sa.select(OutboxMail.id)
            .where(OutboxMail.state == "due", OutboxMail.due_at <= sa.bindparam("now"), _FREE)
            .order_by(OutboxMail.due_at)
            .limit(sa.bindparam("most"))
            .with_for_update(skip_locked=True)
        ),
        OutboxMail.state == "due",
        _FREE,
    )
    .values(owner=sa.bindparam("by"), lease_until=sa.bindparam("until"))
    .returning(OutboxMail.id)
)
_BEGIN = (
    sa.update(OutboxMail)
    .where(
        OutboxMail.id == sa.bindparam("mail"),
        OutboxMail.owner == sa.bindparam("by"),
        OutboxMail.state == "due",
        OutboxMail.lease_until > sa.bindparam("now"),
    )
    .values(state="sending", lease_until=sa.bindparam("until"), attempts=OutboxMail.attempts + 1)
    .returning(OutboxMail.message_id, OutboxMail.recipient, OutboxMail.subject, OutboxMail.body, OutboxMail.attempts)
)
_SENT = (
    sa.update(OutboxMail)
    .where(
        OutboxMail.id == sa.bindparam("mail"),
        OutboxMail.owner == sa.bindparam("by"),
        sa.or_(OutboxMail.state == "sending", OutboxMail.state == "unclear"),
    )
    .values(state="sent", sent_at=sa.bindparam("now"), body="", owner=None, lease_until=None, last_error="")
    .returning(OutboxMail.id)
)


def claim(*, owner: str, now: datetime, limit: int = 20) -> Sequence[int]:
    """Reserve due mails for this owner and return their ids."""
    given = {"by": owner, "now": now, "until": now + rules.LEASE, "most": limit}
    return sorted(db.session.connection().execute(_CLAIM, given).scalars())


def begin_sending(*, mail_id: int, owner: str, now: datetime) -> sa.Row[str, str, str, str, int] | None:
    """Mark a claimed mail as being sent and return what to send; None if the claim was lost meanwhile."""
    given = {"mail": mail_id, "by": owner, "now": now, "until": now + rules.LEASE}
    return db.session.connection().execute(_BEGIN, given).one_or_none()


def mark_sent(*, mail_id: int, owner: str, now: datetime) -> bool:
    """Mark a mail as taken over by the mail server; its text goes, for it may hold a partner's link."""
    given = {"mail": mail_id, "by": owner, "now": now}
    return db.session.connection().execute(_SENT, given).one_or_none() is not None


def mark_refused(*, mail_id: int, owner: str, attempts: int, error: str, final: bool, now: datetime) -> bool:
    """Mark a mail that the server certainly did not take: due again after a pause, or failed for good."""
    over = final or attempts >= rules.MAX_ATTEMPTS
    return _change(
        mail_id,
        [OutboxMail.owner == owner, OutboxMail.state == "sending"],
        state="failed" if over else "due",
        due_at=now if over else now + rules.pause_after(attempts),
        owner=None,
        lease_until=None,
        last_error=rules.header_text(error),
    )


def mark_unclear(*, mail_id: int, owner: str, error: str) -> bool:
    """Mark a mail of which nobody knows whether the server took it."""
    mine = [OutboxMail.owner == owner, OutboxMail.state == "sending"]
    return _change(mail_id, mine, state="unclear", lease_until=None, last_error=rules.header_text(error))


def give_up_lost(*, now: datetime) -> int:
    """Turn mails whose sender died while sending into unclear ones; never send them again by itself."""
    update = (
        sa.update(OutboxMail)
        .where(OutboxMail.state == "sending", OutboxMail.lease_until <= now)
        .values(state="unclear", lease_until=None, last_error="Der sendende Prozess ist abgebrochen.")
        .returning(OutboxMail.id)
        .execution_options(synchronize_session=False)
    )
    return len(db.session.execute(update).scalars().all())


def send_again(*, mail: OutboxMail, host: str, by_id: int, now: datetime) -> None:
    """Let a person send an unclear or failed mail once more, under a new Message-ID."""
    _only(mail, "unclear", "failed")
    mail.message_id = rules.message_id(mail.dedupe_key, host, mail.attempts)
    mail.state, mail.due_at, mail.owner, mail.lease_until = "due", now, None, None
    mail.settled_by_id = by_id
    db.session.flush()


def confirm_sent(*, mail: OutboxMail, by_id: int, now: datetime) -> None:
    """Let a person state that an unclear mail did arrive."""
    _only(mail, "unclear")
    mail.state, mail.sent_at, mail.owner, mail.settled_by_id = "sent", now, None, by_id
    mail.body = ""
    db.session.flush()


def discard(*, mail: OutboxMail, by_id: int) -> None:
    """Let a person drop a mail that shall not go out any more."""
    _only(mail, "unclear", "failed", "due")
    mail.state, mail.owner, mail.lease_until, mail.settled_by_id = "discarded", None, None, by_id
    mail.body = ""
    db.session.flush()


def _only(mail: OutboxMail, *states: str) -> None:
    if mail.state not in states:
        raise RuleBroken("Diese E-Mail ist inzwischen in einem anderen Zustand.")


def _change(mail_id: int, conditions: Sequence[sa.ColumnElement[bool]], **values: object) -> bool:
    update = (
        sa.update(OutboxMail)
        .where(OutboxMail.id == mail_id, *conditions)
        .values(**values)
        .returning(OutboxMail.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.execute(update).scalar() is not None
