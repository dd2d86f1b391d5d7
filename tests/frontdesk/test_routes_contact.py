import pytest

from lotse.accounts.rules import Role


@pytest.fixture
def desk(login_as):
    return login_as(Role.FRONT_DESK)


def test_the_screen_opens(desk):
    answer = desk.get("/empfang/")
    assert answer.status_code == 200, answer.text
    assert "Kontakt erfassen" in answer.text
