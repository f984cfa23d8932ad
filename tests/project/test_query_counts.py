"""How many queries each page takes: as many at 3 rows as at 40, within its budget, and as many as stands in
tests/query_counts.json, so that a slower page is seen in a review. Session and user count; the begin and
commit of a transaction do not.

After a change: pytest tests/project/test_query_counts.py --update-counts, and look at the difference.
"""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from project.accounts import matrix
from project.accounts.matrix import Role
from tests import sweep
from tests.factories import make_user
from tests.grown import Grown

KEPT = Path(__file__).parents[1] / "query_counts.json"
ROLES = (Role.ANALYST, Role.MANAGER, Role.ADMINISTRATOR, Role.OFFICER, Role.READER)
BUDGETS = {"list": 10, "detail": 15, "roof": 20}
ROOFS = {"desk", "insights:summary", "bin"}
UNCOUNTED = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SET ")


def pages() -> list[str]:
    """Every address of ours that can be read (allauth's own pages have no rows that grow)."""
    names = [n for n in sweep.names() if (row := matrix.ADDRESSES.get(n)) and row.read]
    return [n for n in names if not n.startswith(("account_", "mfa_", "socialaccount_", "openid_"))]


def budget(name: str) -> int:
    if name in ROOFS:
        return BUDGETS["roof"]
    return BUDGETS["list"] if name.endswith(("-list", ":log")) else BUDGETS["detail"]


def path_of(name: str, grown: Grown) -> str:
    found = {}
    for parameter in sweep._parameters(name):
        if parameter == "dialogue":
            found[parameter] = grown.dialogue.uuid
        elif parameter == "insight":
            found[parameter] = grown.insight.uuid
        elif parameter == "pk":
            found[parameter] = grown.users[0].pk
        elif name.startswith("administration:"):
            found[parameter] = sweep.OTHER[parameter]()
        else:
            found[parameter] = grown.row_for(name).uuid
    return reverse(name, kwargs=found)


def measured(n: int, client_of) -> dict[str, int]:
    people = {role: make_user(f"{role}-{n}", role) for role in ROLES}
    grown = Grown(make_user(f"maker-{n}", Role.COORDINATOR, Role.MANAGER, Role.ANALYST), n)
    clients = {role: client_of(user) for role, user in people.items()}
    found = {}
    for name in pages():
        needed = matrix.needed(name, "GET")
        role = next(r for r in ROLES if needed in (matrix.PUBLIC, matrix.PERSONAL) or people[r].can(needed))
        path = path_of(name, grown)
        with CaptureQueriesContext(connection) as queries:
            response = clients[role].get(path)
        assert response.status_code in (200, 302), (name, response.status_code)
        found[name] = sum(not q["sql"].startswith(UNCOUNTED) for q in queries.captured_queries)
    return found


@pytest.fixture
def counts_at(client_of, db):
    """Gives the counts at a size; the larger size is measured in a database that holds the smaller too."""

    def at(n: int) -> dict[str, int]:
        return measured(n, client_of)

    return at


def test_pages_take_as_many_queries_at_forty_rows_as_at_three(counts_at, request):
    few, many = counts_at(3), counts_at(40)
    assert few == many, {name: (few[name], many[name]) for name in few if few[name] != many[name]}
    over = {name: count for name, count in many.items() if count > budget(name)}
    assert over == {}
    if request.config.getoption("--update-counts"):
        KEPT.write_text(json.dumps(many, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    assert many == json.loads(KEPT.read_text(encoding="utf-8"))
