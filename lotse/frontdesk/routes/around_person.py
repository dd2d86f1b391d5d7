"""What stands around a person: warnings, household, relations, linked records."""

from __future__ import annotations

from flask import flash, render_template, request
from werkzeug.wrappers import Response

from lotse.accounts.access import allow, signed_in_user
from lotse.accounts.queries import get_user
from lotse.accounts.rules import SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.clients.actions import households, links, warnings
from lotse.clients.queries import family_of_records, get_person, is_protected, rows_of
from lotse.clients.queries.households import current_household_ids, get_stay, list_people_together
from lotse.clients.queries.warnings import get_warning
from lotse.clients.rules.warnings import BLOCKS, KINDS, WarningKind, default_expiry, default_review
from lotse.foundation.clock import now, today
from lotse.foundation.errors import FieldError, NotFound
from lotse.foundation.record_ids import record_id
from lotse.frontdesk.forms.person import LeaveForm, LinkForm, MemberForm, RenewForm, WarningForm
from lotse.frontdesk.queries.choices import list_staff
from lotse.frontdesk.queries.person import list_links, preview_link
from lotse.frontdesk.routes.blueprint import back_to_person, blueprint
from lotse.frontdesk.routes.picking import person_of


@blueprint.route("/personen/<id:person_id>/hinweis", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def warn_person(person_id: int) -> Response | str | tuple[str, int]:
    """Put a warning at the name."""
    user, at = signed_in_user(), now()
    person, form = get_person(person_id, user, at), WarningForm()
    form.named.choices = [(str(i), name) for i, name in list_staff() if i != user.id]
    if request.method == "POST" and form.validate():
        with form.refusing():
            warnings.warn(
                person=person, kind=WarningKind(form.kind.data), by=user, today=today(), now=at,
                text=form.text.data or "", valid_until=form.valid_until.data, review_on=form.review_on.data,
                person_informed=form.person_informed.data, named=[get_user(int(i)) for i in form.named.data or []],
            )  # fmt: skip
            _name_who_shares_the_address(person_id, WarningKind(form.kind.data))
            return back_to_person(person_id, "Der Hinweis steht jetzt am Namen.")
    return render_template(
        "frontdesk/warn_person.html", form=form, person=person, kinds=KINDS
    ), 422 if form.errors else 200


def _name_who_shares_the_address(person_id: int, kind: WarningKind) -> None:
    """A block closes one person's records only: the files of those she lives with still show where she is."""
    if kind not in BLOCKS:
        return
    together = list_people_together(person_id, today(), signed_in_user(), now())
    open_ = sorted({stay.person.list_name for stay in together if not is_protected(stay.person, today())})
    if open_:
        flash(
            f"Dieselbe Adresse zeigen weiterhin: {'; '.join(open_)}. Gilt die Sperre auch dort, bitte einzeln setzen.",
            "warning",
        )


@blueprint.route("/personen/<id:person_id>/hinweis/<id:warning_id>/pruefen", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def review_warning(person_id: int, warning_id: int) -> Response | str | tuple[str, int]:
    """Look at a warning again: let it hold on."""
    person = get_person(person_id, signed_in_user(), now())
    warning, form = get_warning(warning_id, person_id), RenewForm()
    if request.method == "GET":
        kind = WarningKind(warning.kind)
        form.valid_until.data, form.review_on.data = default_expiry(kind, today()), default_review(kind, today())
    elif form.validate():
        with form.refusing():
            warnings.review_warning(
                warning=warning, valid_until=form.valid_until.data, review_on=form.review_on.data, today=today()
            )
            return back_to_person(person_id, "Der Hinweis ist geprüft und gilt weiter.")
    return render_template(
        "frontdesk/review_warning.html", form=form, person=person, warning=warning, kinds=KINDS
    ), 422 if form.errors else 200


@blueprint.post("/personen/<id:person_id>/hinweis/<id:warning_id>/beenden")
@allow(*SOCIAL_WORK)
def end_warning(person_id: int, warning_id: int) -> Response:
    """Take a warning off the name."""
    get_person(person_id, signed_in_user(), now())
    warnings.end_warning(warning=get_warning(warning_id, person_id), today=today())
    return back_to_person(person_id, "Der Hinweis ist beendet.")


@blueprint.route("/personen/<id:person_id>/haushalt", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def add_to_household(person_id: int) -> Response | str | tuple[str, int]:
    """Let somebody live with the person."""
    user, at = signed_in_user(), now()
    person, form = get_person(person_id, user, at), MemberForm()
    if request.method == "GET":
        form.joined_on.data = today()
    elif form.validate():
        with form.refusing():
            other = person_of(form)
            households.move_in(
                with_person=person, household_id=_wanted_home(person_id), person=other, role=form.role.data,
                joined_on=form.joined_on.data, left_on=form.left_on.data, today=today(), now=at,
            )  # fmt: skip
            return back_to_person(person_id, f"{other.full_name} gehört jetzt zum Haushalt.")
    return render_template("frontdesk/add_to_household.html", form=form, person=person), 422 if form.errors else 200


def _wanted_home(person_id: int) -> int | None:
    """The household asked for where somebody lives in two, else the newest; none for who lives alone."""
    homes = current_household_ids(person_id, today())
    wanted = record_id(request.args.get("haushalt"))
    return wanted if wanted in homes else next(iter(homes), None)


@blueprint.route("/personen/<id:person_id>/haushalt/<id:household_id>/auszug/<id:stay_id>", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def leave_household(person_id: int, household_id: int, stay_id: int) -> Response | str | tuple[str, int]:
    """Note that somebody has moved out."""
    person = get_person(person_id, signed_in_user(), now())
    stay, form = get_stay(stay_id, household_id), LeaveForm()
    member = get_person(stay.person_id, signed_in_user(), now())
    if request.method == "POST" and form.validate():
        with form.refusing():
            households.end_stay(stay=stay, left_on=form.left_on.data, today=today())
            return back_to_person(person_id, f"{member.full_name} gehört nicht mehr zum Haushalt.")
    return render_template(
        "frontdesk/leave_household.html", form=form, person=person, member=member, stay=stay
    ), 422 if form.errors else 200


@blueprint.route("/personen/<id:person_id>/verbinden", methods=["GET", "POST"])
@allow(*SOCIAL_WORK)
def link_person(person_id: int) -> Response | str | tuple[str, int]:
    """Say that another record is this person: first a preview, then the link."""
    user, at = signed_in_user(), now()
    person, form = get_person(person_id, user, at), LinkForm()
    preview = None
    if request.method == "POST" and form.validate():
        with form.refusing():
            other = person_of(form, "other")
            if other.id == person.id:
                raise FieldError("other", "Das ist dieselbe Akte. Bitte die andere wählen.")
            if request.form.get("step") == "link":
                reason = form.reason.data or ""
                links.link_persons(kept=person, other=other, reason=reason, by=user, now=at, today=today())
                audit_about(person_id=person.id, detail=f"verbunden mit {other.number}")
                return back_to_person(person_id, f"{other.number} und {person.number} sind jetzt eine Person.")
            rows = rows_of([person.id, other.id], user, at)
            preview = preview_link(rows[person.id], rows[other.id])
    return render_template(
        "frontdesk/link_person.html", form=form, person=person, preview=preview
    ), 422 if form.errors else 200


@blueprint.post("/personen/<id:person_id>/trennen/<id:link_id>")
@allow(*SOCIAL_WORK)
def separate_person(person_id: int, link_id: int) -> Response:
    """Undo a link; each record keeps what was entered under its number."""
    user, at = signed_in_user(), now()
    person = get_person(person_id, user, at)
    link = next((link for link in list_links(family_of_records(person)) if link.id == link_id), None)
    if link is None:
        raise NotFound
    links.separate(link=link, by=user, now=at)
    return back_to_person(person_id, "Die Akten sind wieder getrennt; jede behält ihre eigenen Einträge.")
