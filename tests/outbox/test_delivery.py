"""Sending against a real mail server: taken, refused, unclear; nothing twice, nothing lost in silence."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
import sqlalchemy as sa

from lotse.foundation.db import db
from lotse.foundation.errors import FieldError, RuleBroken
from lotse.outbox import actions, jobs, queries
from lotse.outbox.models import OutboxMail
from lotse.outbox.transport import Mail, Refused, Unclear, message_of, transport_for
from tests.factories.outbox import NOW, mail_server, make_mail

pytestmark = pytest.mark.usefixtures("app")


def deliver(url, at=NOW):
    taken = jobs.deliver_by(transport_for(url, "lotse@sozialbuero.example"), lambda: at)
    db.session.expire_all()
    return taken


def test_a_due_mail_arrives_once_with_its_headers():
    mail = make_mail()
    with mail_server() as (sink, url):
        assert deliver(url) == 1
        assert deliver(url) == 0
    (content,) = sink.messages
    message = message_from_bytes(content, policy=default)
    assert message["To"] == mail.recipient
    assert message["Message-ID"] == mail.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert "fällig" in message.get_content()
    assert queries.get_mail(mail.id).state == "sent"


def test_what_was_sent_keeps_no_text_for_it_may_hold_a_partners_link():
    mail = make_mail()
    with mail_server() as (_sink, url):
        deliver(url)
    assert queries.get_mail(mail.id).body == ""


@pytest.mark.parametrize("state", ["due", "unclear", "failed", "sent"])
def test_whoever_reads_the_table_finds_no_link_in_a_mail(state):
    mail = make_mail(body="https://lotse.example/antwort/EinGeheimesToken")
    if state == "sent":
        with mail_server() as (sink, url):
            deliver(url)
        assert b"EinGeheimesToken" in sink.messages[0]
    else:
        mail.state = state
        db.session.commit()
    row = db.session.execute(sa.text("select * from outbox_mail")).one()
    assert row.state == state
    assert not any("EinGeheimesToken" in str(value) for value in row)


def test_a_mail_for_later_waits():
    make_mail(due_at=NOW + timedelta(minutes=1))
    with mail_server() as (_sink, url):
        assert deliver(url) == 0
        assert deliver(url, NOW + timedelta(minutes=1)) == 1


def test_the_same_mail_is_queued_once():
    make_mail(dedupe_key="digest:7:2026-11-23")
    make_mail(dedupe_key="digest:7:2026-11-23")
    assert db.session.query(OutboxMail).count() == 1


def test_without_a_server_a_mail_is_due_again_later():
    mail = make_mail()
    assert deliver("smtp://127.0.0.1:9?tls=none") == 0
    row = queries.get_mail(mail.id)
    assert (row.state, row.attempts) == ("due", 1)
    assert row.due_at == NOW + timedelta(minutes=1)
    assert "Keine Verbindung" in row.last_error


def test_a_temporary_refusal_is_tried_again_a_final_one_is_not():
    soon, never = make_mail(), make_mail(due_at=NOW + timedelta(hours=1))
    with mail_server() as (sink, url):
        sink.answer = "451 später"
        deliver(url)
        sink.answer = "250 OK"
        sink.recipient_answer = "550 kein Postfach"
        deliver(url, NOW + timedelta(hours=1))
    assert queries.get_mail(soon.id).attempts == 2
    assert queries.get_mail(never.id).state == "failed"
    assert "550" in queries.get_mail(never.id).last_error


def test_after_eight_attempts_a_mail_is_on_the_dead_letter_list():
    mail = make_mail()
    at = NOW
    for _ in range(8):
        deliver("smtp://127.0.0.1:9?tls=none", at)
        at += timedelta(days=1)
    assert queries.get_mail(mail.id).state == "failed"


def test_a_connection_lost_after_the_text_is_unclear_and_never_repeated_by_itself():
    mail = make_mail()
    with mail_server() as (sink, url):
        sink.hang_up = True
        deliver(url)
        sink.hang_up = False
        deliver(url, NOW + timedelta(days=1))
        assert len(sink.messages) == 1
        assert queries.get_mail(mail.id).state == "unclear"
        actions.send_again(mail=queries.get_mail(mail.id), host="lotse.example", by_id=1, now=NOW)
        db.session.commit()
        deliver(url)
    assert queries.get_mail(mail.id).state == "sent"
    assert sorted(sink.message_ids.values()) == [1, 1]


def test_a_person_can_settle_an_unclear_mail_otherwise():
    arrived, dropped = make_mail(), make_mail()
    for mail in (arrived, dropped):
        mail.state, mail.owner = "unclear", "gone:1"
    actions.confirm_sent(mail=arrived, by_id=1, now=NOW)
    actions.discard(mail=dropped, by_id=1)
    assert (arrived.state, dropped.state) == ("sent", "discarded")
    with pytest.raises(RuleBroken):
        actions.send_again(mail=arrived, host="lotse.example", by_id=1, now=NOW)


def test_a_sender_that_dies_with_a_claim_leaves_a_due_mail_behind():
    mail = make_mail()
    assert actions.claim(owner="dead:1", now=NOW) == [mail.id]
    db.session.commit()
    assert actions.claim(owner="alive:2", now=NOW) == []
    assert actions.claim(owner="alive:2", now=NOW + timedelta(minutes=6)) == [mail.id]
    assert not actions.begin_sending(mail_id=mail.id, owner="dead:1", now=NOW + timedelta(minutes=6))


def test_a_sender_that_dies_while_sending_leaves_an_unclear_mail_behind():
    mail = make_mail()
    actions.claim(owner="dead:1", now=NOW)
    actions.begin_sending(mail_id=mail.id, owner="dead:1", now=NOW)
    db.session.commit()
    with mail_server() as (sink, url):
        deliver(url, NOW + timedelta(minutes=6))
    assert not sink.messages
    assert queries.get_mail(mail.id).state == "unclear"


def test_a_slow_sender_that_finishes_late_still_says_so():
    mail = make_mail()
    actions.claim(owner="slow:1", now=NOW)
    actions.begin_sending(mail_id=mail.id, owner="slow:1", now=NOW)
    actions.give_up_lost(now=NOW + timedelta(minutes=6))
    assert actions.mark_sent(mail_id=mail.id, owner="slow:1", now=NOW + timedelta(minutes=7))
    db.session.expire_all()
    assert queries.get_mail(mail.id).state == "sent"


def test_a_line_break_never_reaches_a_header():
    with pytest.raises(FieldError):
        make_mail(recipient="a@b.example\nBcc: c@d.example")
    mail = make_mail(subject="Hallo\r\nBcc: c@d.example")
    text = message_of(Mail(mail.message_id, mail.recipient, mail.subject, mail.body), "lotse@x.example").as_bytes()
    assert b"\nBcc:" not in text


def test_a_line_that_is_one_dot_does_not_end_the_mail():
    make_mail(body="oben\n.\nunten\n")
    with mail_server() as (sink, url):
        deliver(url)
    assert b"\r\n.\r\nunten" in sink.messages[0]


def test_mails_may_go_into_a_folder(tmp_path):
    mail = make_mail()
    assert deliver(f"file://{tmp_path}/mails") == 1
    assert [path.suffix for path in (tmp_path / "mails").iterdir()] == [".eml"]
    assert queries.get_mail(mail.id).state == "sent"


def test_without_a_mail_server_mails_become_files_of_the_instance(app):
    mail = make_mail(due_at=NOW - timedelta(days=400))
    assert jobs.deliver(NOW.date()) == 1
    written = list((app.config["LOTSE"].instance / "mails").glob("*.eml"))
    assert mail.message_id.strip("<>") in {path.stem for path in written}


def test_an_address_of_another_kind_is_refused_at_once():
    with pytest.raises(ValueError, match="smtps"):
        transport_for("http://mail.example", "a@b.example")


@pytest.mark.parametrize("outcome", [Refused("nein", final=False), Unclear("weg")])
def test_no_transaction_is_open_while_the_server_is_talked_to(outcome):
    make_mail()

    def transport(mail):
        assert not db.session().in_transaction()
        raise outcome

    jobs.deliver_by(transport, lambda: NOW)
