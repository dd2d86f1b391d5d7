"""A row is got by its id, and only where it belongs; many rows are changed in one statement that counts them."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from lotse.clients.models import Person, Phone
from lotse.foundation.db import count_changed, db, get_stored
from lotse.foundation.errors import NotFound
from lotse.foundation.web.form_keys import FormKey
from tests.factories.clients import make_person


def test_a_row_is_got_where_it_belongs_and_nowhere_else(app):
    one, other = make_person(phone="0171 5550123"), make_person("Berger", "Ute")
    db.session.flush()
    phone = one.phones[0]
    assert get_stored(Phone, phone.id) is phone
    assert get_stored(Phone, phone.id, person_id=one.id, kind=phone.kind) is phone
    for refused in ({"person_id": other.id}, {"person_id": one.id, "kind": "x"}):
        with pytest.raises(NotFound):
            get_stored(Phone, phone.id, **refused)
    with pytest.raises(NotFound):
        get_stored(Person, 999_999)


def test_a_statement_over_many_rows_says_how_many_it_changed(app):
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    db.session.add_all(FormKey(key=f"{n}", location="/", used_at=at) for n in range(3))
    assert count_changed(sa.update(FormKey).where(FormKey.key != "0").values(location="/x")) == 2
    assert count_changed(sa.delete(FormKey)) == 3
    assert count_changed(sa.delete(FormKey)) == 0
