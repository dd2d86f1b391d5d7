"""A case with its lead at the desk."""

import pytest

from lotse.accounts.rules import Role
from tests.factories.accounts import make_user
from tests.factories.cases import make_case


@pytest.fixture
def navigator(app):
    return make_user(Role.NAVIGATOR)


@pytest.fixture
def case(navigator):
    return make_case(lead=navigator)


@pytest.fixture
def desk(case, navigator, login_as):
    return login_as(navigator)
