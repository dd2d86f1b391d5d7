"""Searching: persons while typing, everything from the head of each page; the words never stand in an address."""

from __future__ import annotations

from flask import render_template, request

from lotse.accounts.access import acting_account, allow, reads
from lotse.accounts.rules import CASE_WORK, SOCIAL_WORK
from lotse.audit.actions import audit_about
from lotse.audit.rules import Action
from lotse.directory.queries.offers import OfferFilter, search_offers
from lotse.foundation.clock import local, now, today
from lotse.foundation.record_ids import record_id
from lotse.foundation.web.htmx import is_htmx, render_fragment
from lotse.frontdesk.queries import screen, search_persons
from lotse.frontdesk.routes.blueprint import blueprint
from lotse.frontdesk.rules import read_new_person

FOUND_AT_MOST = 50


@blueprint.post("/suche")
@allow(*SOCIAL_WORK)
@reads
def search() -> str:
    """Persons, cases and offers for a few words; typed in the head of the page it answers with a list to pick from."""
    text, user, at = request.form.get("q", ""), acting_account(), now()
    if is_htmx():
        return render_fragment("frontdesk/_found.html", found=search_persons(text, user, at), text=text)
    found = search_persons(text, user, at, most=FOUND_AT_MOST)
    offers, _ = search_offers(OfferFilter(words=text[:100]), local(at), limit=10) if text.strip() else ([], 0)
    audit_about(action=Action.SEARCH, object_kind="person", detail=f"{len(found.hits)} Treffer")
    return render_template("frontdesk/search.html", found=found, offers=offers, text=text)


@blueprint.post("/empfang/personen")
@allow(*SOCIAL_WORK)
@reads
def persons() -> str:
    """Persons to pick while typing, and the offer to create one."""
    text = request.form.get("q", "")
    found = search_persons(text, acting_account(), now())
    return render_fragment(
        "frontdesk/_persons.html", found=found, text=text.strip(), new=read_new_person(text, today()), create=True
    )


@blueprint.post("/empfang/bekannte")
@allow(*SOCIAL_WORK)
@reads
def known_persons() -> str:
    """Persons to pick while typing, where only known ones make sense."""
    text = request.form.get("q", "")
    found = search_persons(text, acting_account(), now())
    return render_fragment("frontdesk/_persons.html", found=found, text=text.strip(), create=False)


@blueprint.post("/empfang/angebote")
@allow(*SOCIAL_WORK)
@reads
def offers() -> str:
    """Offers to pick while typing."""
    text = request.form.get("q", "")[:100]
    found, _ = search_offers(OfferFilter(words=text), local(now()), limit=8)
    return render_template("frontdesk/_offers.html", offers=found)


@blueprint.post("/empfang/passend")
@allow(*SOCIAL_WORK)
@reads
def matching() -> str:
    """Offers and guides that suit the chosen concerns."""
    chosen = [*request.form.getlist("concerns"), *request.form.getlist("details")]
    ids = [number for given in chosen if (number := record_id(given))]
    user, at = acting_account(), now()
    shown = screen.around(ids, None, request.form.get("language", "")[:40], user, at)
    return render_template("frontdesk/_matching.html", shown=shown)


@blueprint.post("/empfang/person-karte")
@allow(*SOCIAL_WORK)
@reads
def person_card() -> str:
    """What must be known of the person just picked."""
    given = record_id(request.form.get("person_id"))
    user, at = acting_account(), now()
    hit = screen.person_hit(given, user, at) if given else None
    if hit is not None:
        audit_about(person_id=hit.row.id, action=Action.VIEW)
    return render_template("frontdesk/_person_card.html", hit=hit, may_open_case=user.role in CASE_WORK)
