"""Who opens the pages of reminders."""

import pytest

from tests.factories.accounts import make_user


@pytest.fixture
def lead(app):
    return make_user()


@pytest.fixture
def visitor(login_as, lead):
    return login_as(lead)
