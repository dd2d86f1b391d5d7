"""Handing one mail to a mail server, and knowing what became of it.

The answer is one of three: taken, refused (certainly not taken), or unclear (the connection broke after the text was
on its way). Only a refused mail may be tried again without a person.
"""

import contextlib
import os
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from lotse.foundation import clock

TIMEOUT_SECONDS = 20.0


@dataclass(frozen=True)
class Mail:
    """What goes out."""

    message_id: str
    recipient: str
    subject: str
    body: str


class Refused(Exception):
    """The server certainly did not take the mail; `final` if it never will."""

    def __init__(self, text: str, *, final: bool) -> None:
        super().__init__(text)
        self.final = final


class Unclear(Exception):
    """Nobody knows whether the server took the mail."""


Transport = Callable[[Mail], None]


def transport_for(url: str, sender: str) -> Transport:
    """Return how to send by an address: smtps://, smtp:// (with STARTTLS; ?tls=none without), or file:///folder."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return lambda mail: _write(mail, sender, Path(unquote(parts.path)))
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("LOTSE_SMTP_URL must begin with smtps://, smtp:// or file:///")
    return lambda mail: _send(mail, sender, url)


def message_of(mail: Mail, sender: str) -> EmailMessage:
    """Build the message; a line break in a header raises instead of opening a second one."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = mail.recipient
    message["Subject"] = mail.subject
    message["Message-ID"] = mail.message_id
    message["Date"] = format_datetime(clock.now())
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message


def _send(mail: Mail, sender: str, url: str) -> None:
    text = message_of(mail, sender).as_bytes()
    try:
        connection = _connect(url)
    except (OSError, smtplib.SMTPException, ssl.SSLError) as error:
        raise Refused(f"Keine Verbindung zum Mailserver: {error}", final=False) from error
    try:
        _envelope(connection, sender, mail.recipient)
        _text(connection, text)
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            connection.quit()


def _connect(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    host = parts.hostname or ""
    tls = parse_qs(parts.query).get("tls", [""])[0]
    connection: smtplib.SMTP
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        connection = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT_SECONDS, context=context)
    else:
        connection = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT_SECONDS)
    with contextlib.ExitStack() as unless_greeted:
        unless_greeted.callback(connection.close)
        if parts.scheme == "smtp" and tls != "none":
            connection.starttls(context=ssl.create_default_context())
        connection.ehlo_or_helo_if_needed()
        if parts.username:
            connection.login(unquote(parts.username), unquote(parts.password or ""))
        unless_greeted.pop_all()
    return connection


def _envelope(connection: smtplib.SMTP, sender: str, recipient: str) -> None:
    try:
        for code, answer in (connection.mail(sender), connection.rcpt(recipient)):
            if code not in (250, 251):
                raise _refusal(code, answer)
        code, answer = connection.docmd("DATA")
    except (OSError, smtplib.SMTPException) as error:
        raise Refused(f"Der Mailserver hat die Verbindung beendet: {error}", final=False) from error
    if code != 354:
        raise _refusal(code, answer)


def _text(connection: smtplib.SMTP, text: bytes) -> None:
    # From here on the server may have the mail, whatever happens to the connection.
    quoted = b"\r\n".join(b"." + line if line.startswith(b".") else line for line in text.split(b"\r\n"))
    try:
        connection.send(quoted + (b"" if quoted.endswith(b"\r\n") else b"\r\n") + b".\r\n")
        code, answer = connection.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise Unclear(f"Die Verbindung brach beim Senden ab: {error}") from error
    if not 200 <= code < 600:
        raise Unclear(f"Der Mailserver antwortete unverständlich: {code}")
    if code >= 300:
        raise _refusal(code, answer)


def _refusal(code: int, answer: bytes) -> Refused:
    return Refused(f"Der Mailserver sagt: {code} {answer.decode(errors='replace')}", final=500 <= code < 600)


def _write(mail: Mail, sender: str, folder: Path) -> None:
    name = mail.message_id.strip("<>").replace("/", "_")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{name}.{os.getpid()}"
        draft.write_bytes(message_of(mail, sender).as_bytes())
        draft.replace(folder / f"{name}.eml")
    except OSError as error:
        raise Refused(f"Der Ordner für E-Mails ist nicht beschreibbar: {error}", final=False) from error
