"""Access of each role to each class of note: the table, and the same table through the pages."""

import io

import pytest

from lotse.accounts.rules import Role
from lotse.cases import queries
from lotse.cases.actions import records as actions
from lotse.cases.queries import records
from lotse.cases.rules.notes import MAY_READ, NoteClass, Reader, Relation, may_read
from lotse.foundation.db import db
from tests.factories.accounts import make_user
from tests.factories.cases import AT, make_case

ME, OTHER = 1, 2

# role, relation to the case, ordinary, confided to me, confided to somebody else, data protection
TABLE = [
    (Role.NAVIGATOR, Relation.LEAD, True, True, False, True),
    (Role.NAVIGATOR, Relation.DEPUTY, True, True, False, True),
    (Role.NAVIGATOR, Relation.NONE, False, False, False, False),
    (Role.TEAM_LEAD, Relation.LEAD, True, True, False, True),
    (Role.TEAM_LEAD, Relation.UNIT_LEAD, True, True, False, True),
    (Role.TEAM_LEAD, Relation.NONE, False, False, False, False),
    (Role.FRONT_DESK, Relation.NONE, False, False, False, False),
    (Role.DEPARTMENT, Relation.NONE, False, False, False, False),
    (Role.STATISTICS, Relation.NONE, False, False, False, False),
    (Role.ADMINISTRATION, Relation.NONE, False, False, False, False),
    (Role.DATA_PROTECTION, Relation.NONE, False, False, False, True),
]


@pytest.mark.parametrize(("role", "relation", "ordinary", "mine", "others", "data_protection"), TABLE)
def test_who_may_read_which_class(role, relation, ordinary, mine, others, data_protection):
    reader = Reader(ME, role, relation)
    assert may_read(NoteClass.ORDINARY, reader, entrusted_to_id=None) is ordinary
    assert may_read(NoteClass.CONFIDED, reader, entrusted_to_id=ME) is mine
    assert may_read(NoteClass.CONFIDED, reader, entrusted_to_id=OTHER) is others
    assert may_read(NoteClass.DATA_PROTECTION, reader, entrusted_to_id=None) is data_protection


def test_the_table_knows_every_role_and_every_class():
    assert {row[0] for row in TABLE} == set(Role)
    assert set(MAY_READ) == set(NoteClass)


@pytest.fixture
def written(app):
    lead = make_user(Role.NAVIGATOR)
    case = make_case(lead=lead)
    for note_class in NoteClass:
        actions.write_note(case=case, note_class=note_class, text=f"Kanarie-{note_class}", by=lead, now=AT)
        actions.upload(
            case=case,
            title=f"Akte-{note_class}",
            note_class=note_class,
            file_name="a.pdf",
            content=b"%PDF-1.7\nKanarie\n%%EOF\n",
            by=lead,
            now=AT,
        )
    return case, lead


def seen_on(desk, case):
    pages = [desk.get(f"/faelle/{case.id}{page}").text for page in ("", "/notizen", "/verlauf")]
    return {c for c in NoteClass if any(f"Kanarie-{c}" in p or f"Akte-{c}" in p for p in pages)}


def test_the_lead_reads_all_three_classes_on_the_pages(written, login_as):
    case, lead = written
    assert seen_on(login_as(lead), case) == set(NoteClass)


def test_the_team_lead_never_reads_what_was_confided(written, login_as):
    case, lead = written
    boss = make_user(Role.TEAM_LEAD, unit_id=lead.unit_id)
    assert seen_on(login_as(boss), case) == {NoteClass.ORDINARY, NoteClass.DATA_PROTECTION}


@pytest.mark.parametrize("role", [r for r in Role if r not in {Role.NAVIGATOR, Role.TEAM_LEAD}])
def test_other_roles_see_no_page_of_the_case_at_all(written, login_as, role):
    case, _ = written
    desk = login_as(role)
    assert desk.get(f"/faelle/{case.id}/notizen").status_code == 403
    assert seen_on(desk, case) == set()


def test_the_officer_reads_the_own_class_and_only_that(written, login_as):
    page = login_as(Role.DATA_PROTECTION).get("/faelle/datenschutznotizen").text
    assert "Kanarie-data_protection" in page
    assert "Kanarie-ordinary" not in page
    assert "Kanarie-confided" not in page


def test_a_confided_document_is_a_404_for_the_team_lead(written, login_as):
    case, lead = written
    confided = next(
        d for d in records.list_documents(case.id, queries.reader_of(case, lead, AT)) if d.note_class == "confided"
    )
    boss = make_user(Role.TEAM_LEAD, unit_id=lead.unit_id)
    address = f"/faelle/{case.id}/dokumente/{confided.id}"
    assert login_as(boss).get(address).status_code == 404
    answer = login_as(lead).get(address)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.data.startswith(b"%PDF")


def test_a_new_lead_does_not_inherit_what_was_confided(written, submit, login_as):
    case, lead = written
    colleague = make_user(Role.NAVIGATOR)
    db.session.commit()
    note = next(n for n in records.list_notes(case.id, queries.reader_of(case, lead, AT)) if n.note_class == "confided")
    page = f"/faelle/{case.id}/notizen/{note.id}/anvertrauen"
    desk = login_as(lead)
    assert submit(desk, page, {"to_id": colleague.id}).status_code == 422
    assert submit(desk, page, {"to_id": colleague.id, "agreed_on": "2026-11-20"}).status_code == 303
    assert "Kanarie-confided" not in desk.get(f"/faelle/{case.id}/notizen").text
    db.session.expire_all()
    assert note.entrusted_to_id == colleague.id


def test_texts_and_files_are_ciphertext_in_the_database(written):
    raw = db.session.connection().exec_driver_sql("select text from note").scalars().all()
    files = db.session.connection().exec_driver_sql("select content from document").scalars().all()
    assert raw
    assert files
    assert not any("Kanarie" in text for text in (*raw, *files))


def test_an_upload_is_judged_by_its_content(written, login_as, submit):
    case, lead = written
    desk = login_as(lead)
    page = f"/faelle/{case.id}/dokumente"
    data = {"note_class": "ordinary", "title": "", "file": (io.BytesIO(b"<html>"), "bescheid.pdf")}
    refused = submit(desk, page, data)
    assert refused.status_code == 422
    assert "Dateityp" in refused.text
    good = {"note_class": "ordinary", "title": "", "file": (io.BytesIO(b"%PDF-1.4\n%%EOF"), "../Bescheid.pdf")}
    assert submit(desk, page, good).status_code == 303
    assert "Bescheid.pdf" in desk.get(f"/faelle/{case.id}/notizen").text


def test_a_correction_replaces_the_note_in_the_list_and_keeps_the_old_text(written, login_as, submit):
    case, lead = written
    note = next(n for n in records.list_notes(case.id, queries.reader_of(case, lead, AT)) if n.note_class == "ordinary")
    desk = login_as(lead)
    answer = submit(
        desk, f"/faelle/{case.id}/notizen/{note.id}/berichtigen", {"note_class": "ordinary", "text": "Richtig ist 12."}
    )
    assert answer.status_code == 303
    page = desk.get(f"/faelle/{case.id}/notizen").text
    assert "Richtig ist 12." in page
    assert "Kanarie-ordinary" not in page
    assert db.session.get(type(note), note.id).text == "Kanarie-ordinary"
