"""The table of roles, as administrators and officers read it."""

import pytest

from project.accounts import matrix
from project.accounts.matrix import Role
from tests.factories import make_user
from tests.lists import in_english


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OFFICER])
def test_the_page_shows_what_the_guard_goes_by(client_of, db, role):
    client = client_of(make_user("me", role, language="en"))
    answer = client.get("/administration/roles/")
    assert answer.status_code == 200
    shown = dict(answer.context["capabilities"])
    for meaning, having in matrix.CAPABILITIES.values():
        assert shown[meaning] == [r in having for r in Role]
    page = answer.content.decode()
    assert all(in_english(meaning) in page for meaning, _having in matrix.CAPABILITIES.values())
    assert page.count('<span class="unseen">yes</span>') == sum(
        len(having) for _meaning, having in matrix.CAPABILITIES.values()
    )


@pytest.mark.parametrize("role", [Role.READER, Role.COORDINATOR, Role.ANALYST, Role.MANAGER])
def test_others_have_no_need_of_it(client_of, db, role):
    assert client_of(make_user("me", role)).get("/administration/roles/").status_code == 403


def test_every_role_says_what_it_is_for():
    assert set(matrix.MEANINGS) == set(Role)
