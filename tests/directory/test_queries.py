"""Finding offers: words, concerns, hours, distance, and what a confidential place gives away (nothing)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from lotse.directory.actions.organisations import add_closure
from lotse.directory.queries.offers import OfferFilter, match_offers, search_offers
from lotse.directory.rules.coordinates import GeoPoint
from lotse.foundation.db import db
from tests.factories.directory import make_concern, make_offer, make_organisation

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
HERE = GeoPoint(51.18, 10.02)


def found(moment=MONDAY, near=None, **wanted) -> list[str]:
    return [hit.offer.name for hit in search_offers(OfferFilter(**wanted), moment, near)[0]]


@pytest.mark.parametrize("words", ["schuldner", "Schuldnerberatung", "brückenwerk", "BRUECKENW", "musterst schuldner"])
def test_words_find_offer_house_and_town_in_any_spelling(app, words):
    house = make_organisation(name="Brückenwerk")
    make_offer(house, name="Schuldnerberatung")
    make_offer(name="Tagespflege")
    assert found(words=words) == ["Schuldnerberatung"]


@pytest.mark.parametrize("words", ["100%", "_", "O'Neil", '"', "c++ ' or 1=1 --", "🙂"])
def test_search_operators_are_just_letters(app, words):
    make_offer(name="Beratung")
    assert found(words=words) in ([], ["Beratung"])


def test_an_area_finds_the_offers_of_its_concerns(app):
    area = make_concern("wohnen")
    concern = make_concern("wohngeld", area)
    make_offer(name="Wohngeld", concerns=[concern])
    make_offer(name="Anderes")
    assert found(concern_ids=(area.id,)) == ["Wohngeld"]


def test_the_old_word_for_a_benefit_finds_it_too(app):
    concern = make_concern("grundsicherungsgeld", label="Grundsicherungsgeld", also_called="Bürgergeld Hartz")
    make_offer(name="Antrag", concerns=[concern])
    assert found(words="Bürgergeld") == ["Antrag"]


def test_open_now_knows_hours_holidays_and_closures(app):
    make_offer(name="Offen", hours="Mo–Fr 8–12")
    make_offer(name="Nachmittags", hours="Mo–Fr 14–16")
    closed = make_organisation(name="Ferien")
    add_closure(
        organisation=closed,
        label="Ferien",
        starts_on=date(2026, 11, 20),
        ends_on=date(2026, 11, 30),
        by=None,
        now=MONDAY,
    )
    make_offer(closed, name="In Ferien", hours="Mo–Fr 8–12")
    assert found(open_now=True) == ["Offen"]
    assert found(open_now=True, moment=MONDAY.replace(month=12, day=25)) == []


def test_distance_sorts_and_limits(app):
    make_offer(make_organisation(name="Fern", latitude=51.40, longitude=10.02), name="Fern")
    make_offer(make_organisation(name="Nah", latitude=51.19, longitude=10.02), name="Nah")
    make_offer(make_organisation(name="Ohne"), name="Ohne Ort")
    assert found(near=HERE, sort="distance") == ["Nah", "Fern", "Ohne Ort"]
    assert found(near=HERE, within_km=5) == ["Nah"]


def test_language_and_free_places_filter(app):
    make_offer(name="Türkisch", languages=["Türkisch"], capacity_state="free", capacity_checked_on=date(2026, 11, 20))
    make_offer(name="Voll", capacity_state="full", capacity_checked_on=date(2026, 11, 20))
    assert found(language="Türkisch") == ["Türkisch"]
    assert found(has_room=True) == ["Türkisch"]


def test_a_confidential_place_is_found_by_name_but_never_by_where_it_lies(app):
    house = make_organisation(
        name="Schutzhaus",
        address_confidential=True,
        town="Geheimstadt",
        street="Verborgen 1",
        latitude=51.18,
        longitude=10.02,
    )
    make_offer(house, name="Schutzplatz")
    hits, _ = search_offers(OfferFilter(words="schutzhaus"), MONDAY, HERE)
    assert (hits[0].distance, hits[0].organisation.public_address) == (None, "")
    assert found(words="geheimstadt") == []
    assert found(town="Geheimstadt") == []
    assert found(near=HERE, within_km=25) == []


def test_matching_offers_put_room_and_open_doors_first(app):
    concern = make_concern()
    shared = {"concerns": [concern], "capacity_checked_on": date(2026, 11, 20)}
    make_offer(name="Voll", capacity_state="full", hours="Mo 8–12", **shared)
    make_offer(name="Zu", capacity_state="free", hours="Di 8–12", **shared)
    make_offer(name="Offen", capacity_state="free", hours="Mo 8–12", **shared)
    db.session.flush()
    assert [hit.offer.name for hit in match_offers([concern.id], MONDAY)] == ["Offen", "Zu", "Voll"]


def test_pages_count_all_hits(app):
    for number in range(7):
        make_offer(name=f"Angebot {number}")
    hits, total = search_offers(OfferFilter(), MONDAY, limit=3, offset=6)
    assert ([hit.offer.name for hit in hits], total) == (["Angebot 6"], 7)
