"""Mails and a real mail server for tests."""

from __future__ import annotations

import itertools
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from lotse.foundation.db import db
from lotse.outbox import actions
from lotse.outbox.models import OutboxMail

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def make_mail(**fields: object) -> OutboxMail:
    """A due mail."""
    number = next(_numbers)
    given = {
        "dedupe_key": f"test:{number}",
        "recipient": f"konto{number}@sozialbuero.example",
        "subject": "Lotse: 3 Punkte sind fällig",
        "body": "Guten Morgen,\n\nes sind 3 Punkte fällig.\n",
        "due_at": NOW,
        "host": "lotse.example",
        "now": NOW,
        **fields,
    }
    actions.queue_mail(**given)
    db.session.commit()
    return db.session.query(OutboxMail).filter_by(dedupe_key=given["dedupe_key"]).one()


class Sink:
    """A mail server's memory: every message it took, and how it shall answer."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self.answer = "250 OK"
        self.recipient_answer = "250 OK"
        self.hang_up = False

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept or refuse a recipient."""
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Take a message, and perhaps lose the connection before saying so."""
        if self.answer.startswith("250"):
            self.messages.append(envelope.content or b"")
        if self.hang_up and server.transport is not None:
            server.transport.abort()
        return self.answer

    @property
    def message_ids(self) -> Counter[str]:
        """Count the messages by Message-ID."""
        return Counter(str(message_from_bytes(content)["Message-ID"]) for content in self.messages)


@contextmanager
def mail_server() -> Iterator[tuple[Sink, str]]:
    """Run a real SMTP server on this machine; gives its memory and its address."""
    sink = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink, f"smtp://127.0.0.1:{port}?tls=none"
    finally:
        controller.stop()
