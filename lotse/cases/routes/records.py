"""Notes by class, documents, and who may read which."""

from __future__ import annotations

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, request, url_for

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import get_user, names_of
from lotse.accounts.rules import CASE_WORK, Role
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.cases import queries
from lotse.cases.actions import records as actions
from lotse.cases.forms.life import ReasonForm
from lotse.cases.forms.records import EntrustForm, NoteForm, UploadForm
from lotse.cases.pages import form_page, load_case, load_open_case
from lotse.cases.queries import records
from lotse.cases.queries.responsibility import possible_leads
from lotse.cases.routes.blueprint import blueprint
from lotse.cases.rules.notes import CLASS_HINTS, CLASS_LABELS
from lotse.foundation.clock import now, today
from lotse.foundation.web.files import as_download, chosen_file
from lotse.foundation.web.forms import Answer, choices_of


def _back(case_id: int, anchor: str = "") -> str:
    return url_for("cases.notes", case_id=case_id, _anchor=anchor or None)


@blueprint.route("/<id:case_id>/notizen", methods=["GET", "POST"])
@allow(*CASE_WORK)
def notes(case_id: int) -> Answer:
    """The notes and documents this account may read, and a form for one more note."""
    case = load_open_case(case_id) if request.method == "POST" else load_case(case_id)
    form, user = NoteForm(), signed_in_user()
    if form.validate_on_submit():
        with form.refusing():
            actions.write_note(case=case, note_class=form.note_class.data, text=form.text.data, by=user, now=now())
            flash("Die Notiz ist gespeichert.", "success")
            return redirect(_back(case.id), 303)
    reader = queries.reader_of(case, user, now())
    written, files = records.list_notes(case.id, reader), records.list_documents(case.id, reader)
    page = render_template(
        "cases/notes.html",
        case=case,
        tab="records",
        form=form,
        notes=written,
        documents=files,
        conferences=records.list_conferences(case.id),
        names=records.authors([*written, *files]),
        labels=CLASS_LABELS,
        hints=CLASS_HINTS,
        user=user,
    )
    return page, 422 if form.errors else 200


@blueprint.route("/<id:case_id>/notizen/<id:note_id>/berichtigen", methods=["GET", "POST"])
@allow(*CASE_WORK)
def correct_note(case_id: int, note_id: int) -> Answer:
    """Write a corrected text; the former one stays stored."""
    case, user = load_open_case(case_id), signed_in_user()
    note = records.get_note(note_id, case, queries.reader_of(case, user, now()))
    form = NoteForm(obj=note)
    if form.validate_on_submit():
        with form.refusing():
            actions.write_note(
                case=case, note_class=form.note_class.data, text=form.text.data, by=user, now=now(), replaces=note
            )
            return redirect(_back(case.id), 303)
    intro = "Die bisherige Fassung bleibt gespeichert und wird in der Liste ersetzt."
    return form_page(case, form, tab="records", back=_back(case.id), title="Notiz berichtigen", intro=intro)


@blueprint.route("/<id:case_id>/notizen/<id:note_id>/anvertrauen", methods=["GET", "POST"])
@allow(*CASE_WORK)
def entrust_note(case_id: int, note_id: int) -> Answer:
    """Pass a confided note on to one colleague."""
    case, user = load_open_case(case_id), signed_in_user()
    note = records.get_note(note_id, case, queries.reader_of(case, user, now()))
    form = EntrustForm()
    form.to_id.choices = choices_of((u.id, u.name) for u in possible_leads(case) if u.id != user.id)
    if form.validate_on_submit():
        with form.refusing():
            actions.entrust_note(
                note=note,
                case=case,
                to=get_user(form.to_id.data),
                agreed_on=form.agreed_on.data,
                by=user,
                today=today(),
            )
            flash("Die Notiz ist weitergegeben; Sie lesen sie nicht mehr.", "success")
            return redirect(_back(case.id), 303)
    intro = "Anvertrautes liest danach nur noch die gewählte Person, solange sie mit dem Fall zu tun hat."
    return form_page(case, form, tab="records", back=_back(case.id), title="Anvertraute Notiz weitergeben", intro=intro)


@blueprint.route("/<id:case_id>/dokumente", methods=["GET", "POST"])
@allow(*CASE_WORK)
def upload_document(case_id: int) -> Answer:
    """Take a file in."""
    case, form = load_open_case(case_id), UploadForm()
    if form.validate_on_submit():
        with form.refusing():
            name, content = chosen_file(form.file)
            actions.upload(
                case=case, title=form.title.data or "", note_class=form.note_class.data,
                file_name=name, content=content, by=signed_in_user(), now=now(),
            )  # fmt: skip
            flash("Das Dokument ist gespeichert.", "success")
            return redirect(_back(case.id, "dokumente"), 303)
    return form_page(
        case, form, tab="records", back=_back(case.id), title="Dokument hochladen", submit="Hochladen", upload=True
    )


@blueprint.get("/<id:case_id>/dokumente/<id:document_id>")
@allow(*CASE_WORK)
def download(case_id: int, document_id: int) -> FlaskResponse:
    """Give a document out."""
    case = load_case(case_id)
    document = records.get_document(document_id, case, queries.reader_of(case, signed_in_user(), now()))
    audit_about(action=Action.EXPORT, detail="document")
    return as_download(document, document.content or b"")


@blueprint.route("/<id:case_id>/dokumente/<id:document_id>/entfernen", methods=["GET", "POST"])
@allow(*CASE_WORK)
def remove_document(case_id: int, document_id: int) -> Answer:
    """Give an original back, or remove a wrong file."""
    case, user, form = load_case(case_id), signed_in_user(), ReasonForm()
    document = records.get_document(document_id, case, queries.reader_of(case, user, now()))
    if form.validate_on_submit():
        with form.refusing():
            actions.remove_document(document=document, case=case, reason=form.reason.data, by=user, now=now())
            flash("Das Dokument ist entfernt.", "success")
            return redirect(_back(case.id, "dokumente"), 303)
    intro = f"{document.title}: Die Datei wird gelöscht, der Grund bleibt im Verlauf."
    return form_page(
        case, form, tab="records", back=_back(case.id), title="Dokument entfernen", submit="Entfernen", intro=intro
    )


@blueprint.get("/datenschutznotizen")
@allow(Role.DATA_PROTECTION)
def data_protection_notes() -> str:
    """The notes of the data-protection class, for the officer: number of the case and text, no file."""
    audit_about(action=Action.VIEW, object_kind="note", detail="data_protection_notes")
    rows = records.data_protection_notes(signed_in_user())
    names = names_of({note.written_by_id for note, _ in rows})
    return render_template("cases/data_protection_notes.html", rows=rows, names=names)
