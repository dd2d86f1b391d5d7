"""Mails leave encrypted unless the configuration says otherwise, and only to a server whose certificate is trusted."""

import socket
import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from lotse.outbox.transport import Mail, Refused, transport_for
from tests.factories.outbox import Sink, mail_server

MAIL = Mail("<1@lotse.example>", "konto@sozialbuero.example", "Lotse: 1 Punkt ist fällig", "Guten Morgen\n")


def send(url):
    transport_for(url, "lotse@sozialbuero.example")(MAIL)


@pytest.fixture
def certificate(tmp_path):
    """A certificate of this machine's own, with its key; gives the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    start = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    plain = serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return file


@contextmanager
def server(certificate, *, from_the_start):
    """A mail server that speaks TLS from the first byte, or demands STARTTLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    sink, options = Sink(), {"ssl_context": context}
    if not from_the_start:
        options = {"tls_context": context, "require_starttls": True}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=port, **options)
    # Its own knock would take the server's context for a client's.
    controller._trigger_server = lambda: socket.create_connection(("127.0.0.1", port)).close()
    controller.start()
    try:
        yield sink, port
    finally:
        controller.stop()


@pytest.mark.parametrize(("scheme", "from_the_start"), [("smtps", True), ("smtp", False)])
def test_a_trusted_server_takes_the_mail_over_tls(certificate, monkeypatch, scheme, from_the_start):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with server(certificate, from_the_start=from_the_start) as (sink, port):
        send(f"{scheme}://localhost:{port}")
        assert len(sink.messages) == 1


@pytest.mark.parametrize(("scheme", "from_the_start"), [("smtps", True), ("smtp", False)])
def test_a_server_with_an_unknown_certificate_gets_nothing(certificate, scheme, from_the_start):
    with server(certificate, from_the_start=from_the_start) as (sink, port):
        with pytest.raises(Refused, match="CERTIFICATE_VERIFY_FAILED"):
            send(f"{scheme}://localhost:{port}")
        assert not sink.messages


def test_a_server_without_tls_gets_nothing_unless_the_configuration_says_so():
    with mail_server() as (sink, url):
        with pytest.raises(Refused, match="STARTTLS") as refusal:
            send(url.replace("?tls=none", ""))
        assert not refusal.value.final
        assert not sink.messages
        send(url)
        assert len(sink.messages) == 1
