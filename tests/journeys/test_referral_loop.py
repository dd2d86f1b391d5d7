"""The referral loop, closed five ways: by department inbox, by link, on paper, by telephone, and in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from lotse.accounts.models import User
from lotse.accounts.rules import Role
from lotse.audit.models import AuditEvent
from lotse.cases.models import Case
from lotse.clients.models import Person
from lotse.directory.models import Organisation
from lotse.foundation import clock
from lotse.foundation.check_code import in_groups
from lotse.foundation.db import db
from lotse.foundation.workdays import add_workdays, previous_workday
from lotse.outbox.models import OutboxMail
from lotse.referrals import jobs
from lotse.referrals.models import Referral
from lotse.referrals.rules.states import State
from tests.browser.office import Office

TODAY = clock.today()
COUNT_KEYS = """
  window.addEventListener("keydown", (event) => {
    if (["Control", "Shift", "Alt", "Meta"].includes(event.key)) return;
    sessionStorage.setItem("keys", 1 + Number(sessionStorage.getItem("keys") || 0));
  }, true);
"""


@pytest.fixture(scope="module")
def cases(office: Office) -> list[int]:
    """Cases the navigator leads, one for each journey."""
    with office.app.app_context():
        lotsin = db.session.scalar(sa.select(User.id).where(User.login == office.login_of(Role.NAVIGATOR)))
        open_ = (
            sa.select(Case.id).join(Person, Person.id == Case.person_id)
            .where(Case.lead_id == lotsin, Case.status != "closed", Person.restricted.is_(False))
        )  # fmt: skip
        return list(db.session.scalars(open_.order_by(Case.id)))


@contextmanager
def referral_of(office: Office, referral_id: int) -> Iterator[Referral]:
    with office.app.app_context():
        found = db.session.get(Referral, referral_id)
        assert found is not None
        yield found


def refer(page: Page, receiver: str, means: str = "letter") -> int:
    """Write a draft, record the consent, send; returns the number of the record."""
    page.locator("#receiver").press_sequentially(receiver)
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("input[name=receiver_id]")).not_to_have_value("")
    page.locator("#reason").fill("Die Miete ist zu hoch für das Einkommen.")
    page.locator("#request").fill("Bitte um Beratung und Antragstellung.")
    page.locator("#contact_wish").fill("nur vormittags anrufen")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#confirmed_second, #senden")).to_be_visible()
    if page.locator("#confirmed_second").count():
        page.locator("#confirmed_second").check()
        page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/vermittlungen/\d+$"))
    if page.get_by_role("link", name="Einwilligung festhalten").count():
        page.get_by_role("link", name="Einwilligung festhalten").first.click()
        page.get_by_role("button", name="Einwilligung speichern").click()
        page.wait_for_url(re.compile(r"/vermittlungen/\d+$"))
    page.locator(f"input[name=means][value={means}]").check(force=True)
    page.get_by_role("button", name="Senden").click()
    expect(page.locator(".messages")).to_contain_text("Gesendet")
    return int(page.url.rpartition("/")[2])


def test_by_the_inbox_of_a_department(office: Office, open_as: Callable[..., Page], cases: list[int]) -> None:
    page = open_as(Role.NAVIGATOR, f"/vermittlungen/neu/fall/{cases[0]}")
    referral_id = refer(page, "wohngeldstelle", "inbox")
    number = page.locator("h1").inner_text().split()[-1]
    with referral_of(office, referral_id) as referral:
        name = db.session.get(Person, referral.person_id).full_name

    desk = open_as(Role.DEPARTMENT, "/vermittlungen/eingang")
    desk.get_by_role("link", name=number).click()
    expect(desk.locator("main")).to_contain_text("nur vormittags anrufen")
    expect(desk.locator("aside")).to_contain_text(name)
    desk.get_by_role("link", name="Antworten").click()
    desk.get_by_label("Rückfrage gestellt").check()
    desk.locator("#question").fill("Liegt der Mietvertrag vor?")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator("main")).to_contain_text("Rückfrage gestellt")

    page.reload()
    expect(page.locator("main")).to_contain_text("Liegt der Mietvertrag vor?")
    page.get_by_role("link", name="Frage beantworten").click()
    page.locator("#note").fill("Ja, er liegt bei.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text("Festgehalten")

    desk.reload()
    desk.get_by_role("link", name="Antworten").click()
    desk.get_by_label("abgelehnt", exact=True).check()
    desk.locator("#reason_code").select_option("no_capacity")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".messages")).to_contain_text("Festgehalten")
    page.reload()
    expect(page.locator("main")).to_contain_text("Die Stelle hat abgelehnt: keine Kapazität")
    page.get_by_role("link", name="Ablehnung annehmen").click()
    page.locator("#reason_code").select_option("no_capacity")
    page.locator("#next_step").fill("Mit der Familie über den Lastenzuschuss sprechen")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Beendet heißt noch nicht geholfen")
    expect(page.locator("main")).to_contain_text("Lastenzuschuss")
    desk.goto(f"/vermittlungen/eingang/{referral_id}")
    expect(desk.locator("main")).to_contain_text("Diese Seite gibt es nicht")
    desk.goto("/vermittlungen/eingang")
    expect(desk.get_by_role("table", name="Abgeschlossene Vermittlungen")).to_contain_text(number)
    expect(desk.locator("main")).not_to_contain_text(name)


def test_by_link_on_a_telephone_without_javascript(
    office: Office, open_as: Callable[..., Page], cases: list[int], browser: Browser
) -> None:
    page = open_as(Role.NAVIGATOR, f"/vermittlungen/neu/fall/{cases[1]}")
    referral_id = refer(page, "schuldner")
    page.get_by_role("button", name="Link erzeugen").click()
    address = page.locator("code").inner_text()
    pin = page.locator(".pin").inner_text()

    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="de-DE")
    phone = context.new_page()
    for _ in range(3):
        phone.goto(address)
    with referral_of(office, referral_id) as referral:
        assert referral.state == State.REQUESTED
        person = referral.number and db.session.get(Person, referral.person_id)
        name, number = person.last_name, referral.number
    expect(phone.locator("body")).not_to_contain_text(name)
    phone.locator("#pin").fill("000000" if pin.replace(" ", "") != "000000" else "111111")
    phone.get_by_role("button", name="Öffnen").click()
    expect(phone.locator("main")).to_contain_text("Die PIN stimmt nicht")
    expect(phone.locator("body")).not_to_contain_text(name)
    phone.locator("#pin").fill(pin)
    phone.get_by_role("button", name="Öffnen").click()
    expect(phone.locator("main")).to_contain_text(name)
    assert width_of(phone) <= 360

    answer(phone, "Annehmen", {"contact": "Frau Beispiel", "follows_by": TODAY.isoformat()})
    expect(phone.locator("main")).to_contain_text("Ihre Antwort ist angekommen")
    expect(phone.locator("main")).to_contain_text(number)
    expect(phone.locator("main")).not_to_contain_text(name)
    phone.get_by_role("link", name="Zurück zum Vorgang").click()
    answer(phone, "Erstkontakt erfolgt", {})
    phone.get_by_role("link", name="Zurück zum Vorgang").click()
    answer(phone, "Hilfe geleistet", {"outcome_text": "Ratenplan mit dem Vermieter"})
    expect(phone.locator("main")).to_contain_text("der Zugang ist beendet")
    assert phone.goto(address).status == 404
    context.close()

    page.goto(f"/vermittlungen/{referral_id}")
    expect(page.locator("main")).to_contain_text("Ratenplan mit dem Vermieter")
    expect(page.get_by_role("table", name="Verlauf der Vermittlung")).to_contain_text("Falsche PIN")
    with office.app.app_context():
        seen = sa.select(sa.func.count()).select_from(AuditEvent).where(AuditEvent.object_kind == "partner_link")
        assert db.session.scalar(seen) >= 6
        mails = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.subject.contains(number))).all()
        assert not [mail for mail in mails if name in mail.subject + mail.body]


def test_five_wrong_pins_lock_the_link_for_good(
    office: Office, open_as: Callable[..., Page], cases: list[int], browser: Browser
) -> None:
    page = open_as(Role.NAVIGATOR, f"/vermittlungen/neu/fall/{cases[2]}")
    referral_id = refer(page, "schuldner")
    page.get_by_role("button", name="Link erzeugen").click()
    address, pin = page.locator("code").inner_text(), page.locator(".pin").inner_text().replace(" ", "")
    phone = browser.new_context(java_script_enabled=False).new_page()
    phone.goto(address)
    for _ in range(5):
        phone.locator("#pin").fill("000000" if pin != "000000" else "111111")
        phone.get_by_role("button", name="Öffnen").click()
    assert phone.goto(address).status == 404
    phone.context.close()
    page.goto(f"/vermittlungen/{referral_id}")
    expect(page.locator("aside")).to_contain_text("gesperrt nach fünf falschen PINs")


def test_on_paper_with_a_code_a_digit_and_enter(office: Office, open_as: Callable[..., Page], cases: list[int]) -> None:
    page = open_as(Role.NAVIGATOR, f"/vermittlungen/neu/fall/{cases[3]}")
    referral_id = refer(page, "schuldner")
    with office.app.app_context():
        referral = db.session.get(Referral, referral_id)
        house = db.session.get(Organisation, referral.organisation_id)
        house.contact_person = house.contact_person or "Frau Beispiel"
        code = referral.reply_code
        db.session.commit()
    page.add_init_script(COUNT_KEYS)
    page.goto("/vermittlungen/rueckantwort")
    expect(page.locator("#code")).to_be_focused()
    page.evaluate("sessionStorage.setItem('keys', 0)")
    for key in (*code, "Enter"):
        page.keyboard.press(key)
    page.wait_for_url(re.compile(r"/antwort\?bogen=1"))
    expect(page.get_by_label("angenommen")).to_be_visible()
    labels = page.locator("#to label").all_inner_texts()
    page.keyboard.press(str(1 + next(n for n, label in enumerate(labels) if "angenommen" in label)))
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text("Festgehalten")
    keys = int(page.evaluate("sessionStorage.getItem('keys')"))
    assert keys <= 15, keys
    page.wait_for_url(re.compile(r"/rueckantwort$"))  # ready for the next sheet

    with referral_of(office, referral_id) as referral:
        assert referral.state == State.ACCEPTED
        assert referral.partner_contact
    page.locator("#code").fill(in_groups(code).lower())
    page.keyboard.press("Enter")
    page.locator("input[name=to][value=in_progress]").check(force=True)
    page.locator("#last").select_option("unsuccessful")
    page.locator("#reason_code").select_option("no_show")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text("Festgehalten")
    page.goto(f"/vermittlungen/{referral_id}")
    expect(page.locator("main")).to_contain_text("nicht erschienen")


def test_a_slip_in_the_code_is_told_at_the_field_and_nothing_typed_is_lost(open_as: Callable[..., Page]) -> None:
    page = open_as(Role.NAVIGATOR, "/vermittlungen/rueckantwort")
    page.locator("#code").fill("ABCDE-12345")
    page.keyboard.press("Enter")
    expect(page.locator(".field__errors")).to_contain_text("Tippfehler")
    expect(page.locator("#code")).to_have_value("ABCDE-12345")


def test_by_telephone_one_call_tells_four_steps_each_with_its_day(
    office: Office, open_as: Callable[..., Page], cases: list[int]
) -> None:
    page = open_as(Role.NAVIGATOR, f"/vermittlungen/neu/fall/{cases[4]}")
    referral_id = refer(page, "schuldner")
    days = [previous_workday(TODAY - timedelta(days=back), "HE") for back in (12, 9, 6, 2)]
    with office.app.app_context():
        sent = db.session.get(Referral, referral_id)
        sent.sent_on = sent.clock_on = days[0]
        db.session.execute(
            sa.text("update referral_event set happened_on = :day where referral_id = :id"),
            {"day": days[0].isoformat(), "id": referral_id},
        )
        db.session.commit()
    page.goto(f"/vermittlungen/{referral_id}")
    page.get_by_role("link", name="Antwort der Stelle erfassen").click()
    page.locator("input[name=to][value=accepted]").check(force=True)
    page.get_by_label("Telefon", exact=True).check(force=True)
    for field, day in zip(("arrived_on", "happened_on", "then_on", "last_on"), days, strict=True):
        page.locator(f"#{field}").fill(day.isoformat())
    page.locator("#contact").fill("Herr Beispiel")
    page.locator("#then").select_option("in_progress")
    page.locator("#last").select_option("completed")
    page.locator("#outcome_text").fill("Vergleich mit dem Vermieter")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text("Festgehalten")
    course = page.get_by_role("table", name="Verlauf der Vermittlung")
    for day in days:
        expect(course).to_contain_text(f"{day:%d.%m.%Y}")
    expect(course).to_contain_text(f"eingegangen {TODAY:%d.%m.%Y}")
    expect(page.locator("main")).to_contain_text("Die Wirkung ist nicht bestätigt")
    page.get_by_role("link", name="Wirkung festhalten").click()
    page.get_by_label("hat geholfen").check(force=True)
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Wirkung bestätigt")


def test_in_silence_it_comes_back_and_stays_until_somebody_says_what_follows(
    office: Office, open_as: Callable[..., Page], cases: list[int]
) -> None:
    page = open_as(Role.NAVIGATOR, f"/vermittlungen/neu/fall/{cases[5]}")
    referral_id = refer(page, "schuldner")
    with office.app.app_context():
        sent = db.session.get(Referral, referral_id)
        sent.sent_on = sent.clock_on = add_workdays(TODAY, -17, "HE")
        db.session.commit()
        jobs.run_clocks(TODAY)
        db.session.commit()
    with referral_of(office, referral_id) as referral:
        assert (referral.state, referral.outcome) == (State.NO_RESPONSE, "unknown")
        number = referral.number
    page.goto("/")
    expect(page.locator("main")).to_contain_text("nächster Schritt offen")
    page.goto("/vermittlungen/?stand=bei-uns")
    page.get_by_role("link", name=number).click()
    expect(page.locator("main")).to_contain_text("Die Stelle hat sich nicht gemeldet")
    page.get_by_role("link", name="Anderer nächster Schritt").click()
    page.locator("#next_step").fill("Gemeinsam dort anrufen")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Gemeinsam dort anrufen")
    page.goto("/vermittlungen/?stand=bei-uns")
    expect(page.locator("main")).not_to_contain_text(number)


def answer(phone: Page, button: str, fields: dict[str, str]) -> None:
    """Answer on the partner's page as a person without JavaScript does."""
    phone.get_by_role("link", name=button, exact=True).click()
    phone.wait_for_url("**/antworten?**")
    assert width_of(phone) <= 360
    for name, value in fields.items():
        phone.locator(f"#{name}").fill(value)
    phone.get_by_role("button", name="Antwort senden").click()


def width_of(phone: Page) -> int:
    """How wide the page is once its styles are there; measured while it loads, an unstyled page is wider."""
    phone.wait_for_load_state("load")
    return int(phone.evaluate("document.documentElement.scrollWidth"))
