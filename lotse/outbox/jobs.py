"""The unattended work of the outbox: send what is due, and name what got lost."""

import os
import socket
import threading
from collections.abc import Callable
from datetime import date, datetime

from flask import current_app

from lotse.foundation import clock
from lotse.foundation.db import db
from lotse.outbox import actions
from lotse.outbox.transport import Mail, Refused, Transport, Unclear, transport_for

BATCH = 20


def deliver(_today: date) -> int:
    """Send all due mails; without a mail server they become files in the instance folder, to be looked at."""
    settings = current_app.config["LOTSE"]
    url = settings.smtp_url or (settings.instance / "mails").resolve().as_uri()
    return deliver_by(transport_for(url, settings.mail_sender), clock.now)


def deliver_by(transport: Transport, now: Callable[[], datetime], batch: int = BATCH) -> int:
    """Send all due mails by a transport and return how many the server took."""
    owner = f"{socket.gethostname()}:{os.getpid()}:{threading.get_ident()}"[:80]
    actions.give_up_lost(now=now())
    db.session.commit()
    taken = 0
    while True:
        mails = actions.claim(owner=owner, now=now(), limit=batch)
        db.session.commit()
        if not mails:
            return taken
        for mail_id in mails:
            # One commit a mail: it holds what became of the one before, and that this one is on its way. No
            # transaction stays open while the mail server takes its time.
            row = actions.begin_sending(mail_id=mail_id, owner=owner, now=now())
            db.session.commit()
            if row is not None:
                mail = Mail(row.message_id, row.recipient, row.subject, row.body)
                taken += _send(mail, mail_id, row.attempts, owner, transport, now)
        db.session.commit()


def _send(
    mail: Mail, mail_id: int, attempts: int, owner: str, transport: Transport, now: Callable[[], datetime]
) -> bool:
    try:
        transport(mail)
    except Refused as refusal:
        actions.mark_refused(
            mail_id=mail_id, owner=owner, attempts=attempts, error=str(refusal), final=refusal.final, now=now()
        )
    except Unclear as doubt:
        actions.mark_unclear(mail_id=mail_id, owner=owner, error=str(doubt))
    else:
        actions.mark_sent(mail_id=mail_id, owner=owner, now=now())
        return True
    return False
